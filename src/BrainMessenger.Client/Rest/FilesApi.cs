namespace BrainMessenger.Client;

/// <summary>Files: bytes go to the store's own addresses, in parts.</summary>
public sealed class FilesApi
{
    private const string Root = "/api/v1/files";

    private readonly ApiConnection _api;

    internal FilesApi(ApiConnection api) => _api = api;

    /// <summary>Reserves an upload and answers where its parts go.</summary>
    /// <exception cref="ApiException"><c>too_large</c>, <c>validation</c>, or the quota is used up.</exception>
    public Task<Upload> ReserveAsync(NewFile file, Guid? idempotencyKey = null, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Post, Root, (file, ClientJson.Default.NewFile), ClientJson.Default.Upload, ct, idempotencyKey);

    /// <summary>Which parts are stored and where the others go, with fresh addresses.</summary>
    public async Task<Upload> PartsAsync(Guid fileId, CancellationToken ct = default) =>
        await _api.GetAsync($"{Root}/{fileId}/parts", ClientJson.Default.Upload, ct) with { Id = fileId };

    /// <summary>Ends an upload: the server reads the object and checks size and type.</summary>
    /// <exception cref="ApiException">A part is missing, or the bytes are not what was announced.</exception>
    public Task<StoredFile> CompleteAsync(Guid fileId, FileDetails? details = null, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Post,
            $"{Root}/{fileId}/complete",
            (details ?? new FileDetails(), ClientJson.Default.FileDetails),
            ClientJson.Default.StoredFile,
            ct);

    /// <summary>Uploads a stream from where it stands: reserve, parts side by side, complete.</summary>
    /// <param name="content">Exactly <see cref="NewFile.Size"/> bytes.</param>
    /// <param name="file">What it is.</param>
    /// <param name="details">What the caller knows about it.</param>
    /// <param name="progress">Told the bytes stored so far.</param>
    /// <param name="ct">Gives up; the server drops the rest after 24 hours.</param>
    /// <exception cref="EndOfStreamException">The stream was shorter than announced.</exception>
    public async Task<StoredFile> UploadAsync(
        Stream content, NewFile file, FileDetails? details = null, IProgress<long>? progress = null,
        CancellationToken ct = default)
    {
        var upload = await ReserveAsync(file, ct: ct);
        await new PartUploader(_api.Http, upload, file.Size).RunAsync(content, progress, ct);
        return await CompleteAsync(upload.Id, details, ct);
    }

    /// <summary>Puts one part's bytes to its address.</summary>
    public Task PutPartAsync(UploadPart part, ReadOnlyMemory<byte> bytes, CancellationToken ct = default) =>
        PartUploader.PutAsync(_api.Http, part, bytes, ct);

    /// <summary>A link of 60 s at most that works without headers.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="thumbnail">The small picture instead of the original.</param>
    /// <param name="download">Answered as an attachment.</param>
    /// <param name="probe">The link before did not work: the server asks the store why, and says so.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="ApiException"><c>not_found</c>; with a probe also <c>file.missing</c> or <c>storage.*</c>.</exception>
    public Task<FileLink> LinkAsync(
        Guid fileId, bool thumbnail = false, bool download = false, bool probe = false, CancellationToken ct = default) =>
        _api.GetAsync(
            Query.Of(
                $"{Root}/{fileId}/link",
                ("variant", thumbnail ? "thumbnail" : null),
                ("download", download ? true : null),
                ("probe", probe ? true : null)),
            ClientJson.Default.FileLink,
            ct);

    /// <summary>Opens the file's bytes; dispose of the stream.</summary>
    /// <exception cref="ApiException">As for a link; where the store refuses, what the server found out about it.</exception>
    public async Task<Stream> DownloadAsync(Guid fileId, bool thumbnail = false, CancellationToken ct = default)
    {
        var link = await LinkAsync(fileId, thumbnail, ct: ct);
        var response = await _api.Http.GetAsync(link.Url, HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.IsSuccessStatusCode) return await response.Content.ReadAsStreamAsync(ct);
        using (response)
        {
            // A store's own words are no sentence for anybody.
            await LinkAsync(fileId, thumbnail, probe: true, ct: ct);
            throw await ProblemReader.ReadAsync(response, ct);
        }
    }

    /// <summary>Files of a chat, newest first.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="kind">One of <see cref="FileKinds"/> or several with commas, or null for all.</param>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before.</param>
    /// <param name="range">Where to begin, and in which direction; null for the newest first.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<Page<ChatMedia>> MediaAsync(
        Guid chatId, string? kind = null, string? cursor = null, MediaRange? range = null, CancellationToken ct = default) =>
        _api.GetAsync(MediaPath(chatId, kind, cursor, range), ClientJson.Default.PageChatMedia, ct);

    /// <summary>Messages of a chat with web addresses, newest first. A page may be short, or empty with a <see cref="Page{T}.Next"/>.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before.</param>
    /// <param name="range">Where to begin, and in which direction; null for the newest first.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<Page<ChatLink>> LinksAsync(
        Guid chatId, string? cursor = null, MediaRange? range = null, CancellationToken ct = default) =>
        _api.GetAsync(MediaPath(chatId, "link", cursor, range), ClientJson.Default.PageChatLink, ct);

    /// <summary>What one's own files take, and which messages show them.</summary>
    /// <param name="largestFirst">Instead of the newest first.</param>
    /// <param name="chatId">Only files in the messages of this chat.</param>
    /// <param name="cursor"><see cref="Storage.Next"/> of the page before.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<Storage> StorageAsync(
        bool largestFirst = false, Guid? chatId = null, string? cursor = null, CancellationToken ct = default) =>
        _api.GetAsync(
            Query.Of("/api/v1/me/storage", ("sort", largestFirst ? "size" : null), ("chatId", chatId), ("cursor", cursor)),
            ClientJson.Default.Storage,
            ct);

    /// <summary>Deletes one's own file; 409 <c>file.in_use</c> while something shows it.</summary>
    public Task DeleteAsync(Guid fileId, CancellationToken ct = default) => _api.DeleteAsync($"{Root}/{fileId}", ct);

    private static string MediaPath(Guid chatId, string? kind, string? cursor, MediaRange? range) =>
        Query.Of(
            $"/api/v1/chats/{chatId}/media",
            ("kind", kind), ("order", range is { OldestFirst: true } ? "oldest" : null), ("from", range?.From), ("cursor", cursor));
}
