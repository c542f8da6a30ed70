using System.CommandLine;
using BrainMessenger.Server;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Bench.Seeding;

/// <summary>What is to be made.</summary>
/// <param name="Channel">How many follow the one channel, the first person's; 0 for none.</param>
/// <param name="Tokens">For how many of the first people tokens are made.</param>
internal sealed record SeedSize(int Users, IReadOnlyList<int> Groups, int Channel, int Pairs, long Messages, int Tokens, int Random)
{
    /// <summary>Sizes, each as a number or as how often it comes: 200,10x1000.</summary>
    public static IReadOnlyList<int> ReadGroups(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(part =>
    {
        var numbers = part.Split('x').Select(int.Parse).ToArray();
        return Enumerable.Repeat(numbers[0], numbers.Length == 2 ? numbers[1] : 1);
    })];
}

/// <summary><c>seed</c>: fills an empty database in bulk; its tokens are real ones, good for a day.</summary>
internal static class SeedCommand
{
    public static Command Create()
    {
        var users = new Option<int>("--users") { DefaultValueFactory = _ => 10_000, Description = "How many people." };
        var groups = new Option<string>("--groups") { DefaultValueFactory = _ => "200,1000", Description = "Sizes of groups (10x1000: a thousand of ten); a group of size n holds the first n people." };
        var channel = new Option<int>("--channel") { DefaultValueFactory = _ => 0, Description = "How many follow the first person's channel; 0 makes none." };
        var pairs = new Option<int>("--pairs") { DefaultValueFactory = _ => 5_000, Description = "How many personal chats; the k-th is that of people 2k-1 and 2k." };
        var messages = new Option<long>("--messages") { DefaultValueFactory = _ => 1_000_000, Description = "How many messages in all." };
        var tokens = new Option<int>("--tokens") { DefaultValueFactory = _ => int.MaxValue, Description = "For how many people tokens are made." };
        var random = new Option<int>("--random") { DefaultValueFactory = _ => 1, Description = "Start of the random numbers: the same start gives the same texts." };
        var output = new Option<FileInfo>("--out") { DefaultValueFactory = _ => new FileInfo("seed.json"), Description = "Where ids and tokens are written; readable by its owner only." };
        var command = new Command("seed", "Fills the empty database that the environment names (as for the server) in bulk.")
        {
            users, groups, channel, pairs, messages, tokens, random, output,
        };
        command.SetAction((parsed, ct) => RunAsync(
            new SeedSize(
                parsed.GetValue(users),
                SeedSize.ReadGroups(parsed.GetValue(groups)!),
                parsed.GetValue(channel),
                parsed.GetValue(pairs),
                parsed.GetValue(messages),
                parsed.GetValue(tokens),
                parsed.GetValue(random)),
            parsed.GetValue(output)!,
            ct));
        return command;
    }

    private static async Task<int> RunAsync(SeedSize size, FileInfo output, CancellationToken ct)
    {
        try
        {
            if (size.Pairs * 2 > size.Users || size.Groups.Any(group => group > size.Users || group < 1) || size.Channel > size.Users || size.Users < 1)
                throw new StartupException(ExitCode.Configuration, "There are not enough people for that: --users must be at least twice --pairs and the largest of --groups and --channel.");
            var settings = Settings.From(ConfigurationSource.FromProcess());
            if (!settings.IsLoopback)
                throw new StartupException(ExitCode.Configuration, $"PUBLIC_URL is {settings.PublicUrl}: seeding is for servers on this machine only.");
            await SeedAsync(settings, size, output, ct);
            return 0;
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return (int)e.ExitCode;
        }
    }

    private static async Task SeedAsync(Settings settings, SeedSize size, FileInfo output, CancellationToken ct)
    {
        using var data = DataDirectory.Open(settings.DataDir);
        await using var app = MessengerApp.Build(settings, data, configure: null);
        await app.Services.GetRequiredService<Migrator>().RunAsync(ct);
        var database = app.Services.GetRequiredService<Database>();
        await RefuseFilledAsync(database, ct);

        var plan = new SeedPlan(size, TimeProvider.System.Now());
        await using (var bulk = await BulkWriter.OpenAsync(database, ct))
        {
            await plan.WriteAsync(bulk, ct);
            await bulk.CommitAsync(ct);
        }

        await app.Services.GetRequiredService<SigningKeyRing>().LoadAsync(ct);
        await SeedFile.WriteAsync(output, plan, app.Services.GetRequiredService<AccessTokens>(), ct);
        Console.WriteLine($"Seeded {size.Users} people, {plan.Groups.Count} groups, {plan.Pairs.Count} pairs, {size.Messages} messages; see {output.Name}.");
    }

    private static async Task RefuseFilledAsync(Database database, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select exists (select 1 from users) or exists (select 1 from chats) or exists (select 1 from registrations)";
        if (Convert.ToBoolean(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture))
            throw new StartupException(ExitCode.Database, "The database holds something already: seeding is for an empty one.");
    }
}
