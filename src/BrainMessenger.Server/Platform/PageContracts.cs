namespace BrainMessenger.Server.Platform;

/// <summary>One page of a longer list.</summary>
/// <param name="Items">The entries of this page.</param>
/// <param name="Next">What to pass on to get the following page in the same direction; absent at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
