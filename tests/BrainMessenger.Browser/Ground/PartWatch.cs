using System.Collections.Concurrent;

namespace BrainMessenger.Browser.Ground;

/// <summary>Which parts of files a browser sends, where to, and which of them arrive.</summary>
internal sealed class PartWatch
{
    private readonly ConcurrentDictionary<string, string> _sent = [];
    private readonly ConcurrentDictionary<string, byte> _stored = [];

    public PartWatch(IPage page)
    {
        page.Request += (_, request) => { if (request.Method == "PUT") _sent[request.Url] = request.Headers.GetValueOrDefault("content-type", ""); };
        page.Response += (_, response) => { if (response.Request.Method == "PUT" && response.Ok) _stored[PartOf(response.Url)] = 0; };
    }

    /// <summary>Every address that a part was sent to, with the type that it was sent as.</summary>
    public IReadOnlyDictionary<string, string> Sent => _sent;

    public int Stored => _stored.Count;

    /// <summary>Waits until so many parts have arrived.</summary>
    public Task UntilAsync(int parts) => Until.FoundAsync(() => Stored >= parts ? this : null, $"{parts} parts", 120);

    private static string PartOf(string url) => System.Web.HttpUtility.ParseQueryString(new Uri(url).Query)["partNumber"] ?? url;
}
