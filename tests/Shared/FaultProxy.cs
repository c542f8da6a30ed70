using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BrainMessenger.Tests.Shared;

/// <summary>
/// Stands between a server and its database and does what networks and databases do: refuses, stalls, cuts, and loses the
/// answer to a commit that has happened. Speaks no TLS, since it has to read.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    /// <summary>In the request that stores messages, and in no other: it binds the only statement that is ever prepared.</summary>
    public const string StoringMessages = "\0_p1\0";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly HashSet<ProxyLink> _links = [];
    private readonly IPEndPoint _target;
    private readonly Task _accepting;
    private volatile bool _refuses;
    private TaskCompletionSource _flow = Opened();
    private TaskCompletionSource _stands = Opened();
    private long _lastMoved = Stopwatch.GetTimestamp();
    private byte[] _awaited = [];
    private byte[] _losing = [];
    private int _toLose;
    private int _toPass;

    private FaultProxy(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>A proxy before the server of a postgresql:// address.</summary>
    public static FaultProxy Before(Uri server) => new(new(IPAddress.Parse(server.Host), server.Port));

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost so far.</summary>
    public int Lost { get; private set; }

    /// <summary>Connections that were made so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Cuts what is open and takes nothing more.</summary>
    public void Refuse()
    {
        _refuses = true;
        Cut();
    }

    /// <summary>
    /// Everything stays open and nothing moves, as behind a machine that lost its power. The task ends when a request
    /// that contains the text stands here.
    /// </summary>
    public Task Stall(string until)
    {
        lock (_gate) (_awaited, _stands) = (Encoding.ASCII.GetBytes(until), new(TaskCreationOptions.RunContinuationsAsynchronously));
        _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _stands.Task;
    }

    public void Heal()
    {
        _refuses = false;
        _flow.TrySetResult();
    }

    /// <summary>Waits until nothing has moved for half a second: what a start sets going has ended.</summary>
    public async Task QuietAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastMoved)) < TimeSpan.FromMilliseconds(500)) await timer.WaitForNextTickAsync(ct);
    }

    /// <summary>Ends every connection.</summary>
    public void Cut()
    {
        ProxyLink[] links;
        lock (_gate) links = [.. _links];
        foreach (var link in links) link.Dispose();
    }

    /// <summary>
    /// The next so many requests that contain the text ("" for any) reach the database, and their answers do not come
    /// back; <paramref name="after"/> of them go through before.
    /// </summary>
    public void LoseAnswers(int count, string text, int after = 0)
    {
        lock (_gate) (_losing, _toLose, _toPass) = (Encoding.ASCII.GetBytes(text), count, after);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        _flow.TrySetResult();
        Cut();
        await _accepting;
        _stopping.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                Accepted++;
                if (_refuses) client.Dispose();
                else _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var link = new ProxyLink(client, new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        lock (_gate) _links.Add(link);
        try
        {
            await link.Server.ConnectAsync(_target, _stopping.Token);
            await Task.WhenAny(RequestsAsync(link), AnswersAsync(link));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            lock (_gate) _links.Remove(link);
            link.Dispose();
        }
    }

    private async Task RequestsAsync(ProxyLink link)
    {
        var buffer = new byte[64 * 1024];
        while (await link.Client.ReceiveAsync(buffer, _stopping.Token) is > 0 and var count)
        {
            Volatile.Write(ref _lastMoved, Stopwatch.GetTimestamp());
            var flow = _flow.Task;
            if (!flow.IsCompleted) Stand(buffer.AsSpan(0, count));
            await flow;
            // A request is written at once and small, so its text lies in one piece.
            if (MustLose(buffer.AsSpan(0, count))) link.LosesNext = true;
            await link.Server.SendAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }

    private async Task AnswersAsync(ProxyLink link)
    {
        var buffer = new byte[64 * 1024];
        while (await link.Server.ReceiveAsync(buffer, _stopping.Token) is > 0 and var count)
        {
            Volatile.Write(ref _lastMoved, Stopwatch.GetTimestamp());
            await _flow.Task;
            if (link.LosesNext)
            {
                Lost++;
                return;
            }

            await link.Client.SendAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }

    private void Stand(ReadOnlySpan<byte> request)
    {
        lock (_gate)
            if (request.IndexOf(_awaited) >= 0) _stands.TrySetResult();
    }

    private bool MustLose(ReadOnlySpan<byte> request)
    {
        lock (_gate)
        {
            if (_toLose == 0 || request.IndexOf(_losing) < 0 || _toPass-- > 0) return false;
            _toLose--;
            return true;
        }
    }
}
