using System.Net;
using BrainMessenger.Checker;
using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Faults;

/// <summary>
/// Somebody who is added to a chat and removed from it again and again while the others talk there. Newcomers do not see
/// the past, so whatever reaches the guest from between two stays is a leak.
/// </summary>
internal sealed class GuestVisits : IAsyncDisposable
{
    private static readonly TimeSpan _stay = TimeSpan.FromMilliseconds(400);

    private readonly Talker _guest;
    private readonly List<Talker> _hosts;

    private GuestVisits(Talker guest, List<Talker> hosts, Guid chat) => (_guest, _hosts, Chat) = (guest, hosts, chat);

    public Guid Chat { get; }

    public Guid Guest => _guest.UserId;

    public static async Task<GuestVisits> StartAsync(Talker guest, List<Talker> hosts, CancellationToken ct)
    {
        var owner = hosts[0].Client;
        var chat = await owner.Chats.CreateAsync(
            new NewChat { Type = ChatTypes.Group, Name = "With a guest", MemberIds = [.. hosts.Skip(1).Select(host => host.UserId)] }, ct: ct);
        await owner.Chats.UpdateAsync(chat.Id, new ChatUpdate { HistoryForNewMembers = false }, ct);
        await guest.StartAsync([chat.Id], ct);
        return new(guest, hosts, chat.Id);
    }

    /// <summary>Comes and goes, with a word of the others after each step, until told to stop.</summary>
    public async Task GoOnAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_stay);
        var members = _hosts[0].Client.Chats.Members;
        for (var step = 0; await TicksAsync(timer, stop); step++)
        {
            try
            {
                if (step % 2 == 0) await members.AddAsync(Chat, [Guest], CancellationToken.None);
                else await members.RemoveAsync(Chat, Guest, CancellationToken.None);
            }
            catch (Exception e) when (e is HttpRequestException or ApiException { Status: HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict })
            {
                // The server died over it, or it had happened before the server died.
            }

            _hosts[1 + (step % (_hosts.Count - 1))].Say(Chat, 20);
        }
    }

    /// <summary>The chat's whole log, and from it who could see what.</summary>
    public async Task<(IReadOnlyList<LogRow> Rows, IReadOnlyList<Stay> Stays)> GatherAsync(CancellationToken ct)
    {
        var log = await Rows.ReadLogAsync(_hosts[0].Client, Chat, ct);
        var steps = from change in log.OfType<Change>()
                    let member = change.AsMember()
                    where member is not null
                    select new MemberStep(change.Seq, member.UserIds ?? [member.UserId!.Value], member.State == "joined");
        return ([.. log.Select(Rows.Stored)], Membership.Stays(Chat, _hosts.Select(host => host.UserId), steps, historyForNew: false));
    }

    public ValueTask DisposeAsync() => _guest.DisposeAsync();

    private static async Task<bool> TicksAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
