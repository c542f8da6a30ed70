using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Tests.Features.Accounts;

public sealed class MeTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_changes_what_is_given_and_keeps_the_rest()
    {
        using var ana = await server.SignUpAsync("Ana");
        var settings = JsonDocument.Parse("""{"theme":"dark","order":[1,2]}""").RootElement;

        await ana.Client.Me.UpdateAsync(new() { Name = " Ana  Lúcia ", Handle = "Ana_1", Locale = "ru" }, Ct);
        await ana.Client.Me.UpdateAsync(new() { Settings = settings }, Ct);

        var me = await ana.Client.Me.GetAsync(Ct);
        Assert.Equal(("Ana Lúcia", "Ana_1", "ru", ana.Email), (me.Name, me.Handle, me.Locale, me.Email));
        Assert.Equal("dark", me.Settings!.Value.GetProperty("theme").GetString());
    }

    [Fact]
    public async Task An_explicit_null_takes_handle_and_settings_away_and_leaves_the_name()
    {
        using var ana = await server.SignUpAsync("Ana");
        await ana.Client.Me.UpdateAsync(new() { Handle = "gone_soon", Settings = JsonDocument.Parse("{}").RootElement }, Ct);

        var answer = await PatchAsync(ana, """{"handle":null,"settings":null,"photoFileId":null,"name":null}""");

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        var me = await ana.Client.Me.GetAsync(Ct);
        Assert.Equal(("Ana", null, null), (me.Name, me.Handle, me.Settings));
    }

    [Fact]
    public async Task A_handle_belongs_to_one_whatever_its_case()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        await ana.Client.Me.UpdateAsync(new() { Handle = "Heron" }, Ct);

        await Refused.WithAsync("conflict", () => ben.Client.Me.UpdateAsync(new() { Handle = "hERON" }, Ct));
        await ana.Client.Me.UpdateAsync(new() { Handle = "HERON" }, Ct);
    }

    [Theory]
    [InlineData("""{"name":"   "}""", "name")]
    [InlineData("""{"name":"a\u0007b"}""", "name")]
    [InlineData("""{"name":"a\u0000b"}""", "name")]
    [InlineData("""{"name":"\u202e\u200b"}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"handle":"a"}""", "handle")]
    [InlineData("""{"handle":"with space"}""", "handle")]
    [InlineData("""{"handle":"имя"}""", "handle")]
    [InlineData("""{"locale":"../etc"}""", "locale")]
    [InlineData("""{"settings":[1]}""", "settings")]
    [InlineData("""{"settings":"text"}""", "settings")]
    [InlineData("""{"photoFileId":"nope"}""", "photoFileId")]
    [InlineData("""{"photoFileId":"0190c0de-0000-7000-8000-000000000000"}""", "photoFileId")]
    public async Task What_is_not_allowed_names_its_field(string body, string field)
    {
        using var ana = await server.SignUpAsync("Ana");

        using var answer = await PatchAsync(ana, body);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("validation", problem.GetProperty("code").GetString());
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));
    }

    [Fact]
    public async Task Settings_beyond_8_KiB_are_refused()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var answer = await PatchAsync(ana, $$$"""{"settings":{"a":"{{{new string('x', 8 * 1024)}}}"}}""");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_deleted_account_leaves_no_trace_of_the_person()
    {
        using var ana = await server.SignUpAsync("Ana Canary");
        using var ben = await server.SignUpAsync("Ben");
        await ana.Client.Me.UpdateAsync(new() { Handle = "ana_canary", Settings = JsonDocument.Parse("""{"a":"canary"}""").RootElement }, Ct);
        await Refused.WithAsync("auth.wrong_password", () => ana.Client.Me.DeleteAsync("not my password", Ct));

        await ana.Client.Me.DeleteAsync(Server.Password, Ct);

        using var old = server.NewClient(ana.Token);
        await Refused.WithAsync("auth.required", () => old.Me.GetAsync(Ct));
        await Refused.WithAsync("auth.wrong_password", () => old.Accounts.SignInAsync(ana.Email, Server.Password, Ct));
        Assert.Equal("Deleted account", (await ben.Client.Users.GetAsync(ana.Id, Ct)).Name);
        Assert.Empty((await ben.Client.Users.FindAsync("canary", Ct)).Items);
        Assert.Empty((await ben.Client.Users.FindAsync(ana.Email, Ct)).Items);
        await using var db = await server.NewDbAsync();
        var row = await db.Users.SingleAsync(u => u.Id == ana.Id, Ct);
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(row), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((null, null, null, ""), (row.EmailKey, row.PasswordHash, row.HandleKey, row.NameKey));
        Assert.False(await db.MeEntries.AnyAsync(e => e.UserId == ana.Id, Ct));
    }

    private async Task<HttpResponseMessage> PatchAsync(Person person, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/me") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", person.Token);
        return await server.Http.SendAsync(request, Ct);
    }
}
