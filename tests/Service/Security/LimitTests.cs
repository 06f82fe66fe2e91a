using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Ssa.Client;
using Ssa.Service.Access;
using Ssa.V1;

namespace Ssa.Service.Tests.Security;

/// <summary>Who asks for too much, or sends what it should not, is told so; and the service serves the next.</summary>
public sealed class LimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_makes_so_many_calls_and_another_is_not_held_up()
    {
        await using var service = await Start(limits => limits with { CallsPerMinute = 1, CallBurst = 5 });
        var (one, other) = (service.Key(Role.Viewer), service.Key(Role.Viewer));
        var fault = await UntilRefused(service.Client(one));
        Assert.True(fault.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        await service.Client(other).Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation);

        using var http = new HttpClient { BaseAddress = service.Url };
        http.DefaultRequestHeaders.Add("x-api-key", one);
        using var refused = await http.GetAsync("/v1/catalogReport", Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task Guessing_keys_is_slow_and_locks_out_nobody_whose_key_held_lately()
    {
        await using var service = await Start(limits => limits with { FailuresPerMinute = 3 });
        var (known, unseen) = (service.Client(service.Key(Role.Viewer)), service.Client(service.Key(Role.Viewer)));
        await known.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation);
        var stranger = service.Client(ApiKeyText.Fresh().ToText());
        var codes = new List<StatusCode>();
        while (codes.Count < 1000 && codes.LastOrDefault() != StatusCode.ResourceExhausted)
        {
            codes.Add((await Assert.ThrowsAsync<RpcException>(() => stranger.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation).ResponseAsync)).StatusCode);
        }

        Assert.Equal(StatusCode.ResourceExhausted, codes[^1]);
        Assert.All(codes[..^1], code => Assert.Equal(StatusCode.Unauthenticated, code));
        Assert.True(codes.Count > 3);
        await known.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation);
        using var http = new HttpClient { BaseAddress = service.Url };
        var answers = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            using var response = await http.GetAsync("/v1/objects", Cancellation);
            answers.Add(response.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized, $"{answer}"));

        // A right key is not looked at either, or a guess that hits would be told at once.
        var held = 0;
        for (var i = 0; i < 20 && held == 0; i++)
        {
            try
            {
                await stranger.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation);
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.ResourceExhausted)
            {
                held += await StatusOf(unseen) == StatusCode.ResourceExhausted ? 1 : 0;
            }
            catch (RpcException)
            {
            }
        }

        Assert.Equal(1, held);
    }

    [Fact]
    public async Task A_caller_has_so_many_streams()
    {
        await using var service = await Start(limits => limits with { Streams = 2 });
        var client = service.Client(service.Key(Role.Analyst));
        var name = (await client.Screening.CreateScreeningAsync(new() { Settings = new() { ThresholdKm = 20, Duration = new() { Seconds = 366 * 86_400 } } }, cancellationToken: Cancellation)).Screening.Name;
        using var first = await Watch();
        var second = await Watch();
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(Watch)).StatusCode);
        second.Dispose();

        // The service hears of a closed stream a moment later.
        for (var isOpen = false; !isOpen;)
        {
            try
            {
                using var third = await Watch();
                isOpen = true;
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Delay(50, Cancellation);
            }
        }

        await client.Screening.CancelScreeningAsync(new() { Name = name }, cancellationToken: Cancellation);

        async Task<AsyncServerStreamingCall<WatchScreeningResponse>> Watch()
        {
            var watch = client.Screening.WatchScreening(new() { Name = name }, cancellationToken: Cancellation);
            await watch.ResponseStream.MoveNext(Cancellation);
            return watch;
        }
    }

    [Fact]
    public async Task A_participant_has_so_many_open_screenings()
    {
        await using var service = await Start(limits => limits with { OpenScreenings = 2 });
        var client = service.Client(service.Key(Role.Analyst));
        var request = new CreateScreeningRequest { Settings = new() { ThresholdKm = 20, Duration = new() { Seconds = 366 * 86_400 } } };
        var names = new List<string> { await Create(client, "a"), await Create(client, "b") };
        var fault = await Assert.ThrowsAsync<RpcException>(() => Create(client, "c"));
        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
        Assert.NotNull(fault.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());

        // Known requests are answered, also from another key of the participant; others have their own count.
        Assert.Equal(names[0], await Create(service.Client(service.Key(Role.Analyst)), "a"));
        names.Add(await Create(service.Client(service.Key(Role.Analyst, "two")), "c"));
        foreach (var name in names)
        {
            await service.Client(service.Key(Role.Admin)).Screening.CancelScreeningAsync(new() { Name = name }, cancellationToken: Cancellation);
        }

        async Task<string> Create(SsaClient by, string id) => (await by.Screening.CreateScreeningAsync(new(request) { RequestId = id }, cancellationToken: Cancellation)).Screening.Name;
    }

    [Fact]
    public async Task Pages_are_no_larger_than_they_may_be()
    {
        await using var service = await Start(limits => limits with { PageSize = 7 });
        var client = service.Client(service.Key(Role.Viewer));
        foreach (var asked in new[] { 0, 7, 10_000, int.MaxValue })
        {
            Assert.Equal(7, (await client.Catalog.ListObjectsAsync(new() { PageSize = asked }, cancellationToken: Cancellation)).Objects.Count);
        }
    }

    [Fact]
    public async Task What_is_too_large_or_malformed_is_refused_and_the_service_goes_on()
    {
        await using var service = await Start(limits => limits);
        var key = service.Key(Role.Admin);
        var client = service.Client(key);
        var large = new ListObjectsRequest { Selectors = { new string('x', 5 << 20) } };
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => client.Catalog.ListObjectsAsync(large, cancellationToken: Cancellation).ResponseAsync)).StatusCode);

        // Bytes that are no message: a length that is not there, an endless number, groups within groups, a tag of 0.
        foreach (var bytes in new byte[][] { [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], [.. Enumerable.Repeat((byte)0xff, 50)], [.. Enumerable.Repeat((byte)0x0b, 100_000)], [0x00, 0x01] })
        {
            var raw = Marshallers.Create(value => value, value => value);
            var fault = await Assert.ThrowsAsync<RpcException>(() => service.Channel.CreateCallInvoker().AsyncUnaryCall(
                new Method<byte[], byte[]>(MethodType.Unary, "ssa.v1.ScreeningService", "CreateScreening", raw, raw), null, new CallOptions(Refused.Bearer(key), cancellationToken: Cancellation), bytes).ResponseAsync);

            // The framework's own answer to bytes that are no message; what was wrong with them is not told.
            Assert.Equal(StatusCode.Unknown, fault.StatusCode);
        }

        using var http = new HttpClient { BaseAddress = service.Url };
        http.DefaultRequestHeaders.Add("x-api-key", key);
        foreach (var json in new[] { string.Concat(Enumerable.Repeat("{\"settings\":", 10_000)), string.Concat(Enumerable.Repeat("[", 100_000)), "{\"settings\":" + string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200)) + "}", "{", "{\"settings\":{\"thresholdKm\":\"NaN\"}}", "\u0000" })
        {
            using var response = await http.PostAsync("/v1/screenings", new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);
            Assert.Equal((json[..Math.Min(30, json.Length)], HttpStatusCode.BadRequest), (json[..Math.Min(30, json.Length)], response.StatusCode));
        }

        // Right but for its size. The client asks before it sends the body, and sends none.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = service.Url };
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/screenings") { Content = new StringContent("{" + new string(' ', 7 << 20) + "}", Encoding.UTF8, "application/json") })
        {
            request.Headers.ExpectContinue = true;
            request.Headers.Add("x-api-key", key);
            using var body = await patient.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, body.StatusCode);
        }

        // An import is a stream of messages, and may be larger than any one: this one is read to its end, and holds nothing.
        var import = await Assert.ThrowsAsync<RpcException>(() => client.ImportAsync(new MemoryStream(new byte[9 << 20]), new ImportHeader { Name = "zeros" }, Cancellation));
        Assert.Equal(StatusCode.InvalidArgument, import.StatusCode);

        using (var form = await http.PostAsync("/v1/screenings", new StringContent("{}", Encoding.UTF8, "text/plain"), Cancellation))
        {
            Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
        }

        Assert.NotNull(await client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("GET /v1/objects HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /v1/objects HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", "400")]
    [InlineData("GET  HTTP/9.9\r\n\r\n", "400")]
    [InlineData("GET /v1/objects HTTP/1.1\r\nhost: 127.0.0.1\r\nbroken header\r\n\r\n", "400")]
    [InlineData("POST /v1/screenings HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", "40")]
    [InlineData("POST /v1/screenings HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: -1\r\n\r\n", "400")]
    [InlineData("\u0001\u0002\u0003\u0004\r\n\r\n", "400")]
    public async Task Malformed_HTTP_is_refused(string request, string status)
    {
        await using var service = await Start(limits => limits);
        Assert.StartsWith($"HTTP/1.1 {status}", await Exchange(service.Url, Encoding.Latin1.GetBytes(request)), StringComparison.Ordinal);
        Assert.NotNull(await service.Client(service.Key(Role.Viewer)).Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Headers_have_their_limits()
    {
        await using var service = await Start(limits => limits);
        Assert.StartsWith("HTTP/1.1 431", await Exchange(service.Url, Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: {new string('x', 40_000)}\r\n\r\n")), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await Exchange(service.Url, Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n{string.Concat(Enumerable.Range(0, 100).Select(i => $"x{i}: 1\r\n"))}\r\n")), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414", await Exchange(service.Url, Encoding.ASCII.GetBytes($"GET /{new string('x', 20_000)} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_start_of_HTTP_2_ends_its_connection_alone()
    {
        await using var service = await Start(limits => limits);
        foreach (var rest in new[] { "\r\n\r\nSM\r\n\r\n\u0000\u0000\u0001\u0001\u0001", "\r\n\r\nXX", "\r\n\r\nSM\r\n\r\n\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff" })
        {
            await Exchange(service.Url, Encoding.Latin1.GetBytes("PRI * HTTP/2.0" + rest), saysNoMore: true);
        }

        Assert.NotNull(await service.Client(service.Key(Role.Viewer)).Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation));
    }

    private static Task<GuardedService> Start(Func<CallLimitSettings, CallLimitSettings> change) => GuardedService.Start(settings => settings with { Limits = change(settings.Limits) });

    /// <summary>Sends bytes and reads an answer's head, or until the service ends the connection.</summary>
    private static async Task<string> Exchange(Uri url, byte[] bytes, bool saysNoMore = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, Cancellation);
        await using var stream = client.GetStream();
        var answer = new StringBuilder();
        var piece = new byte[4096];
        try
        {
            await stream.WriteAsync(bytes, Cancellation);
            if (saysNoMore)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            for (var count = 1; count > 0 && (saysNoMore || !answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal));)
            {
                count = await stream.ReadAsync(piece, Cancellation);
                answer.Append(Encoding.Latin1.GetString(piece, 0, count));
            }
        }
        catch (IOException)
        {
            // The connection was reset: what came before counts.
        }

        return answer.ToString();
    }

    private static async Task<RpcException> UntilRefused(SsaClient client)
    {
        for (var i = 0; i < 1000; i++)
        {
            try
            {
                await client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation);
            }
            catch (RpcException fault)
            {
                Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
                Assert.True(i >= 5, $"refused after {i}");
                return fault;
            }
        }

        throw new InvalidOperationException("A thousand calls were let in.");
    }

    private static async Task<StatusCode> StatusOf(SsaClient client)
    {
        try
        {
            await client.Catalog.GetCatalogReportAsync(new(), cancellationToken: Cancellation);
            return StatusCode.OK;
        }
        catch (RpcException fault)
        {
            return fault.StatusCode;
        }
    }
}
