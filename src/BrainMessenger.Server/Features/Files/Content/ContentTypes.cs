namespace BrainMessenger.Server.Features.Files.Content;

internal enum Family
{
    Other,
    Picture,
    Video,
    Audio,
}

/// <summary>Which media types we recognise by reading; only these are ever shown instead of downloaded.</summary>
internal static class ContentTypes
{
    public const string Unknown = "application/octet-stream";

    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Gif = "image/gif";
    public const string Webp = "image/webp";

    private static readonly Dictionary<string, Family> _families = new(StringComparer.Ordinal)
    {
        [Png] = Family.Picture,
        [Jpeg] = Family.Picture,
        [Gif] = Family.Picture,
        [Webp] = Family.Picture,
        ["video/mp4"] = Family.Video,
        ["video/webm"] = Family.Video,
        ["video/quicktime"] = Family.Video,
        ["video/ogg"] = Family.Video,
        ["audio/mp4"] = Family.Audio,
        ["audio/webm"] = Family.Audio,
        ["audio/ogg"] = Family.Audio,
        ["audio/mpeg"] = Family.Audio,
        ["audio/aac"] = Family.Audio,
        ["audio/wav"] = Family.Audio,
        ["audio/flac"] = Family.Audio,
    };

    public static Family FamilyOf(string contentType) => _families.GetValueOrDefault(contentType, Family.Other);

    /// <summary>The kind of a file whose sender named none. A voice message is always named: music is a document.</summary>
    public static string KindOf(string contentType) => FamilyOf(contentType) switch
    {
        Family.Picture => FileKinds.Photo,
        Family.Video => FileKinds.Video,
        _ => FileKinds.Document,
    };

    /// <summary>What a kind must turn out to be; a document may be anything.</summary>
    public static Family Demanded(string kind) => kind switch
    {
        FileKinds.Photo => Family.Picture,
        FileKinds.Video => Family.Video,
        FileKinds.Voice => Family.Audio,
        _ => Family.Other,
    };
}
