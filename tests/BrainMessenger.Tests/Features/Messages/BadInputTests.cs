using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>Bad input gets a clear answer in one form, and nothing is written.</summary>
public sealed class BadInputTests(Server server) : IClassFixture<Server>
{
    public static TheoryData<string, string, string, int, string> Requests => new()
    {
        { "POST", "chats/{chat}/messages", """{"cid":"00000000-0000-0000-0000-000000000000","text":"x"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"text":"no cid"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"not-a-uuid","text":"x"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":5}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"   "}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"{long}"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"nul \u0000"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"half \ud800"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"x","replyTo":99}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"x","replyTo":-1}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"x","replyTo":1.5}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"x","fileIds":["{new}"]}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", """{"cid":"{new}","text":"x","text":"y"}""", 400, "validation" },
        { "POST", "chats/{chat}/messages", "{", 400, "validation" },
        { "POST", "chats/{chat}/messages", "", 400, "validation" },
        { "POST", "chats/{chat}/messages", "null", 400, "validation" },
        { "POST", "chats/{chat}/messages", "[]", 400, "validation" },
        { "POST", "chats/{new}/messages", """{"cid":"{new}","text":"x"}""", 404, "not_found" },
        { "POST", "chats/nonsense/messages", """{"cid":"{new}","text":"x"}""", 404, "not_found" },
        { "PUT", "chats/{chat}/messages", "{}", 405, "method_not_allowed" },
        { "PATCH", "chats/{chat}/messages/1", """{}""", 400, "validation" },
        { "PATCH", "chats/{chat}/messages/1", """{"text":"{long}"}""", 400, "validation" },
        { "PATCH", "chats/{chat}/messages/1", """{"text":""}""", 400, "validation" },
        { "PATCH", "chats/{chat}/messages/99", """{"text":"x"}""", 404, "not_found" },
        { "PATCH", "chats/{chat}/messages/99999999999999999999", """{"text":"x"}""", 404, "not_found" },
        { "DELETE", "chats/{chat}/messages/99", "", 404, "not_found" },
        { "PUT", "chats/{chat}/messages/1/reactions/abc", "", 400, "validation" },
        { "PUT", "chats/{chat}/messages/1/reactions/%3Cscript%3E", "", 400, "validation" },
        { "PUT", "chats/{chat}/messages/99/reactions/%F0%9F%91%8D", "", 404, "not_found" },
        { "GET", "chats/{chat}/messages?before=1&after=2", "", 400, "validation" },
        { "GET", "chats/{chat}/messages?limit=0", "", 400, "validation" },
        { "GET", "chats/{chat}/messages?limit=101", "", 400, "validation" },
        { "GET", "chats/{chat}/messages?before=x", "", 400, "validation" },
        { "GET", "chats/{chat}/log", "", 400, "validation" },
        { "GET", "chats/{chat}/log?since=-1", "", 400, "validation" },
        { "GET", "chats/{chat}/log?since=0&limit=501", "", 400, "validation" },
        { "POST", "log", """{}""", 400, "validation" },
        { "POST", "log", """{"since":{"x":1}}""", 400, "validation" },
        { "POST", "chats", """{}""", 400, "validation" },
        { "POST", "chats", """{"type":"secret"}""", 400, "validation" },
        { "POST", "chats", """{"type":"personal"}""", 400, "validation" },
        { "POST", "chats", """{"type":"personal","memberIds":["{new}"]}""", 404, "not_found" },
        { "POST", "chats", """{"type":"personal","memberIds":["{me}"]}""", 400, "validation" },
        { "POST", "chats", """{"type":"group"}""", 400, "validation" },
        { "POST", "chats", """{"type":"group","name":"\u202e"}""", 400, "validation" },
        { "POST", "chats", """{"type":"group","name":"a\u0000b"}""", 400, "validation" },
        { "POST", "chats", """{"type":"group","name":"x","handle":"no spaces"}""", 400, "validation" },
        { "PATCH", "chats/{chat}", """{"name":"x"}""", 403, "forbidden" },
        { "PATCH", "chats/{chat}", """{"photoFileId":"{new}"}""", 400, "validation" },
        { "PATCH", "chats/{chat}", """{"photoFileId":7}""", 400, "validation" },
        { "DELETE", "chats/{chat}", "", 403, "forbidden" },
        { "POST", "chats/{chat}/members", """{"userIds":[]}""", 400, "validation" },
        { "POST", "chats/{chat}/members", """{"userIds":["{new}"]}""", 403, "forbidden" },
        { "POST", "chats/{chat}/read", """{"seq":-1}""", 400, "validation" },
        { "PUT", "chats/{chat}/mute", """{"until":"yesterday"}""", 400, "validation" },
        { "GET", "chats?cursor=zzz", "", 400, "validation" },
        { "GET", "chats/{chat}/members?limit=1000", "", 400, "validation" },
        { "GET", "me/log", "", 400, "validation" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Answers_with_the_code_of_the_rule(string method, string path, string body, int status, string code)
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "the only one");

        var answer = await SendAsync(ana, method, Fill(path, chat.Id, ana.Id), Fill(body, chat.Id, ana.Id));

        Assert.Equal((status, code), ((int)answer.Status, answer.Problem.GetProperty("code").GetString()));
        Assert.False(string.IsNullOrEmpty(answer.Problem.GetProperty("detail").GetString()));
        Assert.False(string.IsNullOrEmpty(answer.Problem.GetProperty("traceId").GetString()));
        Assert.Equal(1, (await ana.Client.Messages.LogAsync(chat.Id, 0)).HeadSeq);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_too_large()
    {
        using var ana = await server.SignUpAsync("Ana");
        var answer = await SendAsync(ana, "POST", "chats", $$"""{"type":"group","name":"{{new string('x', 300_000)}}"}""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), (answer.Status, answer.Problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Without_a_token_every_route_asks_to_sign_in()
    {
        foreach (var path in new[] { "chats", $"chats/{Guid.CreateVersion7()}", $"chats/{Guid.CreateVersion7()}/messages", "me/log?since=0" })
        {
            using var response = await server.Http.GetAsync("api/v1/" + path);
            var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
            Assert.Equal((HttpStatusCode.Unauthorized, "auth.required"), (response.StatusCode, problem.GetProperty("code").GetString()));
        }
    }

    [Fact]
    public async Task Markup_and_odd_characters_in_a_text_come_back_as_they_were_written()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        foreach (var text in new[] { "<script>alert(1)</script>", "' OR 1=1 --", "\u202Eturned", "{\"type\":\"ack\"}", "日本語 👩‍👩‍👧 \u0301", "line\nline\t\u0007" })
        {
            await ana.Client.Messages.SendAsync(chat.Id, text);
            Assert.Equal(text, (await ben.Client.Messages.ListAsync(chat.Id)).Items[^1].Text);
        }
    }

    private static string Fill(string template, Guid chat, Guid me) => template
        .Replace("{chat}", chat.ToString(), StringComparison.Ordinal)
        .Replace("{me}", me.ToString(), StringComparison.Ordinal)
        .Replace("{new}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal)
        .Replace("{long}", new string('x', 4097), StringComparison.Ordinal);

    private async Task<(HttpStatusCode Status, JsonElement Problem)> SendAsync(Person person, string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "api/v1/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        if (body.Length > 0 || method is "POST" or "PATCH") request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.SendAsync(request);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }
}
