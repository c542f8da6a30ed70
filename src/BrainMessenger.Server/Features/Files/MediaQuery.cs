using System.Globalization;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Which of a chat's media are asked for, as it comes from outside.</summary>
internal sealed record MediaQuery(string? Kind, string? Order, long? From, string? Cursor)
{
    /// <summary>Messages with web addresses; all other kinds are files.</summary>
    public const string Link = "link";

    public bool IsRising => Order == "oldest";

    /// <summary>None: files of all kinds.</summary>
    public IReadOnlyList<string> Kinds => Kind?.Split(',') ?? [];

    public Error? Check()
    {
        if (Kind != Link && !Kinds.All(kind => kind is FileKinds.Photo or FileKinds.Video or FileKinds.Voice or FileKinds.Document))
            return Error.Validation("kind", "link, or some of photo, video, voice and document, with commas.");
        if (Order is not (null or "newest" or "oldest")) return Error.Validation("order", "One of newest and oldest.");
        return From is < 1 ? Error.Validation("from", "A message's seq, from 1.") : null;
    }

    /// <summary>Behind which place the page begins; null for a cursor that is none.</summary>
    public MediaPlace? Behind() =>
        Cursor is not null ? MediaPlace.Read(Cursor)
        : IsRising ? new((From ?? 1) - 1, int.MaxValue)
        : new(Math.Min(From ?? long.MaxValue, long.MaxValue - 1) + 1, int.MaxValue);
}

/// <summary>A file's place in a chat. Of a link's message the position is 0.</summary>
internal sealed record MediaPlace(long Seq, int Position)
{
    public static MediaPlace? Read(string cursor) =>
        cursor.Split('_') is [var first, var second]
        && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
        && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(seq, position) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}_{Position}");
}
