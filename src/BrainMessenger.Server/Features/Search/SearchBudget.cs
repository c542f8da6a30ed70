using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Search;

/// <summary>How often one person may search.</summary>
internal sealed class SearchBudget(Settings settings, TimeProvider time) : PersonalBudget(Limits.Searches, settings.RateLimits, time);
