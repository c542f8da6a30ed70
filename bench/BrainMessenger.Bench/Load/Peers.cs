namespace BrainMessenger.Bench.Load;

/// <summary>
/// What other messengers reached on such a machine in runs of their own. Rates of different runs do not compare; these
/// rows only show the order of magnitude.
/// </summary>
internal static class Peers
{
    public static IEnumerable<string> Of(string title) => title switch
    {
        _ when title.Contains(" 64 sender", StringComparison.Ordinal) =>
        [
            "| peer: NestJS + Prisma + socket.io, PostgreSQL | 3 | 962 (772-1,469) | 64.4 | 135 | 64.3 | 135 | 659 | 406 | - | - |",
            "| peer: ejabberd 23.01, PostgreSQL | 3 | 929 (845-1,714) | 35.4 | 335 | 485 | 2,174 | 678 | 547 | - | - |",
            "| peer: prosody 0.12, PostgreSQL | 3 | 294 (246-420) | 213 | 451 | 211 | 571 | 1,640 | 748 | - | - |",
        ],
        _ when title.Contains("1 sender, 4", StringComparison.Ordinal) =>
        [
            "| peer: NestJS + Prisma + socket.io, PostgreSQL | 3 | 27,657 (24,706-43,377) | - | - | 21.4 | 52.3 | 20.1 | 1.67 | - | - |",
            "| peer: ejabberd 23.01, PostgreSQL | 3 | 20,605 (12,322-27,838) | - | - | 63.0 | 119 | 52.1 | 0.55 | - | - |",
            "| peer: prosody 0.12, PostgreSQL | 1 | 2,999 | - | - | 344 | 674 | 331 | 1.25 | - | - |",
        ],
        _ when title.Contains("burst", StringComparison.Ordinal) =>
        [
            "| peer: NestJS + Prisma + socket.io, PostgreSQL | 1 | 41,365 | - | - | 184 | 285 | 21.9 | 0.79 | - | - |",
            "| peer: ejabberd 23.01, PostgreSQL | 1 | 23,023 | - | - | 346 | 470 | 50.0 | 0.49 | - | - |",
        ],
        _ when title.Contains("idle", StringComparison.Ordinal) =>
        [
            "| peer: NestJS + Prisma + socket.io | 3 | - | - | - | - | - | 3,205 | - | 30.1 (21.0-30.3) | - |",
            "| peer: ejabberd 23.01 | 3 | - | - | - | - | - | 1,930 | - | 39.4 (38.2-39.7) | - |",
            "| peer: prosody 0.12 | 1 | - | - | - | - | - | 3,300 | - | 33.4 | - |",
        ],
        _ => [],
    };
}
