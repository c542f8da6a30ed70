namespace BrainMessenger.Server.Platform.Configuration;

/// <summary>One configuration variable: the row of docs/configuration.md and of <c>config show</c>.</summary>
/// <param name="Built">False while the part it belongs to does not exist: naming it stops the start.</param>
internal sealed record Variable(string Name, string? Default, string Meaning, bool Secret = false, bool Built = true);

/// <summary>Every variable that the server knows (design §1). What is not here is not read.</summary>
internal static class Variables
{
    public static readonly IReadOnlyList<Variable> All =
    [
        new("PORT", "8080", "Port to listen on, 1–65535 (0 takes a free one)."),
        new("BIND", "127.0.0.1", "Address to listen on. Any other than loopback needs an https:// PUBLIC_URL."),
        new("PUBLIC_URL", "http://127.0.0.1:PORT", "Address under which people reach the server."),
        new("TRUSTED_PROXIES", null, "Addresses (comma-separated, CIDR allowed) of proxies that may set X-Forwarded-For and X-Forwarded-Proto."),
        new("DATA_DIR", "data", "Folder of everything that the embedded parts keep."),
        new("REGISTRATION", "open on loopback", "Who may sign up: open or closed. Must be set when PUBLIC_URL is not loopback."),
        new("RATE_LIMITS", "on", "off lifts every limit; for load tests, on loopback only."),
        new("NEON_DATABASE_URL", null, "postgresql:// address of Neon or any PostgreSQL 15 or later. Without it: SQLite in DATA_DIR.", Secret: true),
        new("R2_ENDPOINT", null, "https:// address of Cloudflare R2 or any S3, without the bucket. Without it: files in DATA_DIR."),
        new("R2_BUCKET", null, "Bucket for the files; it must exist."),
        new("R2_ACCESS_KEY", null, "Access key id of a token that may read and write objects of that bucket.", Secret: true),
        new("R2_SECRET_KEY", null, "Its secret access key.", Secret: true),
        new("R2_ACCESS_KEY_PREVIOUS", null, "During a rotation: the former pair, used where the new one is refused.", Secret: true),
        new("R2_SECRET_KEY_PREVIOUS", null, "During a rotation: the former pair, used where the new one is refused.", Secret: true),
        new("R2_PUBLIC_URL", null, "Custom domain of the bucket for pictures, video and sound, guarded by a rule at Cloudflare. Without it: links lead to R2_ENDPOINT."),
        new("R2_PUBLIC_SECRET", null, "At least 32 characters; the same as in that rule.", Secret: true),
        new("CLAMD_ADDRESS", null, "host:port or socket path of clamd (ClamAV), which reads every file before anybody sees it. Without it: no scan."),

        new("ENCRYPTION_KEY", null, "Key of the sensitive records.", Secret: true, Built: false),
        new("ENCRYPTION_KEY_PREVIOUS", null, "Former key of the sensitive records.", Secret: true, Built: false),
        new("FIREBASE_CREDENTIALS_PATH", null, "Push by Firebase.", Built: false),
        new("FCM_BASE_URL", null, "Push by Firebase.", Built: false),
        new("STRIPE_SECRET_KEY", null, "Subscriptions.", Secret: true, Built: false),
        new("STRIPE_WEBHOOK_SECRET", null, "Subscriptions.", Secret: true, Built: false),
        new("STRIPE_PRICE_ID", null, "Subscriptions.", Built: false),
        new("STRIPE_BASE_URL", null, "Subscriptions.", Built: false),
        new("GMAIL_CREDENTIALS_PATH", null, "Mail by Gmail.", Built: false),
        new("GMAIL_SENDER", null, "Mail by Gmail.", Built: false),
        new("GMAIL_BASE_URL", null, "Mail by Gmail.", Built: false),
        new("GOOGLE_TOKEN_URL", null, "Mail by Gmail and push by Firebase.", Built: false),
        new("SMTP_URL", null, "Mail by SMTP.", Secret: true, Built: false),
        new("RABBITMQ_URL", null, "Events between nodes.", Secret: true, Built: false),
        new("METRICS_TOKEN", null, "Metrics.", Secret: true, Built: false),
        new("NEON_API_KEY", null, "Usage page.", Secret: true, Built: false),
        new("NEON_PROJECT_ID", null, "Usage page.", Built: false),
        new("CLOUDFLARE_API_TOKEN", null, "Usage page.", Secret: true, Built: false),
        new("CLOUDFLARE_ACCOUNT_ID", null, "Usage page.", Built: false),
    ];

    /// <summary>A variable of ours that we do not know is a misspelling: better refused than ignored.</summary>
    public static readonly IReadOnlyList<string> Prefixes =
    [
        "R2_", "NEON_", "FIREBASE_", "FCM_", "STRIPE_", "GMAIL_", "SMTP_", "RABBITMQ_", "ENCRYPTION_", "CLOUDFLARE_", "TRUSTED_PROX", "RATE_LIMIT", "REGISTRATION", "METRICS_TOKEN", "PUBLIC_URL", "DATA_DIR",
    ];
}
