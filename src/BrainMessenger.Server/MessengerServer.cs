using System.Net.Sockets;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BrainMessenger.Server;

/// <summary>One running server: what the program serves with, and what the tests start in process.</summary>
internal sealed class MessengerServer : IAsyncDisposable
{
    private readonly DataDirectory _data;
    private readonly WebApplication _app;

    private MessengerServer(DataDirectory data, WebApplication app)
    {
        _data = data;
        _app = app;
    }

    /// <summary>Where it really listens (PORT=0 takes a free port).</summary>
    public Uri Address => new(_app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IServiceProvider Services => _app.Services;

    /// <summary>Takes hold of the data folder, migrates, listens. Throws <see cref="StartupException"/> with cause and cure.</summary>
    public static async Task<MessengerServer> StartAsync(Settings settings, CancellationToken ct, Action<IServiceCollection>? configure = null)
    {
        var data = DataDirectory.Open(settings.DataDir);
        WebApplication? app = null;
        try
        {
            app = MessengerApp.Build(settings, data, configure);
            await MigrateAsync(app.Services, ct);
            await app.Services.CheckFilesAsync(ct);
            await app.StartAsync(ct);
            return new(data, app);
        }
        catch (Exception e)
        {
            if (app is not null) await app.DisposeAsync();
            data.Dispose();
            if (PortTaken(e)) throw new StartupException(ExitCode.PortTaken, $"Port {settings.Port} is taken by another program: stop it, or set PORT to another number.");
            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    private static async Task MigrateAsync(IServiceProvider services, CancellationToken ct)
    {
        try
        {
            // A database that sleeps is woken by the first try.
            await services.GetRequiredService<DatabaseReads>().RunAsync(() => services.GetRequiredService<Migrator>().RunAsync(ct), ct: ct);
        }
        catch (System.Data.Common.DbException e)
        {
            var fault = DatabaseFaults.Of(e) ?? new(DatabaseTrouble.Misconfigured, e.Message, "Check NEON_DATABASE_URL, or messenger.db in DATA_DIR where that is not set.");
            throw new StartupException(ExitCode.Database, $"The database cannot be used ({fault.Cause.TrimEnd('.')}): {char.ToLowerInvariant(fault.Cure[0])}{fault.Cure[1..]}");
        }
    }

    private static bool PortTaken(Exception e) =>
        e is AddressInUseException || e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || (e.InnerException is { } inner && PortTaken(inner));
}
