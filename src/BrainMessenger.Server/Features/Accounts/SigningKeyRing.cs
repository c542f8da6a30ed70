using System.Collections.Frozen;
using System.Security.Cryptography;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>
/// The key pairs of access tokens. Public halves lie in the database in clear, so every node checks every node's tokens;
/// a private half is sealed by the node that made it. One that cannot be opened here (another node's, a lost key folder)
/// is skipped and an own one added: the start is never refused for it.
/// </summary>
internal sealed class SigningKeyRing(IDbContextFactory<AppDb> databases, NodeKey node, TimeProvider time)
{
    private const string Purpose = "signing-key";

    /// <summary>How long a key signs; tokens signed on its last day are checked with it for <see cref="Overlap"/> more.</summary>
    private static readonly TimeSpan Signs = TimeSpan.FromDays(30);
    private static readonly TimeSpan Overlap = AccessTokens.LongestLifetime + TimeSpan.FromDays(1);

    private volatile Ring? _ring;

    public SigningCredentials Signing => Loaded.Signing;

    public IReadOnlyCollection<ECDsaSecurityKey> Published => Loaded.Keys.Values;

    /// <summary>The one key of that id; null where there is none, and no other is tried.</summary>
    public ECDsaSecurityKey? Find(string? kid) => kid is not null && Loaded.Keys.TryGetValue(kid, out var key) ? key : null;

    private Ring Loaded => _ring ?? throw new InvalidOperationException("The signing keys are loaded before the first request.");

    /// <summary>Reads the keys and adds one where none of this node is good for another day.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.Now();
        var stored = await db.SigningKeys.AsNoTracking().Where(k => k.RetiresAt > now).OrderBy(k => k.CreatedAt).ToListAsync(ct);
        _ring = Read(stored, now.AddDays(1)) ?? Read([.. stored, await AddAsync(db, now, ct)], now);
    }

    /// <summary>Signs with a new key from now on; the former ones stay good for checking until they retire.</summary>
    public async Task RotateAsync(CancellationToken ct)
    {
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            var now = time.Now();
            await AddAsync(db, now, ct);
            await db.SigningKeys.Where(k => k.RetiresAt <= now).ExecuteDeleteAsync(ct);
        }

        await LoadAsync(ct);
    }

    /// <summary>Costs nothing (no query) until the day before the key has to be replaced.</summary>
    public Task RotateWhenDueAsync(CancellationToken ct) =>
        Loaded.SignsUntil < time.Now().AddDays(1) ? RotateAsync(ct) : Task.CompletedTask;

    private async Task<SigningKey> AddAsync(AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new SigningKey
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            PublicKey = Convert.ToBase64String(pair.ExportSubjectPublicKeyInfo()),
            PrivateSealed = Convert.ToBase64String(node.Seal(Purpose, pair.ExportPkcs8PrivateKey())),
            CreatedAt = now,
            RetiresAt = now + Signs + Overlap,
        };
        db.SigningKeys.Add(key);
        await db.SaveChangesAsync(ct);
        return key;
    }

    /// <summary>Null where no private half of this node signs beyond that instant.</summary>
    private Ring? Read(IReadOnlyList<SigningKey> stored, DateTimeOffset beyond)
    {
        SigningCredentials? signing = null;
        DateTimeOffset until = default;
        var keys = new Dictionary<string, ECDsaSecurityKey>(StringComparer.Ordinal);
        foreach (var key in stored)
        {
            keys[key.Id] = new(ReadPublic(key)) { KeyId = key.Id };
            if (key.RetiresAt - Overlap <= beyond || ReadPrivate(key) is not { } pair) continue;
            signing = new(new ECDsaSecurityKey(pair) { KeyId = key.Id }, SecurityAlgorithms.EcdsaSha256);
            until = key.RetiresAt - Overlap;
        }

        return signing is null ? null : new(signing, until, keys.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static ECDsa ReadPublic(SigningKey key)
    {
        var pair = ECDsa.Create();
        pair.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.PublicKey), out _);
        return pair;
    }

    private ECDsa? ReadPrivate(SigningKey key)
    {
        if (node.Unseal(Purpose, Convert.FromBase64String(key.PrivateSealed)) is not { } pkcs8) return null;
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(pkcs8, out _);
        return pair;
    }

    private sealed record Ring(SigningCredentials Signing, DateTimeOffset SignsUntil, FrozenDictionary<string, ECDsaSecurityKey> Keys);
}
