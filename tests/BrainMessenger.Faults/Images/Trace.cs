using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BrainMessenger.Faults.Images;

/// <summary>One thing that the server asked of the kernel and that matters for what a disk holds after a power cut.</summary>
internal abstract record Step
{
    internal sealed record Write(string File, long Offset, byte[] Bytes) : Step;

    internal sealed record Truncate(string File, long Length) : Step;

    /// <summary>What was written before this is being made durable.</summary>
    internal sealed record SyncBegins(string File, int Thread) : Step;

    /// <summary>And now it is.</summary>
    internal sealed record SyncEnds(string File, int Thread) : Step;

    /// <summary>The server begins to tell somebody that his message is stored.</summary>
    internal sealed record Acknowledge(Guid Cid, long Seq) : Step;
}

/// <summary>Reads what strace has written down (options: see <see cref="Arguments"/>).</summary>
internal static partial class Trace
{
    private static readonly string[] _files = ["messenger.db", "messenger.db-wal"];

    /// <summary>strace with these, then the program.</summary>
    public static IEnumerable<string> Arguments(string output) =>
        ["-f", "-y", "--seccomp-bpf", "-s", "200000", "--strings-in-hex=all", "-e", "trace=pwrite64,ftruncate,fdatasync,fsync,sendto,sendmsg", "-e", "signal=none", "-o", output];

    public static IEnumerable<Step> Read(string path)
    {
        var syncing = new Dictionary<int, string>();
        foreach (var line in File.ReadLines(path))
        {
            if (Resumed().Match(line) is { Success: true } resumed)
            {
                var own = int.Parse(resumed.Groups["thread"].ValueSpan, CultureInfo.InvariantCulture);
                if (syncing.Remove(own, out var synced)) yield return new Step.SyncEnds(synced, own);
                continue;
            }

            if (Call().Match(line) is not { Success: true } call) continue;
            var thread = int.Parse(call.Groups["thread"].ValueSpan, CultureInfo.InvariantCulture);
            var rest = call.Groups["rest"].Value;
            if (call.Groups["name"].ValueSpan.StartsWith("send"))
            {
                foreach (var ack in Acknowledgements(rest)) yield return ack;
                continue;
            }

            var file = Path.GetFileName(Encoding.UTF8.GetString(Bytes(call.Groups["file"].Value)));
            if (!_files.Contains(file)) continue;
            if (call.Groups["name"].Value is "fdatasync" or "fsync")
            {
                yield return new Step.SyncBegins(file, thread);
                if (rest.EndsWith("<unfinished ...>", StringComparison.Ordinal)) syncing[thread] = file;
                else yield return new Step.SyncEnds(file, thread);
            }
            else if (call.Groups["name"].Value == "ftruncate")
            {
                yield return new Step.Truncate(file, long.Parse(Number().Match(rest).ValueSpan, CultureInfo.InvariantCulture));
            }
            else
            {
                var write = Written().Match(rest);
                yield return new Step.Write(file, long.Parse(write.Groups["offset"].ValueSpan, CultureInfo.InvariantCulture), Bytes(write.Groups["bytes"].Value));
            }
        }
    }

    /// <summary>A frame of the server is not masked and not compressed: it stands in the call as it is.</summary>
    private static IEnumerable<Step.Acknowledge> Acknowledgements(string rest)
    {
        var text = string.Concat(Text().Matches(rest).Select(match => Encoding.Latin1.GetString(Bytes(match.Groups["bytes"].Value))));
        return Ack().Matches(text).Select(ack => new Step.Acknowledge(
            Guid.Parse(ack.Groups["cid"].ValueSpan), long.Parse(ack.Groups["seq"].ValueSpan, CultureInfo.InvariantCulture)));
    }

    private static byte[] Bytes(string escaped) => Convert.FromHexString(escaped.Replace("\\x", "", StringComparison.Ordinal));

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\(\d+<(?<file>[^>]*)>(?<rest>.*)$")]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. (?:fdatasync|fsync) resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex("""^, "(?<bytes>[^"]*)", \d+, (?<offset>\d+)""")]
    private static partial Regex Written();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex("""
        "(?<bytes>(?:\\x[0-9a-f]{2})+)"
        """)]
    private static partial Regex Text();

    [GeneratedRegex("""\{"type":"ack","cid":"(?<cid>[0-9a-f-]{36})","chatId":"[0-9a-f-]{36}","seq":(?<seq>\d+)""")]
    private static partial Regex Ack();
}
