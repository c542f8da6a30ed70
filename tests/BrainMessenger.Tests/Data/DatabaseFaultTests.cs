using System.Net;
using System.Net.Sockets;
using System.Text;
using BrainMessenger.Server;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Npgsql;

namespace BrainMessenger.Tests.Data;

/// <summary>What databases say, and what we take it for.</summary>
public sealed class DatabaseFaultTests
{
    [Theory]
    // Neon's proxy gives XX000 to everything of its own: only the words tell them apart.
    [InlineData("XX000", "Couldn't connect to compute node", nameof(DatabaseTrouble.Unreachable))]
    [InlineData("XX000", "Control plane request failed", nameof(DatabaseTrouble.Unreachable))]
    [InlineData("XX000", "Control plane request failed: endpoint is temporarily unavailable. Check your quotas and/or contact our support.", nameof(DatabaseTrouble.Exhausted))]
    [InlineData("XX000", "Too many connections to this endpoint. Please try again later.", nameof(DatabaseTrouble.Overloaded))]
    [InlineData("XX000", "Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.", nameof(DatabaseTrouble.Exhausted))]
    [InlineData("XX000", "active endpoints limit exceeded", nameof(DatabaseTrouble.Exhausted))]
    [InlineData("XX000", "endpoint is disabled", nameof(DatabaseTrouble.Misconfigured))]
    [InlineData("XX000", "The requested endpoint could not be found, or you don't have access to it: endpoint cannot be found", nameof(DatabaseTrouble.Misconfigured))]
    [InlineData("XX000", "This IP address 192.0.2.1 is not allowed to connect to this endpoint.", nameof(DatabaseTrouble.Misconfigured))]
    [InlineData("XX000", "password authentication failed for user 'app'", nameof(DatabaseTrouble.Misconfigured))]
    [InlineData("28P01", "password authentication failed for user \"app\"", nameof(DatabaseTrouble.Misconfigured))]
    [InlineData("3D000", "database \"d\" does not exist", nameof(DatabaseTrouble.Misconfigured))]
    [InlineData("42501", "permission denied for schema public", nameof(DatabaseTrouble.Misconfigured))]
    [InlineData("08P01", "query_wait_timeout", nameof(DatabaseTrouble.Overloaded))]
    [InlineData("53100", "could not extend file because project size limit (512 MB) has been exceeded", nameof(DatabaseTrouble.Exhausted))]
    [InlineData("53300", "remaining connection slots are reserved for roles with the SUPERUSER attribute", nameof(DatabaseTrouble.Overloaded))]
    [InlineData("57P01", "terminating connection due to administrator command", nameof(DatabaseTrouble.Unreachable))]
    [InlineData("57P03", "the database system is starting up", nameof(DatabaseTrouble.Unreachable))]
    [InlineData("08006", "connection failure", nameof(DatabaseTrouble.Unreachable))]
    [InlineData("25006", "cannot execute INSERT in a read-only transaction", nameof(DatabaseTrouble.Unreachable))]
    [InlineData("40P01", "deadlock detected", nameof(DatabaseTrouble.Conflict))]
    [InlineData("55P03", "canceling statement due to lock timeout", nameof(DatabaseTrouble.Conflict))]
    public void Each_state_is_known_by_what_helps(string state, string text, string trouble)
    {
        var fault = DatabaseFaults.Of(new InvalidOperationException("wrapped", new PostgresException(text, "FATAL", "FATAL", state)));

        Assert.Equal(trouble, fault?.Trouble.ToString());
        Assert.NotEmpty(fault!.Cure);
    }

    [Theory]
    [InlineData("23505", "duplicate key value violates unique constraint")]
    [InlineData("42P01", "relation does not exist")]
    [InlineData("57014", "canceling statement due to statement timeout")]
    [InlineData("XX000", "cache lookup failed for type 1")]
    public void A_mistake_of_ours_is_no_fault_of_the_database(string state, string text) =>
        Assert.Null(DatabaseFaults.Of(new PostgresException(text, "ERROR", "ERROR", state)));

    [Theory]
    [InlineData("XX000", "endpoint is disabled", "enable the compute in Neon's console")]
    [InlineData("XX000", "This IP address 192.0.2.1 is not allowed to connect to this endpoint.", "IP allow list")]
    [InlineData("28P01", "password authentication failed for user \"app\"", "check user and password in NEON_DATABASE_URL")]
    [InlineData("XX000", "Your account or project has exceeded the compute time quota.", "larger plan")]
    public async Task A_start_that_the_database_refuses_names_cause_and_cure_and_no_password(string state, string text, string cure)
    {
        using var neon = new RefusingDatabase(state, text);
        var settings = Settings.From(ConfigurationSource.Read(new Dictionary<string, string>
        {
            ["NEON_DATABASE_URL"] = $"postgresql://app:sEcReT@127.0.0.1:{neon.Port}/d?sslmode=disable",
            ["DATA_DIR"] = Directory.CreateTempSubdirectory("brainmessenger-test-").FullName,
            ["PORT"] = "0",
        }, null));

        var refused = await Assert.ThrowsAsync<StartupException>(() => MessengerServer.StartAsync(settings, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.Database, refused.ExitCode);
        Assert.Contains(text.TrimEnd('.'), refused.Message, StringComparison.Ordinal);
        Assert.Contains(cure, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sEcReT", refused.Message, StringComparison.Ordinal);
        Directory.Delete(settings.DataDir, recursive: true);
    }

    /// <summary>Answers every start of a connection with an error, as Neon's proxy does before there is a compute.</summary>
    private sealed class RefusingDatabase : IDisposable
    {
        private const int SslRequest = 80877103;
        private const int GssRequest = 80877104;

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _answer;

        public RefusingDatabase(string state, string text)
        {
            var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{state}\0M{text}\0\0");
            _answer = [(byte)'E', .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(fields.Length + 4)), .. fields];
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true) _ = RefuseAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
            }
        }

        private async Task RefuseAsync(TcpClient client)
        {
            using var _ = client;
            var stream = client.GetStream();
            var head = new byte[8];
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                var length = IPAddress.NetworkToHostOrder(BitConverter.ToInt32(head));
                var code = IPAddress.NetworkToHostOrder(BitConverter.ToInt32(head, 4));
                await stream.ReadExactlyAsync(new byte[length - 8]);
                if (code is not (SslRequest or GssRequest)) break;
                await stream.WriteAsync("N"u8.ToArray());
            }

            await stream.WriteAsync(_answer);
        }
    }
}
