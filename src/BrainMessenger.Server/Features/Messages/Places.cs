using System.Linq.Expressions;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>A stretch of a chat's log: after From, up to To.</summary>
internal readonly record struct Stretch(Guid ChatId, long From, long To)
{
    public static Stretch At(Guid chatId, long seq) => new(chatId, seq - 1, seq);
}

/// <summary>Rows of many chats in one query, by the index on (chat_id, seq).</summary>
internal static class Places
{
    /// <summary>Whether a row with ChatId and Seq lies in one of the stretches, of which there is at least one.</summary>
    public static Expression<Func<T, bool>> Within<T>(IReadOnlyList<Stretch> stretches)
    {
        var row = Expression.Parameter(typeof(T), "row");
        // Each number of stretches is a query of its own to compile; so there are few numbers.
        var tests = Enumerable.Range(0, (int)BitOperations.RoundUpToPowerOf2((uint)stretches.Count))
            .Select(Expression (i) => Test(row, stretches[Math.Min(i, stretches.Count - 1)])).ToArray();
        return Expression.Lambda<Func<T, bool>>(AnyOf(tests), row);
    }

    private static Expression AnyOf(ReadOnlySpan<Expression> tests) =>
        tests.Length == 1 ? tests[0] : Expression.OrElse(AnyOf(tests[..(tests.Length / 2)]), AnyOf(tests[(tests.Length / 2)..]));

    private static BinaryExpression Test(ParameterExpression row, Stretch stretch) => Expression.AndAlso(
        Expression.Equal(Expression.Property(row, nameof(Message.ChatId)), Parameter(stretch.ChatId)),
        Expression.AndAlso(
            Expression.GreaterThan(Expression.Property(row, nameof(Message.Seq)), Parameter(stretch.From)),
            Expression.LessThanOrEqual(Expression.Property(row, nameof(Message.Seq)), Parameter(stretch.To))));

    /// <summary>A field of an object becomes a parameter of the statement; a constant would be written into it.</summary>
    private static MemberExpression Parameter<T>(T value) => Expression.Field(Expression.Constant(new StrongBox<T>(value)), nameof(StrongBox<T>.Value));
}
