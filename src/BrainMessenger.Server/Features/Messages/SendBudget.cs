using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>How much one person may send, over all sockets and REST together.</summary>
internal sealed class SendBudget(Settings settings, TimeProvider time) : PersonalBudget(Limits.Sends, settings.RateLimits, time);
