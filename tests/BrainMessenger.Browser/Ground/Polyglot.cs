using System.Text;

namespace BrainMessenger.Browser.Ground;

/// <summary>A file that is one thing to whoever looks at its beginning and another to a browser that looks further.</summary>
internal sealed record Polyglot(string Name, string Type, byte[] Bytes)
{
    private static readonly (string Ending, byte[] Bytes)[] _beginnings =
    [
        ("gif", Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")),
        ("png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")),
        ("jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xFF, 0xD9]),
        ("mp4", [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomiso2"u8]),
        ("pdf", [.. "%PDF-1.7\n"u8]),
        ("js", [.. "GIF89a/*"u8, 1, 0, 1, 0, .. "*/=1;"u8]),
        ("html", []),
        ("txt", [0xEF, 0xBB, 0xBF]),
        ("xml", [.. "<?xml version=\"1.0\"?>"u8]),
        ("zip", [.. "PK\u0003\u0004"u8]),
    ];

    /// <summary>Each calls home in its own way where it is run.</summary>
    private static readonly Func<string, string>[] _payloads =
    [
        run => $"<script>{run}</script>",
        run => $"<!doctype html><html><body onload=\"{run}\"><img src=x onerror=\"{run}\"></body></html>",
        run => $"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"{run}\"><script>{run}</script></svg>",
        run => $"<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>{run}</script></html>",
        run => $";{run};",
        run => $"<meta http-equiv=\"refresh\" content=\"0;url=javascript:{run}\"><a href=\"javascript:{run}\">x</a>",
    ];

    private static readonly string[] _types = ["image/gif", "image/png", "text/html", "image/svg+xml", "application/javascript"];

    /// <param name="home">What a script that runs asks for, with the number of its file.</param>
    public static IReadOnlyList<Polyglot> All(Uri home) =>
    [
        .. from beginning in _beginnings
           from payload in _payloads.Index()
           from type in _types.Index()
           let number = $"{beginning.Ending}{payload.Index}{type.Index}"
           let run = $"(window.top||self).__ran=1;fetch('{home}?{number}')"
           select new Polyglot($"{number}.{beginning.Ending}", type.Item, [.. beginning.Bytes, .. Encoding.UTF8.GetBytes(payload.Item(run))]),
    ];
}
