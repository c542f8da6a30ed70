using System.CommandLine;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server;

/// <summary>The verbs of <c>brainmessenger</c>; without one it serves.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("BrainMessenger: a messenger that anyone starts with one command. Without a verb it serves.");
        root.SetAction((_, ct) => Guarded(() => ServeAsync(ct)));

        var migrate = new Command("migrate", "Bring the database's schema up to this server, then stop.");
        migrate.SetAction((_, ct) => Guarded(() => MigrateAsync(ct)));
        root.Add(migrate);

        var show = new Command("show", "Print each value with its origin; secrets are masked.");
        var markdown = new Option<bool>("--markdown") { Description = "Print the table of docs/configuration.md instead." };
        show.Add(markdown);
        show.SetAction(parsed => Guarded(() =>
        {
            if (parsed.GetValue(markdown)) ConfigShow.PrintMarkdown(Console.Out);
            else ConfigShow.Print(ConfigurationSource.FromProcess(), Console.Out);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult());
        root.Add(new Command("config", "Look at the configuration.") { show });

        root.Add(AccountVerbs.Create(Guarded));
        root.Add(StorageVerbs.Create(Guarded));

        return await root.Parse(args).InvokeAsync();
    }

    private static async Task ServeAsync(CancellationToken ct)
    {
        await using var server = await MessengerServer.StartAsync(Settings.From(ConfigurationSource.FromProcess()), ct);
        Console.WriteLine($"BrainMessenger is ready: {server.Address}");
        await server.WaitForShutdownAsync(ct);
    }

    private static async Task MigrateAsync(CancellationToken ct)
    {
        var settings = Settings.From(ConfigurationSource.FromProcess());
        using var data = DataDirectory.Open(settings.DataDir);
        await using var database = new Data.Database(settings, data);
        var applied = await new Data.Migrator(database, TimeProvider.System).RunAsync(ct);
        Console.WriteLine(applied == 0 ? "The schema is up to date." : $"Applied {applied} migration(s).");
    }

    /// <summary>What stops a start is one sentence on standard error and an exit code of its own.</summary>
    private static async Task<int> Guarded(Func<Task> verb)
    {
        try
        {
            await verb();
            return (int)ExitCode.Ok;
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return (int)e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Ok;
        }
    }
}
