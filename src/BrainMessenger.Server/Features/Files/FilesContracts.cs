using System.ComponentModel.DataAnnotations;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Announces a file; the answer says where its bytes go.</summary>
/// <param name="Name">As the sender calls it; made safe before it is stored.</param>
/// <param name="Size">Exact bytes.</param>
/// <param name="ContentType">Media type, without or with parameters (dropped).</param>
/// <param name="Kind">photo, video, voice or document; absent: chosen by the type.</param>
/// <param name="ThumbnailOf">The own file of which this is the small picture.</param>
/// <param name="Sha256">Hex of the whole file: checked on completion, and spares sending the same bytes again.</param>
public sealed record ReserveFile(
    [property: Required, StringLength(4096, MinimumLength = 1)] string Name,
    [property: Range(1, long.MaxValue)] long Size,
    [property: Required, StringLength(255), RegularExpression(@"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(\s*;[\t -~]*)?")] string ContentType,
    [property: RegularExpression("photo|video|voice|document")] string? Kind = null,
    Guid? ThumbnailOf = null,
    [property: RegularExpression("[0-9A-Fa-f]{64}")] string? Sha256 = null);

/// <summary>Where a file's parts go.</summary>
/// <param name="Id">The reserved file.</param>
/// <param name="PartSize">Bytes of every part but the last.</param>
/// <param name="Parts">None: the bytes are already stored, only complete is left to call.</param>
public sealed record UploadView(Guid Id, long PartSize, IReadOnlyList<UploadPartView> Parts);

/// <summary>The state of an upload, with fresh addresses.</summary>
/// <param name="PartSize">Bytes of every part but the last.</param>
/// <param name="Parts">All parts, stored or not.</param>
public sealed record UploadPartsView(long PartSize, IReadOnlyList<UploadPartView> Parts);

/// <summary>One part of an upload.</summary>
/// <param name="Number">From 1; part n begins at byte (n - 1) × partSize.</param>
/// <param name="Done">Whether the store has it whole.</param>
/// <param name="Url">Put exactly the part's bytes here, without an Authorization header.</param>
/// <param name="Headers">To be sent with them.</param>
public sealed record UploadPartView(int Number, bool Done, string Url, IReadOnlyDictionary<string, string> Headers);

/// <summary>What the sender knows about the file beyond its bytes. A picture's size is read from the picture.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="BlurHash">A tiny stand-in for the picture.</param>
/// <param name="Waveform">Loudness of a voice message, base64.</param>
public sealed record CompleteFile(
    [property: Range(1, 32768)] int? Width = null,
    [property: Range(1, 32768)] int? Height = null,
    [property: Range(0.0, 1_000_000.0)] double? Duration = null,
    [property: StringLength(200), RegularExpression("[!-~]*")] string? BlurHash = null,
    [property: StringLength(2048), RegularExpression("[A-Za-z0-9+/=_-]*")] string? Waveform = null);

/// <summary>An address that works without headers.</summary>
/// <param name="Url">Absolute, or a path on this server.</param>
/// <param name="ExpiresAt">60 s from now at most.</param>
public sealed record FileLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>What one's own files take.</summary>
/// <param name="Used">Bytes; the same bytes sent twice count once.</param>
/// <param name="Quota">Bytes that may be used.</param>
/// <param name="MaxSize">Bytes that one file may have.</param>
/// <param name="Items">One page of the files; small pictures go with their originals and are not listed.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
/// <param name="Places">The messages that show the files of this page, at most 1,000.</param>
/// <param name="InUse">Those of this page that something shows. One without a place is the photo of a person or a chat.</param>
/// <param name="Chats">The 100 chats whose messages show the most of one's bytes, the most first; on the first page of all files only.</param>
public sealed record StorageView(
    long Used,
    long Quota,
    long MaxSize,
    IReadOnlyList<FileView> Items,
    string? Next = null,
    IReadOnlyList<FilePlaceView>? Places = null,
    IReadOnlyList<Guid>? InUse = null,
    IReadOnlyList<StorageChatView>? Chats = null);

/// <summary>A message that shows a file. It is the owner's own: nobody else can send the file.</summary>
/// <param name="FileId">The file.</param>
/// <param name="ChatId">The message's chat, which its sender may have left since.</param>
/// <param name="Seq">The message.</param>
public sealed record FilePlaceView(Guid FileId, Guid ChatId, long Seq);

/// <summary>What one's own files in the messages of a chat take.</summary>
/// <param name="ChatId">The chat, which one may have left since.</param>
/// <param name="Bytes">Their sizes together; a file counts once in each chat that shows it.</param>
/// <param name="Count">How many files.</param>
public sealed record StorageChatView(Guid ChatId, long Bytes, int Count);

/// <summary>A message of a chat with a file of it, or, of the kind link, with its web addresses.</summary>
/// <param name="Seq">The message.</param>
/// <param name="SenderId">Who sent it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="File">The file; absent of the kind link.</param>
/// <param name="Text">The message's text, of the kind link only.</param>
/// <param name="Addresses">The http and https addresses in it, in order and each once; of the kind link only.</param>
public sealed record MediaView(
    long Seq,
    Guid SenderId,
    DateTimeOffset At,
    FileView? File = null,
    string? Text = null,
    IReadOnlyList<string>? Addresses = null);

/// <summary>A file as people see it (design §7).</summary>
/// <param name="Id">Id by which links are asked for.</param>
/// <param name="Name">The name it was uploaded under, made safe.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentType">Media type, as found by reading the file.</param>
/// <param name="Kind">photo, video, voice or document.</param>
/// <param name="Status">uploading, ready or deleted.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="BlurHash">A tiny stand-in for the picture while it loads.</param>
/// <param name="Waveform">Loudness of a voice message, base64.</param>
/// <param name="HasThumbnail">Whether link?variant=thumbnail answers.</param>
/// <param name="CreatedAt">When it was reserved, UTC.</param>
public sealed record FileView(
    Guid Id,
    string Name,
    long Size,
    string ContentType,
    string Kind,
    string Status,
    int? Width,
    int? Height,
    double? Duration,
    string? BlurHash,
    string? Waveform,
    bool HasThumbnail,
    DateTimeOffset CreatedAt);
