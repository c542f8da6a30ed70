using System.Text.RegularExpressions;
using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Faults;

/// <summary>Signs people up as they would do it themselves: with the code from the mail.</summary>
internal static partial class People
{
    public static async Task<(BrainMessengerClient Client, Guid UserId)> SignUpAsync(ServerProcess server, int number, CancellationToken ct)
    {
        var client = new BrainMessengerClient(server.Address);
        var email = $"person{number}@example.org";
        var registration = await client.Accounts.RegisterAsync(email, "quite a long password", $"Person {number}", ct: ct);
        var signIn = await client.Accounts.VerifyEmailAsync(registration.RegistrationId, await CodeAsync(server.DataDir, email, ct), ct: ct);
        return (client, signIn.User!.Id);
    }

    private static async Task<string> CodeAsync(string dataDir, string email, CancellationToken ct)
    {
        var code = "";
        await Wait.UntilAsync(() => (code = FindCode(dataDir, email)).Length > 0, $"a mail for {email}", ct);
        return code;
    }

    private static string FindCode(string dataDir, string email)
    {
        var folder = Path.Combine(dataDir, "mail");
        if (!Directory.Exists(folder)) return "";
        var mail = Directory.EnumerateFiles(folder, "*.eml").Select(File.ReadAllText)
            .LastOrDefault(text => text.Contains($"To: {email}", StringComparison.Ordinal));
        return mail is null ? "" : Code().Match(mail).Value;
    }

    [GeneratedRegex(@"(?<![\w.-])\d{8}(?![\w.-])")]
    private static partial Regex Code();
}
