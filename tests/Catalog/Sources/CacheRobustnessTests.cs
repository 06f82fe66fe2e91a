using CsCheck;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Tests;

namespace Ssa.Catalog.Tests.Sources;

/// <summary>The cache survives restarts, interruptions, meddling hands and clocks; through all of it a group is asked for once in two hours.</summary>
public sealed class CacheRobustnessTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly MovableClock _clock = new(Instant.FromUtc(2026, 11, 28, 4, 1));
    private readonly CelesTrakImitation _server;

    public CacheRobustnessTests() => _server = new CelesTrakImitation(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_interrupted_download_counts_as_one_until_its_time_is_over_or_the_source_is_resumed()
    {
        await InterruptAsync();
        var stop = Assert.IsType<SourceStopped>(await FetchAsync());
        Assert.Equal((StopReason.Interrupted, _clock.Now + Duration.FromHours(2)), (stop.Reason, stop.Until));
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.part", SearchOption.AllDirectories));
        Assert.Equal(1, _server.Count);
        _clock.Advance(2);
        var file = Assert.IsType<FetchedFile>(await FetchAsync());

        _clock.Advance(2);
        await InterruptAsync();
        Assert.Equal(file.Path, Assert.IsType<SourceStopped>(await FetchAsync()).LastCopy?.Path);
        await ResumeAsync();
        Assert.True(Assert.IsType<FetchedFile>(await FetchAsync()).IsNew);
        Assert.Equal(4, _server.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_that_was_deleted_or_changed_is_not_given_out_and_not_fetched_early(bool isChanged)
    {
        var file = Assert.IsType<FetchedFile>(await FetchAsync());
        if (isChanged)
        {
            await File.AppendAllTextAsync(file.Path, "x", Cancellation);
        }
        else
        {
            File.Delete(file.Path);
        }

        Assert.Equal(StopReason.CopyLost, Assert.IsType<SourceStopped>(await FetchAsync()).Reason);
        Assert.Equal(1, _server.Count);
        _clock.Advance(2);
        Assert.True(Assert.IsType<FetchedFile>(await FetchAsync()).IsNew);
    }

    [Fact]
    public async Task Resuming_a_source_in_good_order_does_not_let_it_ask_early()
    {
        var file = Assert.IsType<FetchedFile>(await FetchAsync());
        Assert.Empty(await ResumeAsync());
        Assert.Equal(file with { IsNew = false, WasAsked = false }, await FetchAsync());
        Assert.Equal(1, _server.Count);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_costs_one_wait_and_no_more()
    {
        var file = Assert.IsType<FetchedFile>(await FetchAsync());
        _clock.Advance(-1000);
        Assert.Equal(file.Path, Assert.IsType<FetchedFile>(await FetchAsync()).Path);
        _clock.Advance(1.9);
        Assert.False(Assert.IsType<FetchedFile>(await FetchAsync()).WasAsked);
        _clock.Advance(0.1);
        Assert.True(Assert.IsType<FetchedFile>(await FetchAsync()).WasAsked);
    }

    [Theory]
    [InlineData("active.meta.json")]
    [InlineData("stopped.json")]
    public async Task A_damaged_state_file_is_named_and_nothing_is_asked(string name)
    {
        var file = Assert.IsType<FetchedFile>(await FetchAsync());
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file.Path)!, name), "{", Cancellation);
        _clock.Advance(5);
        var stop = Assert.IsType<SourceStopped>(await FetchAsync());
        Assert.Equal(StopReason.CacheUnusable, stop.Reason);
        Assert.Contains(name, stop.Message, StringComparison.Ordinal);
        Assert.Equal(1, _server.Count);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_made_is_named()
    {
        var blocked = _folder.Write("file", "");
        using var source = new CelesTrakSource(Settings() with { CacheFolder = blocked }, _clock);
        var stop = Assert.IsType<SourceStopped>(Assert.Single(await source.FetchAsync(Cancellation)));
        Assert.Equal(StopReason.CacheUnusable, stop.Reason);
        Assert.Contains(blocked, stop.Remedy, StringComparison.Ordinal);
        Assert.Equal(0, _server.Count);
    }

    [Fact]
    public async Task A_cache_that_another_process_never_frees_is_busy()
    {
        var cache = new ProviderCache(_folder.PathOf("provider"));
        using var held = await cache.LockAsync(TimeSpan.Zero, Cancellation);
        Assert.NotNull(held);
        var fetch = new PoliteFetch(cache, _clock, Duration.Zero);
        var plan = new FetchPlan("x", _server.Address, time => time, _ => null, (_, _, _) => throw new InvalidOperationException("asked without the lock"));
        Assert.Equal(StopReason.CacheBusy, Assert.IsType<SourceStopped>(Assert.Single(await fetch.FetchAsync([plan], Cancellation))).Reason);
        await Assert.ThrowsAsync<IOException>(() => fetch.ResumeAsync(Cancellation));
    }

    /// <summary>Any course of events: steps of time, answers of every kind, restarts at each call. Resuming is a person's decision and not part of it.</summary>
    [Fact]
    public void Whatever_happens_a_group_is_asked_for_once_in_two_hours_and_a_copy_is_never_lost() =>
        Gen.Select(Gen.Double[0, 3], Gen.Int[0, 7]).Array[1, 12].Sample(
            steps =>
            {
                using var folder = new ScratchFolder();
                var clock = new MovableClock(Instant.FromUtc(2026, 11, 28, 4, 1));
                using var server = new CelesTrakImitation(clock);
                string? copy = null;
                foreach (var (hours, kind) in steps)
                {
                    clock.Advance(hours);
                    server.First.Clear();
                    if (kind < 4)
                    {
                        server.First.Enqueue(kind switch
                        {
                            0 => new ImitationReply(403, "no"),
                            1 => new ImitationReply(200, "No GP data found"),
                            2 => new ImitationReply(500, "no"),
                            _ => new ImitationReply(200, CelesTrakImitation.Csv(1)) { Wire = Wire.CutShort },
                        });
                    }

                    using var source = new CelesTrakSource(new CelesTrakSettings { BaseAddress = server.Address, CacheFolder = folder.Root }, clock);
                    var outcome = source.FetchAsync(Cancellation).GetAwaiter().GetResult()[0];
                    var now = outcome is FetchedFile file ? file.Path : ((SourceStopped)outcome).LastCopy?.Path;
                    if (copy is not null && (now is null || !File.Exists(now)))
                    {
                        return false;
                    }

                    copy = now;
                }

                var times = server.Asked.TryGetValue("active", out var asked) ? asked : [];
                return times.Zip(times.Skip(1)).All(pair => pair.Second - pair.First >= Duration.FromHours(2));
            },
            iter: 40,
            threads: 1);

    private CelesTrakSettings Settings() => new() { BaseAddress = _server.Address, CacheFolder = _folder.Root };

    private async Task<FetchOutcome> FetchAsync()
    {
        using var source = new CelesTrakSource(Settings(), _clock);
        return Assert.Single(await source.FetchAsync(Cancellation));
    }

    private async Task<IReadOnlyList<SourceStopped>> ResumeAsync()
    {
        using var source = new CelesTrakSource(Settings(), _clock);
        return await source.ResumeAsync(Cancellation);
    }

    /// <summary>Begins a download whose answer stalls half-way, and drops it.</summary>
    private async Task InterruptAsync()
    {
        _server.First.Enqueue(new ImitationReply(200, CelesTrakImitation.Csv(7)) { Wire = Wire.Stalls });
        using var source = new CelesTrakSource(Settings(), _clock);
        using var hand = new CancellationTokenSource();
        var before = _server.Count;
        var fetching = source.FetchAsync(hand.Token);
        while (_server.Count == before)
        {
            await Task.Delay(5, Cancellation);
        }

        await hand.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }
}
