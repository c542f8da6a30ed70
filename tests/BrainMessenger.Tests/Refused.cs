using BrainMessenger.Client;

namespace BrainMessenger.Tests;

public static class Refused
{
    /// <summary>The call must be refused with that code; the refusal may be looked at further.</summary>
    public static async Task<ApiException> WithAsync(string code, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(call);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}
