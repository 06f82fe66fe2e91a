using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Hosting;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Traces of screenings, and where they are sent.</summary>
public sealed class TraceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_screening_is_a_trace_with_its_batches_and_writes_and_a_link_to_the_call_that_asked_for_it()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Ssa.Service",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await RunningService.Start();
        using var http = new HttpClient { BaseAddress = service.Url };
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/screenings")
        {
            Content = new StringContent("""{"requestId":"traced","settings":{"thresholdKm":30,"duration":"86400s"}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        (await http.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();
        await foreach (var _ in service.Client.FollowAsync("screenings/1", cancellation: Cancellation))
        {
        }

        Activity? run = null;
        for (var i = 0; i < 300 && run is null; i++)
        {
            lock (spans)
            {
                run = spans.FirstOrDefault(span => span.OperationName == "screening" && span.Links.Any(link => link.Context.TraceId.ToString() == trace));
            }

            await Task.Delay(run is null ? 100 : 0, Cancellation);
        }

        Assert.NotNull(run);
        Assert.NotEqual(trace, run.TraceId.ToString());
        Assert.Equal("succeeded", run.GetTagItem("ssa.outcome"));
        lock (spans)
        {
            var batches = spans.Where(span => span.OperationName == "screening batch" && span.ParentSpanId == run.SpanId).ToArray();
            Assert.NotEmpty(batches);
            var writes = spans.Where(span => span.OperationName == "store write" && span.TraceId == run.TraceId).ToArray();
            Assert.Contains(writes, write => batches.Any(batch => batch.SpanId == write.ParentSpanId));
            Assert.All(writes, write => Assert.True(write.Duration > TimeSpan.Zero));
        }
    }

    [Fact]
    public async Task Traces_and_metrics_are_sent_where_the_settings_say()
    {
        var bodies = new List<(string Path, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            lock (bodies)
            {
                bodies.Add((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
            }

            // An empty answer of gRPC: no compression, no bytes.
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await collector.StartAsync(Cancellation);
        await using (var service = await RunningService.Start(change: settings => settings with { Operation = new OperationSettings { OtlpEndpoint = new Uri(collector.Urls.First()) } }))
        {
            var created = await service.Client.Screening.CreateScreeningAsync(
                new CreateScreeningRequest { Settings = new() { Duration = Duration.FromHours(1).ToProtobuf() } }, cancellationToken: Cancellation);
            await foreach (var _ in service.Client.FollowAsync(created.Screening.Name, cancellation: Cancellation))
            {
            }
        }

        // What was still to be sent is sent with the farewell.
        lock (bodies)
        {
            Assert.Contains(bodies, sent => sent.Path.EndsWith("TraceService/Export", StringComparison.Ordinal) && sent.Body.Contains("ssa.screening", StringComparison.Ordinal));
            Assert.Contains(bodies, sent => sent.Path.EndsWith("MetricsService/Export", StringComparison.Ordinal) && sent.Body.Contains("ssa.queue.length", StringComparison.Ordinal));
        }
    }
}
