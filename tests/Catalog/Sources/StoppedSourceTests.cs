using System.Net;
using System.Net.Sockets;
using System.Text;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Tests;

namespace Ssa.Catalog.Tests.Sources;

/// <summary>What goes wrong at a provider: the source stops, says why, keeps its copy, and asks no more until a person resumes it.</summary>
public sealed class StoppedSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly MovableClock _clock = new(Instant.FromUtc(2026, 11, 28, 4, 1));
    private readonly CelesTrakImitation _server;
    private readonly ImitationServer _elsewhere = new(_ => new ImitationReply(200, CelesTrakImitation.Csv(0)));

    public StoppedSourceTests() => _server = new CelesTrakImitation(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, StopReason, string> Faults => new()
    {
        // What the server does, the reason, and what the message or remedy must name.
        { "301", StopReason.Moved, "the new address" },
        { "302", StopReason.Moved, "the new address" },
        { "404", StopReason.NotFound, "HTTP 404" },
        { "429", StopReason.RateLimited, "HTTP 429" },
        { "418", StopReason.Refused, "HTTP 418" },
        { "500", StopReason.ServerError, "HTTP 500" },
        { "503", StopReason.ServerError, "'we will be back'" },
        { "cut", StopReason.Truncated, "before its end" },
        { "cut-chunks", StopReason.Truncated, "before its end" },
        { "cut-csv", StopReason.Truncated, "before its end" },
        { "cut-gzip", StopReason.Truncated, "gzip" },
        { "nothing", StopReason.Truncated, "broke off" },
        { "slow", StopReason.Timeout, "after 60 s" },
        { "page", StopReason.NotACatalogue, "'<html>" },
        { "empty", StopReason.NotACatalogue, "empty" },
        { "json", StopReason.NotACatalogue, "omm-json where omm-csv" },
        { "bad", StopReason.NotACatalogue, "can be used" },
    };

    public void Dispose()
    {
        _server.Dispose();
        _elsewhere.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_stops_the_source_until_it_is_resumed_and_the_copy_stays(string fault, StopReason reason, string says)
    {
        var copy = Assert.IsType<FetchedFile>(Assert.Single(await FetchAsync("active")));
        var bytes = await File.ReadAllBytesAsync(copy.Path, Cancellation);
        _clock.Advance(2);
        _server.First.Enqueue(Reply(fault));
        var stop = Assert.IsType<SourceStopped>(Assert.Single(await FetchAsync("active")));
        Assert.Equal((reason, true, null, _clock.Now), (stop.Reason, stop.NeedsResuming, stop.Until, stop.At));
        Assert.Contains(says, $"{stop.Message} {stop.Remedy}", StringComparison.Ordinal);
        Assert.Equal(copy.Path, stop.LastCopy?.Path);
        Assert.Equal(2, _server.Count);
        Assert.Empty(_elsewhere.Requests);

        // Neither time nor another process nor another group wakes it.
        _clock.Advance(24 * 30);
        foreach (var outcome in await FetchAsync("active", "stations"))
        {
            Assert.Equal(reason, Assert.IsType<SourceStopped>(outcome).Reason);
        }

        Assert.Equal(2, _server.Count);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy.Path, Cancellation));
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.part", SearchOption.AllDirectories));
        using (var source = Source("active"))
        {
            var resumed = Assert.Single(await source.ResumeAsync(Cancellation));
            Assert.Equal((reason, "active"), (resumed.Reason, resumed.Item));
        }

        Assert.True(Assert.IsType<FetchedFile>(Assert.Single(await FetchAsync("active"))).IsNew);
        Assert.Equal(3, _server.Count);
    }

    [Fact]
    public async Task The_new_address_of_a_redirection_is_named()
    {
        _server.First.Enqueue(Reply("301"));
        var stop = Assert.IsType<SourceStopped>(Assert.Single(await FetchAsync("active")));
        Assert.Contains($"{_elsewhere.Address}new/gp.php", stop.Remedy, StringComparison.Ordinal);
        Assert.Null(stop.LastCopy);
    }

    [Fact]
    public async Task A_json_text_that_ends_too_early_is_told_even_where_its_transfer_is_whole()
    {
        _server.First.Enqueue(new ImitationReply(200, CelesTrakImitation.Json(1)[..^1]));
        using var source = new CelesTrakSource(Settings() with { Format = SourceFormat.Json }, _clock);
        Assert.Equal(StopReason.Truncated, Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation))).Reason);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_at_all_is_asked_again_after_the_usual_time()
    {
        using (var closed = new ClosedPort())
        {
            using var source = new CelesTrakSource(Settings() with { BaseAddress = closed.Address }, _clock);
            var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
            Assert.Equal((StopReason.Unreachable, false, _clock.Now + Duration.FromHours(2)), (stop.Reason, stop.NeedsResuming, stop.Until));
            Assert.Contains("firewall", stop.Remedy, StringComparison.Ordinal);
            _clock.Advance(1);
            var again = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
            Assert.Equal(stop, again);
            _clock.Advance(1);
            Assert.Equal(_clock.Now, Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation))).At);
        }
    }

    [Fact]
    public void A_name_that_cannot_be_resolved_is_told_from_a_server_that_does_not_answer()
    {
        Assert.Equal(StopReason.NameNotResolved, TransferFault.Of(new HttpRequestException(HttpRequestError.NameResolutionError)).Reason);
        Assert.Equal(StopReason.NameNotResolved, TransferFault.Of(new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)SocketError.HostNotFound))).Reason);
        Assert.Equal(StopReason.Unreachable, TransferFault.Of(new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)SocketError.ConnectionRefused))).Reason);
        Assert.Equal(StopReason.Unreachable, TransferFault.Of(new HttpRequestException(HttpRequestError.SecureConnectionError)).Reason);
    }

    [Fact]
    public async Task Nothing_sent_counts_as_not_asked()
    {
        // As for a name that is not resolved: the record of before comes back, be there one or none.
        var cache = new ProviderCache(_folder.PathOf("provider"));
        var fetch = new PoliteFetch(cache, _clock, Duration.FromMinutes(1));
        var asked = 0;
        var plan = new FetchPlan("x", _server.Address, time => time + Duration.FromHours(2), _ => null, (_, _, _) =>
        {
            asked++;
            return Task.FromResult<Answer>(new Answer.Stop(StopReason.NameNotResolved, StopExtent.Call, "m", "r"));
        });
        for (var time = 1; time <= 3; time++)
        {
            var stop = Assert.IsType<SourceStopped>(Assert.Single(await fetch.FetchAsync([plan], Cancellation)));
            Assert.Equal((StopReason.NameNotResolved, false, null, time), (stop.Reason, stop.NeedsResuming, stop.Until, asked));
        }
    }

    private CelesTrakSettings Settings() => new() { BaseAddress = _server.Address, CacheFolder = _folder.Root, Timeout = Duration.FromMinutes(1) };

    private CelesTrakSource Source(params string[] groups) => new(Settings() with { Groups = groups }, _clock);

    private async Task<IReadOnlyList<FetchOutcome>> FetchAsync(params string[] groups)
    {
        // The time limit ends when the test says so, and that is when the server has stalled: nothing hangs on how fast the machine is.
        var isSlow = _server.First.TryPeek(out var next) && next.Wire == Wire.Stalls;
        var timers = new HandTimers();
        using var source = new CelesTrakSource(Settings() with { Groups = groups }, _clock, timers);
        var fetching = source.FetchAsync(Cancellation);
        if (isSlow)
        {
            await _server.Server.Stalled.WaitAsync(Cancellation);
            timers.Fire();
        }

        return await fetching;
    }

    private ImitationReply Reply(string fault)
    {
        var csv = CelesTrakImitation.Csv(99);
        var location = $"Location: {_elsewhere.Address}new/gp.php";
        return fault switch
        {
            "301" => new ImitationReply(301, "") { Headers = [location] },
            "302" => new ImitationReply(302, "") { Headers = [location] },
            "503" => new ImitationReply(503, "\n\nwe will be back\n"),
            "cut" => new ImitationReply(200, csv) { Wire = Wire.CutShort },
            "cut-chunks" => new ImitationReply(200, csv) { Wire = Wire.ChunksCut },
            "cut-csv" => new ImitationReply(200, csv[..^3]) { Wire = Wire.UntilClose },
            "cut-gzip" => new ImitationReply(200, Reading.CatalogueTexts.Gzip(Encoding.UTF8.GetBytes(csv))[..^9]) { Wire = Wire.UntilClose },
            "nothing" => new ImitationReply(200, "") { Wire = Wire.Nothing },
            "slow" => new ImitationReply(200, csv) { Wire = Wire.Stalls },
            "page" => new ImitationReply(200, "<html><body>Welcome to the hotel</body></html>"),
            "empty" => new ImitationReply(200, ""),
            "json" => new ImitationReply(200, CelesTrakImitation.Json(1)),
            "bad" => new ImitationReply(200, csv.Replace("15.49", "?", StringComparison.Ordinal)),
            _ => new ImitationReply(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), "no"),
        };
    }

    /// <summary>Timers that go off when they are told to.</summary>
    private sealed class HandTimers : TimeProvider
    {
        private readonly List<Action> _callbacks = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callbacks.Add(() => callback(state));
            return new HandTimer();
        }

        public void Fire() => _callbacks.ForEach(callback => callback());

        private sealed class HandTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    /// <summary>An address of this machine at which nobody listens: the port is bound, so that no other program gets it meanwhile.</summary>
    private sealed class ClosedPort : IDisposable
    {
        private readonly Socket _bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public ClosedPort()
        {
            _bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_bound.LocalEndPoint!).Port}/");
        }

        public Uri Address { get; }

        public void Dispose() => _bound.Dispose();
    }
}
