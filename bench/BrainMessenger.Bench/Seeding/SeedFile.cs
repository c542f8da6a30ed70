using System.Text.Json;
using BrainMessenger.Server.Features.Accounts;

namespace BrainMessenger.Bench.Seeding;

/// <summary>The file with ids and tokens: a key to every seeded account, so readable by its owner only.</summary>
internal sealed record SeedFile(IReadOnlyList<SeedFile.User> Users, IReadOnlyList<SeedFile.Group> Groups, IReadOnlyList<SeedFile.Pair> Pairs, Guid? Channel)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static async Task WriteAsync(FileInfo output, SeedPlan plan, AccessTokens tokens, CancellationToken ct)
    {
        var file = new SeedFile(
            [.. plan.Users.Zip(plan.Sessions).Take(plan.Tokens).Select(one => new User(one.First, tokens.Issue(one.First, one.Second, AccessTokens.LongestLifetime)))],
            [.. plan.Groups.Select(group => new Group(group.Id, group.Members))],
            [.. plan.Pairs.Take(plan.Tokens).Select(pair => new Pair(pair.Id))],
            plan.Channel?.Id);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // A file that was there keeps its old mode: it must not.
        output.Delete();
        await using var stream = new FileStream(output.FullName, options);
        await JsonSerializer.SerializeAsync(stream, file, Options, ct);
    }

    public static async Task<SeedFile> ReadAsync(string path, CancellationToken ct)
    {
        await using var stream = File.OpenRead(path);
        return (await JsonSerializer.DeserializeAsync<SeedFile>(stream, Options, ct))!;
    }

    internal sealed record User(Guid Id, string Token);

    internal sealed record Group(Guid Id, int Size);

    internal sealed record Pair(Guid Id);
}
