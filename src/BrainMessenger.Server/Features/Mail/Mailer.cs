using System.Globalization;
using System.Security.Cryptography;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Mail;

/// <summary>
/// Mail without a mail server: each one is a file that mail programs open, in DATA_DIR/mail, and a line on the console
/// says which. Nobody but the operator reads either.
/// </summary>
internal sealed class Mailer(DataDirectory data, Settings settings, TimeProvider time)
{
    private readonly string _from = "no-reply@" + (settings.PublicUrl.HostNameType is UriHostNameType.Dns && !settings.IsLoopback ? settings.PublicUrl.IdnHost : "localhost.localdomain");

    public void Send(MailMessage mail)
    {
        var now = time.GetUtcNow();
        // Sorted by time; the random end keeps two of one millisecond apart. The address stays inside.
        var name = now.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture) + "-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)) + ".eml";
        var path = Path.Combine(data.Mail, name);
        PrivateFile.Write(path, Mime.Write(mail, _from, now));
        Console.WriteLine($"A mail for {mail.To} was written to {path}");
    }
}
