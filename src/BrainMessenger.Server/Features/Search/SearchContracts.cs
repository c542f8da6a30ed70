using BrainMessenger.Server.Features.Messages;

namespace BrainMessenger.Server.Features.Search;

/// <summary>A message that was found.</summary>
/// <param name="Message">The message as its reader sees it now.</param>
/// <param name="Matches">Where its text has what was searched for, in rising order; empty where only a file's name has it.</param>
public sealed record SearchHit(MessageView Message, IReadOnlyList<TextRange> Matches);

/// <summary>A stretch of a text, in UTF-16 units.</summary>
/// <param name="Start">Its first unit.</param>
/// <param name="Length">How many units.</param>
public sealed record TextRange(int Start, int Length);
