namespace BrainMessenger.Server.Features.Mail;

internal static class MailFeature
{
    public static void AddMail(this IServiceCollection services) => services.AddSingleton<Mailer>();
}
