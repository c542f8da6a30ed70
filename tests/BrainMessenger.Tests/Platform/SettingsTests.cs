using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Npgsql;

namespace BrainMessenger.Tests.Platform;

/// <summary>A wrong setting stops the start with one sentence that names the variable and the cure.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Nothing_set_is_a_server_for_this_machine()
    {
        var settings = Read();
        Assert.Equal((8080, "http://127.0.0.1:8080/", "data", Registration.Open, true), (settings.Port, settings.PublicUrl.ToString(), settings.DataDir, settings.Registration, settings.RateLimits));
        Assert.Null(settings.DatabaseUrl);
        Assert.True(settings.IsLoopback);
    }

    [Theory]
    [InlineData("PORT is '70000'", "PORT=70000")]
    [InlineData("PORT is 'eighty'", "PORT=eighty")]
    [InlineData("PORT is '-1'", "PORT=-1")]
    [InlineData("BIND is 'everywhere'", "BIND=everywhere")]
    [InlineData("BIND is 0.0.0.0, which others can reach: set PUBLIC_URL", "BIND=0.0.0.0")]
    [InlineData("PUBLIC_URL is 'chat.example.org'", "PUBLIC_URL=chat.example.org")]
    [InlineData("PUBLIC_URL is 'ftp://chat.example.org'", "PUBLIC_URL=ftp://chat.example.org")]
    [InlineData("PUBLIC_URL is 'https://chat.example.org/app'", "PUBLIC_URL=https://chat.example.org/app")]
    [InlineData("PUBLIC_URL is 'https://u:p@chat.example.org'", "PUBLIC_URL=https://u:p@chat.example.org")]
    [InlineData("outside this machine it must begin with https://", "PUBLIC_URL=http://chat.example.org")]
    [InlineData("REGISTRATION is missing", "PUBLIC_URL=https://chat.example.org")]
    [InlineData("REGISTRATION is 'invite', which this version cannot do yet", "REGISTRATION=invite")]
    [InlineData("REGISTRATION is 'perhaps'", "REGISTRATION=perhaps")]
    [InlineData("CLAMD_ADDRESS is 'scanner'", "CLAMD_ADDRESS=scanner")]
    [InlineData("CLAMD_ADDRESS is '127.0.0.1:0'", "CLAMD_ADDRESS=127.0.0.1:0")]
    [InlineData("RATE_LIMITS is 'none'", "RATE_LIMITS=none")]
    [InlineData("RATE_LIMITS is 'off', which is for load tests on this machine only", "RATE_LIMITS=off", "PUBLIC_URL=https://chat.example.org", "REGISTRATION=open")]
    [InlineData("TRUSTED_PROXIES has 'proxy'", "TRUSTED_PROXIES=10.0.0.1, proxy")]
    [InlineData("SMTP_URL is set (environment), but this version cannot use it yet: remove it", "SMTP_URL=smtp://h")]
    [InlineData("STRIPE_SECRET_KEY is set (environment), but this version cannot use it yet", "STRIPE_SECRET_KEY=sk")]
    [InlineData("NEON_DATABASE_ULR (environment) is not a variable of this server", "NEON_DATABASE_ULR=x")]
    [InlineData("RATE_LIMIT (environment) is not a variable of this server", "RATE_LIMIT=off")]
    [InlineData("DATA_DIRECTORY (environment) is not a variable of this server", "DATA_DIRECTORY=x")]
    public void A_wrong_value_stops_the_start_and_names_the_variable(string sentence, params string[] variables)
    {
        var refused = Assert.Throws<StartupException>(() => Read(variables));
        Assert.Equal(ExitCode.Configuration, refused.ExitCode);
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("PUBLIC_URL=http://localhost:8080")]
    [InlineData("PUBLIC_URL=http://[::1]:8080")]
    [InlineData("BIND=::1")]
    [InlineData("BIND=0.0.0.0", "PUBLIC_URL=https://chat.example.org", "REGISTRATION=closed")]
    [InlineData("TRUSTED_PROXIES=10.0.0.5, 192.168.0.0/16,fd00::/8")]
    [InlineData("RATE_LIMITS=off", "BIND=localhost")]
    [InlineData("PATH=/usr/bin", "HOME=/root", "NEONATAL=x")]
    public void A_right_value_is_taken(params string[] variables) => Assert.NotNull(Read(variables));

    [Fact]
    public void An_international_name_is_compared_as_browsers_send_it() =>
        Assert.Equal("https://xn--e1afmkfd.example/", Read("PUBLIC_URL=https://пример.example", "REGISTRATION=open").PublicUrl.AbsoluteUri);

    [Theory]
    [InlineData("postgres://u:p%40ss@h", "Host=h;Port=5432;Database=u;Username=u;Password=p@ss")]
    [InlineData("postgresql://u:a+b@[::1]:6543/d", "Host=::1;Port=6543;Database=d;Username=u;Password=a+b")]
    [InlineData("postgresql://u:p@h/d?sslmode=verify-ca&channel_binding=require", "SSL Mode=VerifyCA;Channel Binding=Require")]
    [InlineData("postgresql://u:p@h/d?sslmode=require&sslnegotiation=direct&sslrootcert=system", "SSL Mode=Require;SSL Negotiation=Direct")]
    [InlineData("postgresql://u:p@h/d?connect_timeout=7&connection_limit=5&application_name=me", "Timeout=7;Maximum Pool Size=5;Application Name=me")]
    [InlineData("postgresql://u:p@h/d?pgbouncer=true&pool_timeout=9&target_session_attrs=read-write", "Timeout=9")]
    [InlineData("postgresql://u:p@h/d?schema=mine&options=-c%20work_mem%3D8MB", "Search Path=mine;Options=\"-c work_mem=8MB\"")]
    // Neon's certificate is always checked, also where its own connection string asks for less.
    [InlineData("postgresql://u:p@ep-a-1.eu-central-1.aws.neon.tech/d", "SSL Mode=VerifyFull")]
    [InlineData("postgresql://u:p@ep-a-1-pooler.eu-central-1.aws.neon.tech/d?sslmode=require&options=endpoint%3Dep-a-1", "Host=ep-a-1-pooler.eu-central-1.aws.neon.tech;SSL Mode=VerifyFull")]
    public void A_database_address_becomes_what_Npgsql_takes(string address, string settings)
    {
        var wanted = new NpgsqlConnectionStringBuilder(settings);
        var built = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(address).ConnectionString);

        foreach (var key in wanted.Keys.Cast<string>().Where(wanted.ShouldSerialize)) Assert.Equal((key, wanted[key]), (key, built[key]));
        Assert.Equal((0, true), (built.MaxAutoPrepare, built.NoResetOnClose));
    }

    [Theory]
    [InlineData("ep-a-1-pooler.eu-central-1.aws.neon.tech", "ep-a-1.eu-central-1.aws.neon.tech")]
    [InlineData("ep-a-1.eu-central-1.aws.neon.tech", "ep-a-1.eu-central-1.aws.neon.tech")]
    [InlineData("db-pooler.example.org", "db-pooler.example.org")]
    public void Migrations_go_past_Neons_pooler(string host, string direct) =>
        Assert.Equal(direct, new NpgsqlConnectionStringBuilder(PostgresAddress.Parse($"postgresql://u:p@{host}/d").DirectConnectionString).Host);

    [Theory]
    [InlineData("mysql://u:secret@h/d", "is not an address of the form postgresql://")]
    [InlineData("Host=h;Password=secret", "is not an address of the form postgresql://")]
    [InlineData("postgresql://h/d", "has no user name")]
    [InlineData("postgresql://u:secret@h/d?sslmode=maybe", "unknown sslmode")]
    [InlineData("postgresql://u:secret@h/d?pool=5", "the parameter 'pool'")]
    [InlineData("postgresql://u:secret@h/d?connect_timeout=x", "connect_timeout")]
    [InlineData("postgresql://u:secret@h/d?connection_limit=0", "connection_limit")]
    [InlineData("postgresql://u:secret@h/d?channel_binding=yes", "unknown channel_binding")]
    [InlineData("postgresql://u:secret@h/d?sslnegotiation=direct", "needs sslmode=require")]
    [InlineData("postgresql://u:secret@h/d?target_session_attrs=standby", "target_session_attrs")]
    [InlineData("postgresql://u:secret@ep-a-pooler.x.neon.tech/d?options=-c%20a%3Db", "'options', which the pooler refuses")]
    [InlineData("postgresql://u:secret@ep-a-pooler.x.neon.tech/d?schema=mine", "'schema', which the pooler refuses")]
    public void A_wrong_database_address_is_refused_without_showing_its_password(string address, string sentence)
    {
        var refused = Assert.Throws<StartupException>(() => PostgresAddress.Parse(address));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_wins_over_the_file_and_origins_are_told()
    {
        using var file = new TemporaryFile("# ours\nexport PORT=9001\nDATA_DIR=\"my data\"\n\nREGISTRATION='closed'\n");
        var source = ConfigurationSource.Read(new Dictionary<string, string> { ["PORT"] = "9002", ["BIND"] = "" }, file.Path);
        var settings = Settings.From(source);

        Assert.Equal((9002, "my data", Registration.Closed), (settings.Port, settings.DataDir, settings.Registration));
        Assert.Equal(("environment", ".env", "default"), (source.Origin("PORT"), source.Origin("DATA_DIR"), source.Origin("BIND")));
    }

    [Fact]
    public void A_line_that_is_none_is_named_by_its_number()
    {
        using var file = new TemporaryFile("PORT=9001\nwhat is this\n");
        var refused = Assert.Throws<StartupException>(() => ConfigurationSource.Read(new Dictionary<string, string>(), file.Path));
        Assert.Contains("line 2 is not NAME=value", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Config_show_tells_values_and_origins_and_masks_secrets()
    {
        var output = new StringWriter();
        ConfigShow.Print(Source("PORT=9001", "NEON_DATABASE_URL=postgresql://u:secret@h/d"), output);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(lines, l => l.StartsWith("PORT ", StringComparison.Ordinal) && l.Contains("9001", StringComparison.Ordinal) && l.TrimEnd().EndsWith("environment", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("NEON_DATABASE_URL ", StringComparison.Ordinal) && l.Contains("********", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("BIND ", StringComparison.Ordinal) && l.TrimEnd().EndsWith("default", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("STRIPE", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_in_docs_holds_the_table_of_the_program()
    {
        var table = new StringWriter();
        ConfigShow.PrintMarkdown(table);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));
        Assert.Contains(table.ToString().ReplaceLineEndings("\n"), page, StringComparison.Ordinal);
    }

    private static Settings Read(params string[] variables) => Settings.From(Source(variables));

    private static ConfigurationSource Source(params string[] variables) =>
        ConfigurationSource.Read(variables.Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]), null);

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
