using BrainMessenger.Bench.Seeding;

namespace BrainMessenger.Bench.Load;

/// <summary>Who may connect to a target, and the chats in which they talk.</summary>
/// <param name="Tokens">One for each person.</param>
/// <param name="Users">Their ids; a probe has none.</param>
/// <param name="Pairs">The k-th is that of people 2k and 2k+1, from 0.</param>
/// <param name="Group">Holds the first people.</param>
/// <param name="GroupSize">How many.</param>
internal sealed record World(IReadOnlyList<string> Tokens, IReadOnlyList<Guid> Users, IReadOnlyList<Guid> Pairs, Guid Group, int GroupSize)
{
    public static World Of(SeedFile seed) =>
        new([.. seed.Users.Select(user => user.Token)], [.. seed.Users.Select(user => user.Id)], [.. seed.Pairs.Select(pair => pair.Id)], seed.Groups[0].Id, seed.Groups[0].Size);

    /// <summary>For a probe, which has no accounts: the token names the chats.</summary>
    public static World OfProbe(int users, int pairs, int groupSize)
    {
        var group = Guid.CreateVersion7();
        List<Guid> chats = [.. Enumerable.Range(0, pairs).Select(_ => Guid.CreateVersion7())];
        return new(
            [.. Enumerable.Range(0, users).Select(i => string.Join(',', Chats(i)))],
            [],
            chats,
            group,
            groupSize);

        IEnumerable<Guid> Chats(int user)
        {
            if (user / 2 < pairs) yield return chats[user / 2];
            if (user < groupSize) yield return group;
        }
    }
}
