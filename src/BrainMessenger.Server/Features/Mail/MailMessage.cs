namespace BrainMessenger.Server.Features.Mail;

/// <summary>One mail: the same words as text and as HTML.</summary>
internal sealed record MailMessage(string To, string Subject, string Text, string Html);
