using Grpc.Core;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using Ssa.Service.Access;

namespace Ssa.Service.Tests.Security;

/// <summary>Every method, held to every sort of credential.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private static readonly Duration Day = Duration.FromDays(1);

    private static readonly string[] Several = ["other", "viewer", "analyst"];

    private GuardedService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await GuardedService.Start();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void Every_method_of_the_server_has_an_entry_in_the_table_and_every_entry_a_method()
    {
        var methods = _service.Methods.Select(method => method.FullName).ToArray();
        Assert.Contains("/ssa.v1.ScreeningService/CreateScreening", methods);
        Assert.DoesNotContain(methods, method => MethodRoles.Of(method) is null);
        Assert.Equal(methods, MethodRoles.All.Keys.Intersect(methods).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(MethodRoles.All.Keys.Except(methods), method => method.StartsWith("/ssa.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reflection_lists_no_service_without_entries()
    {
        using var call = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(_service.Channel).ServerReflectionInfo(Refused.Bearer(_service.Key(Role.Viewer)), cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, Cancellation);
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(one => one.Name).ToArray();
        Assert.Contains("ssa.v1.CatalogService", services);
        Assert.All(services, service => Assert.Contains(MethodRoles.All.Keys, method => method.StartsWith($"/{service}/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Metrics_are_for_viewers_and_health_is_for_all()
    {
        using var http = new HttpClient { BaseAddress = _service.Url };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("/healthz/live", Cancellation)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await http.GetAsync("/metrics", Cancellation)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", _service.Key(Role.Viewer));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("/metrics", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_credential() => await AllRefuse([], "CREDENTIAL_MISSING");

    [Fact]
    public async Task A_wrong_key_opens_nothing()
    {
        var right = _service.Key(Role.Admin);
        await AllRefuse(Refused.Bearer(ApiKeyText.Fresh().ToText()), "KEY_UNKNOWN");

        // The right id with another secret, in either header.
        var wrong = right[..^1] + (right[^1] == '0' ? '1' : '0');
        await AllRefuse(Refused.Bearer(wrong), "KEY_UNKNOWN");
        await AllRefuse(new() { { "x-api-key", wrong } }, "KEY_UNKNOWN");
    }

    [Theory]
    [InlineData("authorization", "Bearer", "CREDENTIAL_MALFORMED")]
    [InlineData("authorization", "Bearer a b", "CREDENTIAL_MALFORMED")]
    [InlineData("authorization", "Basic c3NhOnNzYQ==", "CREDENTIAL_MALFORMED")]
    [InlineData("authorization", "ssa_0123", "CREDENTIAL_MALFORMED")]
    [InlineData("authorization", "Bearer ssa_0123", "CREDENTIAL_MALFORMED")]
    [InlineData("x-api-key", "something", "CREDENTIAL_MALFORMED")]
    [InlineData("authorization", "Bearer a.b.c", "TOKEN_INVALID")]
    [InlineData("authorization", "Bearer nothing", "TOKEN_INVALID")]
    public async Task A_malformed_header_opens_nothing(string name, string value, string reason) => await AllRefuse(new() { { name, value } }, reason);

    [Fact]
    public async Task Two_credentials_are_none()
    {
        var key = _service.Key(Role.Admin);
        await AllRefuse(new() { { "authorization", $"Bearer {key}" }, { "x-api-key", key } }, "CREDENTIALS_CONTRADICT");

        // The same header twice reaches the service as one, joined.
        await AllRefuse(new() { { "authorization", $"Bearer {key}" }, { "authorization", $"Bearer {key}" } }, "CREDENTIAL_MALFORMED");
    }

    [Fact]
    public async Task An_expired_key_opens_nothing() =>
        await AllRefuse(Refused.Bearer(_service.Key(Role.Admin, lifetime: Day, clock: new FixedClock(SystemClock.Instance.GetCurrentInstant() - Day - Day))), "KEY_EXPIRED");

    [Fact]
    public async Task A_revoked_key_opens_nothing_from_then_on()
    {
        var key = _service.Key(Role.Admin);
        Assert.Null(await _service.Call(Method("ListObjects"), Refused.Bearer(key)));
        new KeyRing(_service.Store, SystemClock.Instance).Revoke(ApiKeyText.Parse(key)!.Value.Id);
        await AllRefuse(Refused.Bearer(key), "KEY_REVOKED");
    }

    [Fact]
    public async Task Tokens_that_do_not_hold_open_nothing()
    {
        var issuer = _service.Issuer;
        await AllRefuse(Refused.Bearer(issuer.Token(issuer: "https://elsewhere.example")), "TOKEN_ISSUER");
        await AllRefuse(Refused.Bearer(issuer.Token(issuer: issuer.Url + "/")), "TOKEN_ISSUER");
        await AllRefuse(Refused.Bearer(issuer.Token(audience: "another")), "TOKEN_AUDIENCE");
        await AllRefuse(Refused.Bearer(issuer.Token(from: TimeSpan.FromHours(-2), until: TimeSpan.FromHours(-1))), "TOKEN_EXPIRED");
        await AllRefuse(Refused.Bearer(issuer.Token(hasEnd: false)), "TOKEN_EXPIRED");
        await AllRefuse(Refused.Bearer(issuer.Token(from: TimeSpan.FromHours(1), until: TimeSpan.FromHours(2))), "TOKEN_NOT_YET_VALID");
        await AllRefuse(Refused.Bearer(issuer.Unsigned()), "TOKEN_INVALID");
        await AllRefuse(Refused.Bearer(issuer.Confused()), "TOKEN_INVALID");
        await AllRefuse(Refused.Bearer(issuer.Token(signing: TestIssuer.Stranger())), "TOKEN_INVALID");
        var token = issuer.Token();
        var parts = token.Split('.');
        var other = issuer.Token(role: "viewer").Split('.');
        await AllRefuse(Refused.Bearer($"{parts[0]}.{parts[1]}.{other[2]}"), "TOKEN_INVALID");
    }

    [Fact]
    public async Task Tokens_of_the_issuer_hold()
    {
        var issuer = _service.Issuer;
        foreach (var token in new[] { issuer.Token(), issuer.Token(signing: issuer.Curve()), issuer.Token(signing: issuer.Rsa(SecurityAlgorithms.RsaSsaPssSha512)), issuer.Token(roles: Several) })
        {
            var created = await _service.Client(token).Screening.CreateScreeningAsync(new(), cancellationToken: Cancellation);
            Assert.Equal("one", created.Screening.Participant);
        }
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_looked_for_when_a_token_names_it()
    {
        Assert.Null(await _service.Call(Method("ListObjects"), Refused.Bearer(_service.Issuer.Token())));
        _service.Issuer.Rotate();
        for (var fault = await Ask(); fault is not null; fault = await Ask())
        {
            // The call that finds the key missing may be refused: the new keys come behind it.
            Assert.Equal("TOKEN_INVALID", fault.Reason());
            await Task.Delay(50, Cancellation);
        }

        Task<RpcException?> Ask() => _service.Call(Method("ListObjects"), Refused.Bearer(_service.Issuer.Token()));
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_stops_tokens_and_no_keys()
    {
        await using var service = await GuardedService.Start(settings => settings with
        {
            Access = settings.Access with { Jwt = settings.Access.Jwt! with { Issuer = new Uri("http://127.0.0.1:1"), IssuerText = "http://127.0.0.1:1" } },
        });
        var method = service.Methods.Single(method => method.Name == "ListObjects");
        for (var i = 0; i < 2; i++)
        {
            var fault = await service.Call(method, Refused.Bearer(service.Issuer.Token()));
            Assert.Equal(StatusCode.Unavailable, fault?.StatusCode);
            Assert.NotNull(fault!.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
        }

        Assert.Null(await service.Call(method, Refused.Bearer(service.Key(Role.Viewer))));
    }

    [Fact]
    public async Task A_token_that_does_not_say_for_whom_and_what_is_denied()
    {
        foreach (var (token, reason) in new[]
        {
            (_service.Issuer.Token(role: null), "ROLE_MISSING"),
            (_service.Issuer.Token(role: "root"), "ROLE_MISSING"),
            (_service.Issuer.Token(role: "Admin"), "ROLE_MISSING"),
            (_service.Issuer.Token(participant: null), "PARTICIPANT_MISSING"),
            (_service.Issuer.Token(participant: ""), "PARTICIPANT_MISSING"),
            (_service.Issuer.Token(participant: "one\nforged"), "PARTICIPANT_MISSING"),
        })
        {
            await All(Refused.Bearer(token), (method, fault) => Assert.Equal((method.FullName, StatusCode.PermissionDenied, reason), (method.FullName, fault?.StatusCode, fault?.Reason())));
        }
    }

    [Fact]
    public async Task Each_role_may_do_what_its_methods_ask_for_and_no_more()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var credential in new[] { _service.Key(role), _service.Issuer.Token(role: RoleText.Of(role)) })
            {
                await All(Refused.Bearer(credential), (method, fault) =>
                {
                    var needed = MethodRoles.Of(method.FullName)!.Role!.Value;
                    if (role < needed)
                    {
                        Assert.Equal((method.FullName, StatusCode.PermissionDenied, "ROLE_TOO_WEAK"), (method.FullName, fault?.StatusCode, fault?.Reason()));
                        Assert.Contains($"'{RoleText.Of(needed)}'", fault!.Status.Detail, StringComparison.Ordinal);
                    }
                    else
                    {
                        Assert.True(fault is null or { StatusCode: StatusCode.InvalidArgument or StatusCode.NotFound }, $"{method.FullName}: {fault?.Status}");
                    }
                });
            }
        }
    }

    [Fact]
    public async Task Health_is_open_to_all()
    {
        foreach (var headers in new[] { new Metadata(), Refused.Bearer("nonsense") })
        {
            foreach (var method in _service.Methods.Where(method => MethodRoles.Of(method.FullName)!.Role is null))
            {
                Assert.Null(await _service.Call(method, headers));
            }
        }

        using var http = new HttpClient { BaseAddress = _service.Url };
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz/ready", Cancellation));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_noted()
    {
        var key = _service.Key(Role.Viewer);
        var id = ApiKeyText.Parse(key)!.Value.Id;
        Assert.Null(_service.Store.Keys.Find(id)!.LastUseTime);
        Assert.Null(await _service.Call(Method("ListObjects"), Refused.Bearer(key)));
        var noted = _service.Store.Keys.Find(id)!.LastUseTime;
        Assert.NotNull(noted);
    }

    [Fact]
    public async Task A_stream_ends_when_its_key_is_revoked()
    {
        var key = _service.Key(Role.Analyst);
        var client = _service.Client(key);
        var created = await client.Screening.CreateScreeningAsync(new() { Settings = new() { Duration = new() { Seconds = 366 * 86_400 }, ThresholdKm = 20 } }, cancellationToken: Cancellation);
        using var watch = client.Screening.WatchScreening(new() { Name = created.Screening.Name }, cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
        new KeyRing(_service.Store, SystemClock.Instance).Revoke(ApiKeyText.Parse(key)!.Value.Id);
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(Cancellation))
            {
            }
        });

        // The screening itself goes on: it is its participant's, not the key's.
        Assert.Null(_service.Store.Screenings.Find(Ssa.Store.ScreeningViewer.Everything, long.Parse(created.Screening.Name.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture))!.EndTime);
        await _service.Client(_service.Key(Role.Analyst)).Screening.CancelScreeningAsync(new() { Name = created.Screening.Name }, cancellationToken: Cancellation);
    }

    private IMethod Method(string name) => _service.Methods.Single(method => method.Name == name);

    private async Task All(Metadata headers, Action<IMethod, RpcException?> check)
    {
        foreach (var method in _service.Methods.Where(method => MethodRoles.Of(method.FullName)!.Role is not null))
        {
            check(method, await _service.Call(method, headers));
        }
    }

    private Task AllRefuse(Metadata headers, string reason) =>
        All(headers, (method, fault) => Assert.Equal((method.FullName, StatusCode.Unauthenticated, reason), (method.FullName, fault?.StatusCode, fault?.Reason())));

    private sealed class FixedClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
