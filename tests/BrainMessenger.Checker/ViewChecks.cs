namespace BrainMessenger.Checker;

/// <summary>Each member's list is the log restricted to the stays.</summary>
internal static class ViewChecks
{
    public static void Run(Evidence evidence, List<Violation> found)
    {
        var stays = evidence.Stays.ToLookup(stay => (stay.User, stay.Chat));
        foreach (var view in evidence.Views)
        {
            var mine = stays[(view.User, view.Chat)].ToList();
            var expected = evidence.Logs[view.Chat].Where(row => mine.Any(stay => stay.Covers(row.Seq))).ToList();
            foreach (var row in view.Rows.Where(row => !mine.Any(stay => stay.Covers(row.Seq))))
                found.Add(new(Damage.Leaked, $"{view.User} reads {view.Chat}/{row.Seq} outside of the stays"));
            if (!view.Rows.SequenceEqual(expected))
                found.Add(new(Damage.Diverged, $"{view.User} in {view.Chat}: {Difference(view.Rows, expected)}"));
        }
    }

    private static string Difference(IReadOnlyList<LogRow> actual, List<LogRow> expected)
    {
        for (var i = 0; i < Math.Min(actual.Count, expected.Count); i++)
            if (actual[i] != expected[i]) return $"row {i} is {actual[i]}, due is {expected[i]}";
        return $"{actual.Count} rows, due are {expected.Count}";
    }
}
