using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Tests.Platform;

/// <summary>R2_*: all or nothing, checked at start, and no key is ever shown.</summary>
public sealed class ObjectStoreSettingsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("R2_SECRET_KEY is missing: R2_ENDPOINT is set, so files go to R2", "R2_SECRET_KEY=")]
    [InlineData("R2_ENDPOINT is missing: R2_BUCKET is set", "R2_ENDPOINT=")]
    [InlineData("set it to scheme and host only, such as https://<account>.r2.cloudflarestorage.com; the bucket goes into R2_BUCKET", "R2_ENDPOINT=https://a1.r2.cloudflarestorage.com/chat-files")]
    [InlineData("R2_ENDPOINT is 'http://a1.r2.cloudflarestorage.com': outside this machine it must begin with https://", "R2_ENDPOINT=http://a1.r2.cloudflarestorage.com")]
    [InlineData("R2_ENDPOINT is 'a1'", "R2_ENDPOINT=a1")]
    [InlineData("R2_BUCKET is 'Chat Files'", "R2_BUCKET=Chat Files")]
    [InlineData("R2_SECRET_KEY still holds the sample text", "R2_SECRET_KEY=<secret>")]
    [InlineData("R2_ACCESS_KEY has characters that no key has", "R2_ACCESS_KEY=a b")]
    [InlineData("R2_SECRET_KEY_PREVIOUS is missing: R2_ACCESS_KEY_PREVIOUS is set", "R2_ACCESS_KEY_PREVIOUS=77")]
    [InlineData("R2_PUBLIC_SECRET is missing: R2_PUBLIC_URL is set", "R2_PUBLIC_URL=https://files.example.org")]
    [InlineData("R2_PUBLIC_URL is an r2.dev address", "R2_PUBLIC_URL=https://pub-1.r2.dev", "R2_PUBLIC_SECRET=" + Secret)]
    [InlineData("R2_PUBLIC_SECRET is too short", "R2_PUBLIC_URL=https://files.example.org", "R2_PUBLIC_SECRET=short")]
    public void A_wrong_value_stops_the_start_and_shows_no_key(string sentence, params string[] changes)
    {
        var refused = Assert.Throws<StartupException>(() => Read(changes));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("9be2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_it_is_read()
    {
        var store = Read("R2_ACCESS_KEY_PREVIOUS=77", "R2_SECRET_KEY_PREVIOUS=88", "R2_PUBLIC_URL=https://files.example.org", "R2_PUBLIC_SECRET=" + Secret)!;

        Assert.Equal(("a1.r2.cloudflarestorage.com", "chat-files", "0af1", "9be2"), (store.Endpoint.Host, store.Bucket, store.Key.Id, store.Key.Secret));
        Assert.Equal(("88", "files.example.org"), (store.PreviousKey!.Secret, store.Domain!.Address.Host));
    }

    [Fact]
    public void A_store_on_this_machine_needs_no_certificate() => Assert.Equal(9000, Read("R2_ENDPOINT=http://127.0.0.1:9000")!.Endpoint.Port);

    [Fact]
    public void Without_any_of_it_files_stay_here() => Assert.Null(ObjectStore.From(ConfigurationSource.Read(new Dictionary<string, string>(), null)));

    /// <summary>A whole configuration with some of it changed; nothing behind = takes a variable away.</summary>
    private static ObjectStore? Read(params string[] changes)
    {
        var variables = new Dictionary<string, string>
        {
            ["R2_ENDPOINT"] = "https://a1.r2.cloudflarestorage.com",
            ["R2_BUCKET"] = "chat-files",
            ["R2_ACCESS_KEY"] = "0af1",
            ["R2_SECRET_KEY"] = "9be2",
        };
        foreach (var change in changes.Select(change => change.Split('=', 2))) variables[change[0]] = change[1];
        return ObjectStore.From(ConfigurationSource.Read(variables, null));
    }
}
