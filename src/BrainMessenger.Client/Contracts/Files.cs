namespace BrainMessenger.Client;

/// <summary>A file that was uploaded here (design: File).</summary>
public sealed record StoredFile
{
    /// <summary>The file's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name its owner gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>MIME type; once ready it is what the server found by reading.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>One of <see cref="FileKinds"/>.</summary>
    public string Kind { get; init; } = FileKinds.Document;

    /// <summary><c>uploading</c>, <c>ready</c> or <c>deleted</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Seconds of sound or film.</summary>
    public double? Duration { get; init; }

    /// <summary>A tiny preview.</summary>
    public string? BlurHash { get; init; }

    /// <summary>Loudness over time of a voice message.</summary>
    public string? Waveform { get; init; }

    /// <summary>Whether a smaller picture can be asked for.</summary>
    public bool HasThumbnail { get; init; }

    /// <summary>When it was reserved.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Kinds of files.</summary>
public static class FileKinds
{
    /// <summary>A picture to be shown in the chat.</summary>
    public const string Photo = "photo";

    /// <summary>A film.</summary>
    public const string Video = "video";

    /// <summary>A recorded voice.</summary>
    public const string Voice = "voice";

    /// <summary>Everything else; offered for download only.</summary>
    public const string Document = "document";
}

/// <summary>A file to be uploaded.</summary>
public sealed record NewFile
{
    /// <summary>Shown name.</summary>
    public required string Name { get; init; }

    /// <summary>Exact bytes; 100 MB at most without premium, else 413 <c>too_large</c>.</summary>
    public required long Size { get; init; }

    /// <summary>MIME type; refused on completion when the bytes say otherwise.</summary>
    public required string ContentType { get; init; }

    /// <summary>One of <see cref="FileKinds"/>; null lets the server choose.</summary>
    public string? Kind { get; init; }

    /// <summary>The file of which this is the small picture.</summary>
    public Guid? ThumbnailOf { get; init; }

    /// <summary>Lower-case hex of the whole; lets the server check it and spare a repeated upload.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>Where to put a file's bytes.</summary>
public sealed record Upload
{
    /// <summary>The reserved file.</summary>
    public Guid Id { get; init; }

    /// <summary>Bytes of every part but the last.</summary>
    public long PartSize { get; init; }

    /// <summary>The parts; none when the bytes are already stored.</summary>
    public IReadOnlyList<UploadPart> Parts { get; init => field = Lists.Of(value); } = [];
}

/// <summary>One part of an upload.</summary>
public sealed record UploadPart
{
    /// <summary>From 1; part n begins at byte (n - 1) × part size.</summary>
    public required int Number { get; init; }

    /// <summary>Whether the store has it.</summary>
    public bool Done { get; init; }

    /// <summary>Put the bytes here, without our Authorization header.</summary>
    public required string Url { get; init; }

    /// <summary>Headers that the signature covers; send all of them.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}

/// <summary>What the uploader knows about a finished file.</summary>
public sealed record FileDetails
{
    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Seconds.</summary>
    public double? Duration { get; init; }

    /// <summary>A tiny preview.</summary>
    public string? BlurHash { get; init; }

    /// <summary>Loudness over time.</summary>
    public string? Waveform { get; init; }
}

/// <summary>A link that works without headers until it ends, 60 s at most.</summary>
/// <param name="Url">The link.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record FileLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>A file in a chat, with the message that shows it.</summary>
/// <param name="Seq">The message.</param>
/// <param name="SenderId">Who sent it.</param>
/// <param name="At">When.</param>
/// <param name="File">The file.</param>
public sealed record ChatMedia(long Seq, Guid SenderId, DateTimeOffset At, StoredFile File);

/// <summary>A message with web addresses.</summary>
/// <param name="Seq">The message.</param>
/// <param name="SenderId">Who sent it.</param>
/// <param name="At">When.</param>
/// <param name="Text">Its text.</param>
/// <param name="Addresses">The http and https addresses in it, in order and each once.</param>
public sealed record ChatLink(long Seq, Guid SenderId, DateTimeOffset At, string Text, IReadOnlyList<string> Addresses);

/// <summary>A stretch of a chat's media.</summary>
/// <param name="From">The message where it begins; null for the end of the chat.</param>
/// <param name="OldestFirst">Onwards from there instead of back.</param>
public sealed record MediaRange(long? From = null, bool OldestFirst = false);

/// <summary>What one's own files take.</summary>
public sealed record Storage
{
    /// <summary>Bytes; the same bytes sent twice count once.</summary>
    public long Used { get; init; }

    /// <summary>Bytes that may be used.</summary>
    public long Quota { get; init; }

    /// <summary>Bytes that one file may have.</summary>
    public long MaxSize { get; init; }

    /// <summary>One page of the files.</summary>
    public IReadOnlyList<StoredFile> Items { get; init => field = Lists.Of(value); } = [];

    /// <summary>Cursor of the next page; null at the end.</summary>
    public string? Next { get; init; }

    /// <summary>The messages that show the files of this page.</summary>
    public IReadOnlyList<FilePlace> Places { get; init => field = Lists.Of(value); } = [];

    /// <summary>Those of this page that something shows; one without a place is somebody's or a chat's photo.</summary>
    public IReadOnlyList<Guid> InUse { get; init => field = Lists.Of(value); } = [];

    /// <summary>The chats with the most of one's bytes; on the first page of all files only.</summary>
    public IReadOnlyList<StorageOfChat> Chats { get; init => field = Lists.Of(value); } = [];
}

/// <summary>A message of one's own that shows a file.</summary>
/// <param name="FileId">The file.</param>
/// <param name="ChatId">The message's chat, which one may have left since.</param>
/// <param name="Seq">The message.</param>
public sealed record FilePlace(Guid FileId, Guid ChatId, long Seq);

/// <summary>What one's own files in the messages of a chat take.</summary>
/// <param name="ChatId">The chat, which one may have left since.</param>
/// <param name="Bytes">Their sizes together.</param>
/// <param name="Count">How many files.</param>
public sealed record StorageOfChat(Guid ChatId, long Bytes, int Count);
