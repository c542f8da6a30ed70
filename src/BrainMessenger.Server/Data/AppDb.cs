using System.Data.Common;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Platform.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BrainMessenger.Server.Data;

/// <summary>
/// Every table for ordinary reads and writes. The abstract members are the list of dialect differences; the schema
/// itself is plain SQL in Migrations.
/// </summary>
internal abstract class AppDb : DbContext
{
    /// <summary>
    /// Without savepoints: a transaction of ours never outlives a statement that failed, releasing them costs a round trip
    /// for each save, and EF Core goes on as if nothing were when the connection is lost over that.
    /// </summary>
    protected AppDb(DbContextOptions options)
        : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<User> Users => Set<User>();

    public DbSet<PendingRegistration> Registrations => Set<PendingRegistration>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<AddressUse> AddressUses => Set<AddressUse>();

    public DbSet<SetupCode> SetupCodes => Set<SetupCode>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<Chat> Chats => Set<Chat>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<MeEntry> MeEntries => Set<MeEntry>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<Reaction> Reactions => Set<Reaction>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    public DbSet<EpochRow> Epochs => Set<EpochRow>();

    public DbSet<FileOwner> FileOwners => Set<FileOwner>();

    public DbSet<FileTarget> FileTargets => Set<FileTarget>();

    public DbSet<FileUsage> FileUsage => Set<FileUsage>();

    /// <summary>Whether the database refused a second row with the same unique key.</summary>
    public abstract bool IsUniqueViolation(DbException exception);

    /// <summary>Reads a chat and holds it until the transaction ends, so that nobody else writes to its log meanwhile.</summary>
    public abstract Task<Chat?> LockChatAsync(Guid chatId, CancellationToken ct);

    /// <summary>Moves the senders' own read marks over what they sent, where nothing before it was unread. One statement for many.</summary>
    public abstract Task MoveSentMarksAsync(IReadOnlyList<SentMark> marks, CancellationToken ct);

    /// <summary>The stretches as rows that a query can join.</summary>
    public abstract IQueryable<Stretch> Stretches(IReadOnlyCollection<Stretch> stretches);

    /// <summary>True where <see cref="DbContext.SaveChangesAsync(CancellationToken)"/> failed on a unique key.</summary>
    public bool IsUniqueViolation(DbUpdateException exception) => exception.InnerException is DbException inner && IsUniqueViolation(inner);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<User>().ToTable("users");
        model.Entity<PendingRegistration>().ToTable("registrations");
        model.Entity<Session>().ToTable("sessions");
        model.Entity<AddressUse>().ToTable("address_uses").HasKey(u => new { u.EmailKey, u.Kind });
        model.Entity<SetupCode>().ToTable("setup_codes").HasKey(c => c.CodeHash);
        model.Entity<SigningKey>().ToTable("signing_keys");
        model.Entity<Chat>().ToTable("chats");
        model.Entity<Member>().ToTable("members").HasKey(m => new { m.ChatId, m.UserId, m.JoinedSeq });
        model.Entity<MeEntry>().ToTable("me_entries").HasKey(e => new { e.UserId, e.Kind, e.ChatId });
        model.Entity<Message>().ToTable("messages").HasKey(m => new { m.ChatId, m.Seq });
        model.Entity<Change>().ToTable("changes").HasKey(c => new { c.ChatId, c.Seq });
        model.Entity<Stretch>().HasNoKey().ToView(null);
        model.Entity<Reaction>().ToTable("reactions").HasKey(r => new { r.ChatId, r.Seq, r.Emoji, r.UserId });
        model.Entity<Attachment>().ToTable("attachments").HasKey(a => new { a.ChatId, a.Seq, a.Position });
        model.Entity<StoredFile>().ToTable("files");
        model.Entity<IdempotentAnswer>().ToTable("idempotency").HasKey(a => new { a.UserId, a.Path, a.Key });
        model.Entity<EpochRow>().ToTable("epoch");
        model.Entity<FileOwner>().ToTable("file_owners").HasKey(o => o.OwnerId);
        model.Entity<FileTarget>().ToTable("file_target");
        model.Entity<FileUsage>().ToTable("file_usage").HasKey(u => new { u.Day, u.OwnerId, u.Operation });

        foreach (var entity in model.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>The one row that names this database's history (see Epoch).</summary>
internal sealed class EpochRow
{
    public required Guid Id { get; init; }
}

/// <summary>Instants are stored as Unix milliseconds, in UTC, on both engines.</summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    at => at.ToUnixTimeMilliseconds(),
    ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
