using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Tests;

namespace Ssa.Catalog.Tests.Sources;

public sealed class CelesTrakSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly MovableClock _clock = new(Instant.FromUtc(2026, 11, 28, 4, 1));
    private readonly CelesTrakImitation _server;

    public CelesTrakSourceTests() => _server = new CelesTrakImitation(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_group_is_downloaded_checked_and_kept_with_what_is_known_of_it()
    {
        var file = await FetchOneAsync();
        Assert.True(file.IsNew);
        Assert.True(file.WasAsked);
        var bytes = await File.ReadAllBytesAsync(file.Path, Cancellation);
        Assert.Equal(CelesTrakImitation.Csv(_server.Update), System.Text.Encoding.UTF8.GetString(bytes));
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), _clock.Now), (file.Bytes, file.Sha256, file.FetchedAt));
        Assert.Equal(_clock.Now + Duration.FromHours(2), file.NextAt);
        var request = Assert.Single(_server.Server.Requests);
        Assert.Equal("/NORAD/elements/gp.php?GROUP=active&FORMAT=csv", request.Target);
        Assert.StartsWith("ssa/", request.Headers["User-Agent"], StringComparison.Ordinal);
        using var record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(file.Path)!, "active.meta.json"), Cancellation));
        Assert.Equal(file.Sha256, record.RootElement.GetProperty("sha256").GetString());
        Assert.Equal(file.Url, record.RootElement.GetProperty("url").GetString());
        Assert.Equal("2026-11-28T04:01:00Z", record.RootElement.GetProperty("fetched_at").GetString());
    }

    [Fact]
    public async Task Within_two_hours_nothing_is_asked_whatever_the_process_the_format_or_the_case()
    {
        var first = await FetchOneAsync();
        foreach (var hours in (double[])[0, 0.5, 1, 0.4999])
        {
            _clock.Advance(hours);
            foreach (var settings in (CelesTrakSettings[])[Settings(), Settings() with { Format = SourceFormat.Json }, Settings() with { Groups = ["ACTIVE"] }])
            {
                var again = Assert.IsType<FetchedFile>(Assert.Single(await FetchAsync(settings)));
                Assert.Equal(first with { IsNew = false, WasAsked = false }, again with { Item = "active" });
            }
        }

        Assert.Equal(1, _server.Count);
        _clock.Advance(0.0001);
        Assert.True((await FetchOneAsync()).IsNew);
        Assert.Equal(2, _server.Count);
    }

    [Fact]
    public Task Answer_403_means_that_the_copy_is_current() => HadAlreadyAsync(403);

    [Fact]
    public Task The_sentence_of_a_403_counts_with_status_200_too() => HadAlreadyAsync(200);

    [Fact]
    public async Task A_403_that_does_not_say_so_is_shown_beside_the_copy()
    {
        await FetchOneAsync();
        _clock.Advance(2);
        _server.First.Enqueue(new ImitationReply(403, "<html>blocked</html>"));
        var file = await FetchOneAsync();
        Assert.False(file.IsNew);
        Assert.Contains("'<html>blocked</html>'", file.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_403_without_a_copy_stops_with_the_explanation()
    {
        using (var other = new ScratchFolder())
        {
            await FetchAsync(Settings() with { CacheFolder = other.Root });
        }

        var stop = await StopAsync();
        Assert.Equal(StopReason.Forbidden, stop.Reason);
        Assert.Null(stop.LastCopy);
        Assert.Contains("Another machine", stop.Remedy, StringComparison.Ordinal);
        _clock.Advance(1.9);
        Assert.Equal(StopReason.Forbidden, (await StopAsync()).Reason);
        Assert.Equal(2, _server.Count);
        _clock.Advance(0.1);
        Assert.True((await FetchOneAsync()).IsNew);
    }

    [Fact]
    public async Task A_group_without_data_stops_itself_and_no_other()
    {
        var settings = Settings() with { Groups = ["stations", "no-such-group", "active"] };
        for (var time = 0; time < 3; time++)
        {
            var outcomes = await FetchAsync(settings);
            Assert.Equal(["stations", "no-such-group", "active"], outcomes.Select(outcome => outcome.Item));
            var stop = Assert.IsType<SourceStopped>(outcomes[1]);
            Assert.Equal((StopReason.NoData, false, _clock.Now + Duration.FromHours(2)), (stop.Reason, stop.NeedsResuming, stop.Until));
            Assert.Equal((time + 1) * 3, _server.Count);
            await FetchAsync(settings);
            Assert.Equal((time + 1) * 3, _server.Count);
            _clock.Advance(2);
        }
    }

    [Fact]
    public async Task Two_processes_at_once_download_once()
    {
        using var one = new CelesTrakSource(Settings(), _clock);
        using var other = new CelesTrakSource(Settings(), _clock);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : other).FetchAsync(Cancellation)));
        Assert.Equal(1, _server.Count);
        Assert.Single(results.Select(outcomes => Assert.IsType<FetchedFile>(Assert.Single(outcomes))), file => file.IsNew);
        Assert.Single(results.Select(outcomes => ((FetchedFile)outcomes[0]).Path).Distinct());
    }

    [Fact]
    public async Task A_mirror_is_asked_below_its_own_path_and_has_a_folder_of_its_own()
    {
        using var mirror = new CelesTrakImitation(_clock, "/space/celestrak/");
        var direct = await FetchOneAsync();
        var mirrored = Assert.IsType<FetchedFile>(Assert.Single(await FetchAsync(Settings() with { BaseAddress = new Uri(mirror.Address.AbsoluteUri.TrimEnd('/')) })));
        Assert.Equal("/space/celestrak/NORAD/elements/gp.php?GROUP=active&FORMAT=csv", Assert.Single(mirror.Server.Requests).Target);
        Assert.NotEqual(Path.GetDirectoryName(direct.Path), Path.GetDirectoryName(mirrored.Path));
        Assert.Equal("celestrak", ProviderAddress.FolderName("celestrak", CelesTrakSettings.OwnAddress, CelesTrakSettings.OwnAddress));
    }

    [Fact]
    public async Task Marks_of_a_mirror_that_serves_files_are_sent_back_for_the_same_address_only()
    {
        _server.Alter = reply => reply with { Headers = ["ETag: \"abc\"", "Last-Modified: Sat, 28 Nov 2026 04:00:00 GMT"] };
        var first = await FetchOneAsync();
        _clock.Advance(2);
        _server.First.Enqueue(new ImitationReply(304, ""));
        var second = await FetchOneAsync();
        Assert.Equal((first.Path, false, true), (second.Path, second.IsNew, second.WasAsked));
        var headers = _server.Server.Requests[1].Headers;
        Assert.Equal(("\"abc\"", "Sat, 28 Nov 2026 04:00:00 GMT"), (headers["If-None-Match"], headers["If-Modified-Since"]));
        _clock.Advance(2);
        var json = Assert.IsType<FetchedFile>(Assert.Single(await FetchAsync(Settings() with { Format = SourceFormat.Json })));
        Assert.EndsWith(".json", json.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("If-None-Match", _server.Server.Requests[2].Headers.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Packed_and_chunked_answers_are_kept_unpacked(int wire)
    {
        _server.Alter = reply => reply with { Body = Reading.CatalogueTexts.Gzip(reply.Body), Headers = ["Content-Encoding: gzip"], Wire = (Wire)wire };
        Assert.Equal(CelesTrakImitation.Csv(_server.Update), await File.ReadAllTextAsync((await FetchOneAsync()).Path, Cancellation));
        Assert.Equal("gzip", _server.Server.Requests[0].Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task The_newest_two_copies_of_a_group_are_kept_and_those_of_other_groups_left_alone()
    {
        var settings = Settings() with { Groups = ["gps", "gps-ops"] };
        var paths = new List<string[]>();
        for (var time = 0; time < 4; time++)
        {
            paths.Add([.. (await FetchAsync(settings)).Select(outcome => Assert.IsType<FetchedFile>(outcome).Path)]);
            _clock.Advance(2);
        }

        Assert.Equal([false, false, false, false, true, true, true, true], paths.SelectMany(pair => pair).Select(File.Exists));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("active&FORMAT=tle")]
    public void A_name_that_is_no_group_is_refused(string group) =>
        Assert.Throws<ArgumentException>(() => new CelesTrakSource(Settings() with { Groups = [group] }, _clock));

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("celestrak")]
    [InlineData("https://me:secret@example.org/")]
    [InlineData("https://example.org/?a=b")]
    public void An_address_that_is_no_base_address_is_refused_without_its_secrets(string address)
    {
        Assert.False(ProviderAddress.TryParse(address, out _, out var fault));
        Assert.DoesNotContain("secret@", fault, StringComparison.Ordinal);
    }

    private CelesTrakSettings Settings() => new() { BaseAddress = _server.Address, CacheFolder = _folder.Root };

    private async Task HadAlreadyAsync(int status)
    {
        var first = await FetchOneAsync();

        // Another program behind the same address comes first after the next update: the server has nothing for us, two hours later either.
        _clock.Advance(2);
        _server.First.Enqueue(new ImitationReply(status, "GP data has not updated since your last successful\r\ndownload of GROUP=active at 2026-11-28 06:00:30 UTC.\nData is updated once every 2 hours.\n"));
        var second = await FetchOneAsync();
        Assert.Equal(first with { IsNew = false, NextAt = _clock.Now + Duration.FromHours(2) }, second);
        _clock.Advance(1.99);
        Assert.False((await FetchOneAsync()).WasAsked);
        Assert.Equal(2, _server.Count);
    }

    private async Task<IReadOnlyList<FetchOutcome>> FetchAsync(CelesTrakSettings settings)
    {
        using var source = new CelesTrakSource(settings, _clock);
        return await source.FetchAsync(Cancellation);
    }

    private async Task<FetchedFile> FetchOneAsync() => Assert.IsType<FetchedFile>(Assert.Single(await FetchAsync(Settings())));

    private async Task<SourceStopped> StopAsync() => Assert.IsType<SourceStopped>(Assert.Single(await FetchAsync(Settings())));
}
