using BrainMessenger.Checker;
using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>Some people do random things in one group at the same time; afterwards all are brought back and everything is compared.</summary>
internal static class RandomHistory
{
    private const int People = 5;

    /// <summary>The first ones stay; the last ones come and go.</summary>
    private const int Staying = 2;

    public static async Task<Report> RunAsync(Server server, int seed, int operations, CancellationToken ct)
    {
        var random = new Random(seed);
        var history = new History();
        List<Person> signedUp = [];
        for (var n = 0; n < People; n++) signedUp.Add(await server.SignUpAsync($"Person {n}"));

        var owner = signedUp[0].Client;
        var chat = await owner.Chats.CreateAsync(
            new NewChat { Type = ChatTypes.Group, Name = $"History {seed}", MemberIds = [.. signedUp.Skip(1).Select(person => person.Id)] }, ct: ct);
        var pastIsOpen = random.Next(2) == 0;
        await owner.Chats.UpdateAsync(chat.Id, new ChatUpdate { HistoryForNewMembers = pastIsOpen }, ct);
        await owner.Chats.Members.SetRoleAsync(chat.Id, signedUp[1].Id, Roles.Admin, ct);

        var people = signedUp.Select((person, n) => new HistoryPerson(person, n + 1, chat.Id, new Random(random.Next()), history)).ToList();
        try
        {
            foreach (var person in people) await person.StartAsync(ct);
            await Task.WhenAll(people.Select((person, n) => person.ActAsync(operations / People, people[Staying..], comesAndGoes: n >= Staying)));
            await owner.Chats.Members.AddAsync(chat.Id, [.. people.Skip(1).Select(person => person.Id)], ct);
            return HistoryChecker.Check(await GatherAsync(people, chat.Id, pastIsOpen, history, ct));
        }
        finally
        {
            foreach (var person in people) await person.DisposeAsync();
        }
    }

    private static async Task<Evidence> GatherAsync(
        List<HistoryPerson> people, Guid chat, bool pastIsOpen, History history, CancellationToken ct)
    {
        var log = await Rows.ReadLogAsync(people[0].Client, chat, ct);
        List<LogRow> rows = [.. log.Select(Rows.Stored)];
        List<View> views = [];
        foreach (var person in people)
        {
            await person.CaughtUpAsync(log[^1].Seq, ct);
            var mine = await Rows.ReadLogAsync(person.Client, chat, ct);
            views.Add(new View(person.Id, chat, [.. mine.Select(Rows.Stored)]));
            Assert.Equal(mine.OfType<Message>().Select(Rows.Stored), (await Rows.ReadMessagesAsync(person.Client, chat, ct)).Select(Rows.Stored));
        }

        var stays = Membership.Stays(chat, people.Select(person => person.Id), Steps(log), pastIsOpen);
        return new Evidence(history.Events, new Dictionary<Guid, IReadOnlyList<LogRow>> { [chat] = rows }, views, stays)
        {
            CompleteStreams = people.Select(person => person.Stream).ToHashSet(),
        };
    }

    private static IEnumerable<MemberStep> Steps(IEnumerable<LogEntry> log) =>
        from change in log.OfType<Change>()
        let member = change.AsMember()
        where member is { State: "joined" or "left" or "removed" }
        select new MemberStep(change.Seq, member.UserIds ?? [member.UserId!.Value], member.State == "joined");
}
