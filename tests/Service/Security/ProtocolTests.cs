using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ssa.Service.Access;

namespace Ssa.Service.Tests.Security;

/// <summary>The same refusals over JSON and gRPC-Web, as those protocols write them.</summary>
public sealed class ProtocolTests : IAsyncLifetime
{
    private GuardedService _service = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await GuardedService.Start();
        _http = new HttpClient { BaseAddress = _service.Url };
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _service.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/v1/objects")]
    [InlineData("GET", "/v1/objects/25544")]
    [InlineData("GET", "/v1/screenings")]
    [InlineData("GET", "/v1/screenings/1:watch")]
    [InlineData("GET", "/v1/screenings/1/conjunctions/1")]
    [InlineData("GET", "/v1/eventHistory")]
    [InlineData("POST", "/v1/screenings")]
    [InlineData("POST", "/v1/screenings/1:cancel")]
    [InlineData("POST", "/v1/objects:propagate")]
    [InlineData("POST", "/v1/screenings/1/conjunctions/1:assess")]
    public async Task JSON_is_refused_with_HTTPs_own_status(string verb, string path)
    {
        foreach (var (credential, reason) in new[]
        {
            (null, "CREDENTIAL_MISSING"), (ApiKeyText.Fresh().ToText(), "KEY_UNKNOWN"), ("ssa_x", "CREDENTIAL_MALFORMED"), (_service.Issuer.Confused(), "TOKEN_INVALID"), (_service.Issuer.Token(audience: "x"), "TOKEN_AUDIENCE"),
        })
        {
            using var response = await Send(verb, path, credential);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal((16, reason), (body.GetProperty("code").GetInt32(), body.GetProperty("details")[0].GetProperty("reason").GetString()));
        }

        if (verb == "POST")
        {
            using var denied = await Send(verb, path, _service.Key(Role.Viewer));
            Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
            Assert.Contains("'analyst'", (await denied.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("message").GetString(), StringComparison.Ordinal);
        }
        else
        {
            using var allowed = await Send(verb, path, _service.Key(Role.Viewer));
            Assert.True(allowed.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{allowed.StatusCode}");
        }
    }

    [Theory]
    [InlineData("ssa.v1.CatalogService/ListObjects", "application/grpc-web")]
    [InlineData("ssa.v1.CatalogService/ListObjects", "application/grpc-web-text")]
    [InlineData("ssa.v1.ScreeningService/WatchScreening", "application/grpc-web+proto")]
    [InlineData("ssa.v1.ScreeningService/CreateScreening", "application/grpc-web+proto")]
    public async Task GRPC_Web_is_refused_with_gRPCs_status(string method, string type)
    {
        Assert.Equal("16", await StatusOf(method, type, null));
        Assert.Equal("16", await StatusOf(method, type, ApiKeyText.Fresh().ToText()));
        Assert.Equal("16", await StatusOf(method, type, _service.Issuer.Unsigned()));

        // Who may is answered by the method itself: with a status of its own, or with a message first.
        var allowed = await StatusOf(method, type, _service.Key(Role.Viewer));
        Assert.Equal(MethodRoles.Of("/" + method)!.Role > Role.Viewer, allowed == "7");
        Assert.NotEqual("16", allowed);
    }

    [Fact]
    public async Task What_is_not_there_asks_for_nothing_and_says_nothing()
    {
        using var response = await Send("GET", "/nowhere", null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    private async Task<HttpResponseMessage> Send(string verb, string path, string? credential)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (verb == "POST")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        if (credential is not null)
        {
            request.Headers.TryAddWithoutValidation("authorization", $"Bearer {credential}");
        }

        return await _http.SendAsync(request, Cancellation);
    }

    /// <summary>The status of a call without a message's fields that is refused before its answer begins; null where it is not in the headers.</summary>
    private async Task<string?> StatusOf(string method, string type, string? credential)
    {
        var frame = new byte[5];
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = new ByteArrayContent(type.EndsWith("text", StringComparison.Ordinal) ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)) : frame) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (credential is not null)
        {
            request.Headers.TryAddWithoutValidation("authorization", $"Bearer {credential}");
        }

        using var response = await _http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("application/grpc-web", response.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        return response.Headers.TryGetValues("grpc-status", out var values) ? Assert.Single(values) : null;
    }
}
