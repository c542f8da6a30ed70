using System.Net.Http.Json;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Accounts;

public sealed class UserSearchTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nastas", "Anastasia Heron")]
    [InlineData("HERON", "Anastasia Heron")]
    [InlineData("анастас", "АНАСТАСИЯ Ёжик")]
    [InlineData("ежик", null)]
    [InlineData("ёЖИК", "АНАСТАСИЯ Ёжик")]
    [InlineData("50%_", "100% or 50%_off")]
    [InlineData("5_%", null)]
    public async Task People_are_found_by_part_of_the_name_in_any_case(string query, string? name)
    {
        using var asking = await server.SignUpAsync("Somebody");
        using var found = await server.SignUpAsync(name ?? "Nobody else");

        var items = (await asking.Client.Users.FindAsync(query, Ct)).Items;

        if (name is null) Assert.Empty(items);
        else Assert.Contains(items, u => u.Id == found.Id && u.Name == name && u.Email is null);
    }

    [Fact]
    public async Task An_address_finds_its_owner_only_when_it_is_whole()
    {
        using var asking = await server.SignUpAsync("Somebody");
        using var ana = await server.SignUpAsync("Xenia");

        Assert.Equal(ana.Id, Assert.Single((await asking.Client.Users.FindAsync(ana.Email.ToUpperInvariant(), Ct)).Items).Id);
        Assert.Empty((await asking.Client.Users.FindAsync(ana.Email[..^1], Ct)).Items);
        Assert.Empty((await asking.Client.Users.FindAsync("@example.org", Ct)).Items);
    }

    [Fact]
    public async Task A_handle_is_found_from_its_beginning_with_or_without_the_at_sign()
    {
        using var asking = await server.SignUpAsync("Somebody");
        using var ana = await server.SignUpAsync("Yolanda");
        await ana.Client.Me.UpdateAsync(new() { Handle = "QuietHeron" }, Ct);

        Assert.Equal(ana.Id, Assert.Single((await asking.Client.Users.FindAsync("@quieth", Ct)).Items).Id);
        Assert.Equal(ana.Id, Assert.Single((await asking.Client.Users.FindAsync("quietheron", Ct)).Items).Id);
        Assert.Empty((await asking.Client.Users.FindAsync("@heron", Ct)).Items);
    }

    [Fact]
    public async Task A_page_has_twenty_people_and_leads_to_the_next()
    {
        using var asking = await server.SignUpAsync("Somebody");
        var all = new List<Guid>();
        for (var i = 0; i < 25; i++) all.Add((await server.SignUpAsync($"Pelican {i:00}")).Id);

        var first = await PageAsync(asking, "pelican", null);
        var second = await PageAsync(asking, "pelican", first.Next);

        Assert.Equal((20, 5, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(all, first.Items.Concat(second.Items).Select(u => u.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(" a ")]
    public async Task Less_than_two_characters_are_no_query(string query)
    {
        using var asking = await server.SignUpAsync("Somebody");
        await Refused.WithAsync("validation", () => asking.Client.Users.FindAsync(query, Ct));
    }

    [Fact]
    public async Task Unknown_people_and_callers_are_refused()
    {
        using var asking = await server.SignUpAsync("Somebody");
        using var nobody = server.NewClient();
        await Refused.WithAsync("not_found", () => asking.Client.Users.GetAsync(Guid.NewGuid(), Ct));
        await Refused.WithAsync("auth.required", () => nobody.Users.GetAsync(asking.Id, Ct));
        await Refused.WithAsync("auth.required", () => nobody.Users.FindAsync("somebody", Ct));
    }

    private async Task<Page<User>> PageAsync(Person asking, string query, string? cursor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/users?query={query}" + (cursor is null ? "" : $"&cursor={cursor}"));
        request.Headers.Authorization = new("Bearer", asking.Token);
        using var answer = await server.Http.SendAsync(request, Ct);
        return (await answer.Content.ReadFromJsonAsync<Page<User>>(Ct))!;
    }
}
