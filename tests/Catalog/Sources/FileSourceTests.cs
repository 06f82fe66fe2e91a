using System.Security.Cryptography;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Tests;

namespace Ssa.Catalog.Tests.Sources;

public sealed class FileSourceTests : IDisposable
{
    private readonly ScratchFolder _cache = new();
    private readonly ScratchFolder _watched = new();
    private readonly MovableClock _clock = new(Instant.FromUtc(2026, 11, 28, 4, 1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _cache.Dispose();
        _watched.Dispose();
    }

    [Fact]
    public async Task A_file_in_a_folder_is_new_once_over_restarts_and_its_hash_is_noted_down()
    {
        var path = Put("a.tle", "one", secondsAgo: 60);
        var file = Assert.IsType<FetchedFile>(Assert.Single(await LookAsync()));
        Assert.Equal((path, true, 3, Hash("one"), _clock.Now), (file.Path, file.IsNew, file.Bytes, file.Sha256, file.FetchedAt));
        _clock.Advance(1);
        Assert.Equal(file with { IsNew = false }, Assert.Single(await LookAsync()));
        Assert.Contains(Hash("one"), await File.ReadAllTextAsync(_cache.PathOf("files", "imported.json"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_is_new_again_and_a_renamed_copy_is_not()
    {
        Put("a.tle", "one", secondsAgo: 60);
        await LookAsync();
        Put("b.tle", "one", secondsAgo: 50);
        Assert.Equal([false, false], (await LookAsync()).Select(outcome => ((FetchedFile)outcome).IsNew));
        Put("a.tle", "two", secondsAgo: 40);
        var outcomes = (await LookAsync()).Cast<FetchedFile>().ToList();
        Assert.Equal([(true, Hash("two")), (false, Hash("one"))], outcomes.Select(file => (file.IsNew, file.Sha256)));
    }

    [Fact]
    public async Task A_file_that_is_being_written_waits_until_it_stands_still()
    {
        var source = Watch();
        Put("growing.csv", "1", secondsAgo: 0);
        Assert.Empty(await source.FetchAsync(Cancellation));
        _clock.Now += Duration.FromSeconds(4);
        Put("growing.csv", "12", secondsAgo: 0);
        Assert.Empty(await source.FetchAsync(Cancellation));
        _clock.Now += Duration.FromSeconds(4);
        Assert.Empty(await source.FetchAsync(Cancellation));
        _clock.Now += Duration.FromSeconds(1);
        Assert.Equal(Hash("12"), Assert.IsType<FetchedFile>(Assert.Single(await source.FetchAsync(Cancellation))).Sha256);
    }

    [Fact]
    public async Task A_file_renamed_into_place_is_complete_at_once()
    {
        var unfinished = Put("new.csv.tmp", "whole", secondsAgo: 6);
        Assert.Empty(await LookAsync());
        File.Move(unfinished, _watched.PathOf("new.csv"));
        Assert.True(Assert.IsType<FetchedFile>(Assert.Single(await LookAsync())).IsNew);
    }

    [Fact]
    public async Task On_a_drive_whose_clock_is_ahead_two_looks_tell()
    {
        var source = Watch();
        Put("ahead.csv", "x", secondsAgo: -3600);
        Assert.Empty(await source.FetchAsync(Cancellation));
        _clock.Now += Duration.FromSeconds(5);
        Assert.Single(await source.FetchAsync(Cancellation));
    }

    [Fact]
    public async Task Hidden_empty_and_unfinished_files_and_folders_are_left_alone()
    {
        foreach (var name in (string[])[".hidden", "a.tmp", "a.part", "a.PARTIAL", "a.crdownload", "a~"])
        {
            Put(name, "x", secondsAgo: 60);
        }

        Put("empty.tle", "", secondsAgo: 60);
        Directory.CreateDirectory(_watched.PathOf("folder"));
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task Named_files_are_taken_as_they_are_and_missing_ones_are_told()
    {
        var path = Put("young.tle", "x", secondsAgo: 0);
        var missing = _watched.PathOf("missing");
        var outcomes = await new FileSource(new FileSourceSettings { Paths = [missing, path], CacheFolder = _cache.Root }, _clock).FetchAsync(Cancellation);
        var stop = Assert.IsType<SourceStopped>(outcomes[0]);
        Assert.Equal((missing, StopReason.FileUnusable), (stop.Item, stop.Reason));
        Assert.Contains(missing, stop.Message, StringComparison.Ordinal);
        Assert.Equal((path, true), (((FetchedFile)outcomes[1]).Path, ((FetchedFile)outcomes[1]).IsNew));
    }

    [Fact]
    public async Task Watching_gives_each_file_once_as_it_comes()
    {
        Put("1.tle", "one", secondsAgo: 60);
        var watch = Watch();
        using var hand = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var seen = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var outcome in watch.WatchAsync(Duration.FromMilliseconds(1), hand.Token))
            {
                seen.Add(Path.GetFileName(Assert.IsType<FetchedFile>(outcome).Path));
                if (seen.Count == 3)
                {
                    await hand.CancelAsync();
                    continue;
                }

                Put($"{seen.Count + 1}.tle", $"content {seen.Count}", secondsAgo: 60);
            }
        });
        Assert.Equal(["1.tle", "2.tle", "3.tle"], seen);
    }

    [Fact]
    public async Task Watching_tells_a_missing_folder_once_and_goes_on_when_it_comes()
    {
        var folder = _watched.PathOf("later");
        var source = new FileSource(new FileSourceSettings { Paths = [folder], CacheFolder = _cache.Root }, _clock);
        using var hand = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var seen = new List<FetchOutcome>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var outcome in source.WatchAsync(Duration.FromMilliseconds(1), hand.Token))
            {
                seen.Add(outcome);
                if (outcome is SourceStopped)
                {
                    Directory.CreateDirectory(folder);
                    Put(Path.Combine("later", "a.tle"), "x", secondsAgo: 60);
                }
                else
                {
                    await hand.CancelAsync();
                }
            }
        });
        Assert.IsType<SourceStopped>(seen[0]);
        Assert.IsType<FetchedFile>(seen[1]);
        Assert.Equal(2, seen.Count);
    }

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));

    private string Put(string name, string content, int secondsAgo)
    {
        // Written under another name first, so that a watch never sees the file before its time is set.
        var path = _watched.PathOf(name);
        var unfinished = Path.Combine(_cache.Root, Path.GetFileName(name) + ".made");
        File.WriteAllText(unfinished, content);
        File.SetLastWriteTimeUtc(unfinished, (_clock.Now - Duration.FromSeconds(secondsAgo)).ToDateTimeUtc());
        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    private Task<IReadOnlyList<FetchOutcome>> LookAsync() => Watch().FetchAsync(Cancellation);

    private FileSource Watch() => new(new FileSourceSettings { Paths = [_watched.Root], CacheFolder = _cache.Root }, _clock);
}
