using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace BrainMessenger.Server.Data;

/// <summary>One step of the schema: plain SQL, embedded; forward only.</summary>
/// <param name="OldestServer">The oldest server that can run on the schema after this step (first line <c>-- oldest-server: 1.2.0</c>).</param>
internal sealed partial record Migration(int Number, string Name, string Sql, string Checksum, Version OldestServer)
{
    /// <summary>All steps for one engine in order: <c>0001_name.sql</c> for both, <c>0007_name.sqlite.sql</c> and <c>.postgres.sql</c> where they differ.</summary>
    public static IReadOnlyList<Migration> All(Engine engine)
    {
        var assembly = typeof(Migration).Assembly;
        var dialect = engine is Engine.Sqlite ? "sqlite" : "postgres";
        return [.. assembly.GetManifestResourceNames()
            .Select(resource => (resource, match: FileName().Match(resource)))
            .Where(r => r.match.Success && (!r.match.Groups["dialect"].Success || r.match.Groups["dialect"].Value == dialect))
            .Select(r => Read(assembly, r.resource, r.match))
            .OrderBy(m => m.Number)];
    }

    private static Migration Read(Assembly assembly, string resource, Match match)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        var oldest = OldestServerLine().Match(sql);
        return new(
            int.Parse(match.Groups["number"].ValueSpan),
            match.Groups["name"].Value,
            sql,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))),
            oldest.Success ? Version.Parse(oldest.Groups[1].ValueSpan) : new Version(0, 1, 0));
    }

    [GeneratedRegex(@"^Migrations\.(?<number>\d{4})_(?<name>[a-z_]+)(\.(?<dialect>sqlite|postgres))?\.sql$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A-- oldest-server: (\d+\.\d+\.\d+)$", RegexOptions.Multiline)]
    private static partial Regex OldestServerLine();
}
