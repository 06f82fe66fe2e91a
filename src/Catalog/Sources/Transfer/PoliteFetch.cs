using NodaTime;
using NodaTime.Text;

namespace Ssa.Catalog.Sources;

/// <summary>What to fetch, and the provider's rules for it.</summary>
/// <param name="Item">The group or query.</param>
/// <param name="Url">What to ask for.</param>
/// <param name="NextAt">The earliest time of the next request, after one at this time.</param>
/// <param name="WhyNotNow">Why the provider wants no request at this time, in a sentence; null where it may be asked.</param>
/// <param name="AskAsync">Asks the provider, given the copy that is here and its record.</param>
internal sealed record FetchPlan(
    string Item, Uri Url, Func<Instant, Instant> NextAt, Func<Instant, string?> WhyNotNow, Func<FetchedFile?, CopyRecord, CancellationToken, Task<Answer>> AskAsync);

/// <summary>
/// The rules that every provider has in common: ask one process at a time, not before the time is come, not while stopped; note down that one asks before asking;
/// keep the copy of before whatever happens.
/// </summary>
internal sealed class PoliteFetch(ProviderCache cache, IClock clock, Duration timeout)
{
    /// <summary>Another process may be at its login and its query when ours comes, each as long as the time limit.</summary>
    private readonly TimeSpan _patience = (timeout * 3).ToTimeSpan();

    /// <summary>Fetches items one after the other.</summary>
    public async Task<IReadOnlyList<FetchOutcome>> FetchAsync(IReadOnlyList<FetchPlan> plans, CancellationToken cancellation)
    {
        var outcomes = new List<FetchOutcome>();
        try
        {
            using var held = await cache.LockAsync(_patience, cancellation).ConfigureAwait(false);
            foreach (var plan in plans)
            {
                outcomes.Add(held is null ? Busy(plan.Item) : await FetchAsync(plan, cancellation).ConfigureAwait(false));
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            outcomes.AddRange(plans.Skip(outcomes.Count).Select(plan => Unusable(plan.Item, fault)));
        }

        return outcomes;
    }

    /// <summary>Ends the stops of the source and of its items, and lets items without a copy ask at once.</summary>
    public async Task<IReadOnlyList<SourceStopped>> ResumeAsync(CancellationToken cancellation)
    {
        using var held = await cache.LockAsync(_patience, cancellation).ConfigureAwait(false)
            ?? throw new IOException($"Another process holds {cache.PathOf("lock")}; wait for it to end.");
        var stops = new List<SourceStopped>();
        if (cache.ReadStop(clock.GetCurrentInstant()) is { } whole)
        {
            stops.Add(Stopped(whole, whole.Item, copy: null));
        }

        cache.ClearStop();
        foreach (var record in cache.ReadRecords())
        {
            var copy = cache.FindCopy(record);
            if (record.Stop is { } stop && !stops.Exists(known => known.Item == stop.Item))
            {
                stops.Add(Stopped(stop, record.Item, copy));
            }

            // A copy that came in good order keeps its time; what failed, was interrupted or is lost may be asked for again.
            var mayAsk = copy is null || record.IsAsking || record.Stop is not null;
            cache.WriteRecord(record with { Stop = null, IsAsking = false, NextAt = mayAsk ? null : record.NextAt });
        }

        return stops;
    }

    private async Task<FetchOutcome> FetchAsync(FetchPlan plan, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var record = Mend(cache.ReadRecord(plan.Item), plan, now);
        var copy = cache.FindCopy(record);
        if (cache.ReadStop(now) is { } whole)
        {
            return Stopped(whole, plan.Item, copy);
        }

        if (record?.NextAt is { } next && now < next)
        {
            return WithoutAsking(record, copy, next, now);
        }

        if (plan.WhyNotNow(now) is { } reason)
        {
            return copy is not null
                ? copy with { Remark = reason }
                : new SourceStopped(plan.Item, StopReason.NotNow, reason, "Try again a minute later, and choose another minute for what runs on a timetable.", now);
        }

        var before = record ?? new CopyRecord { Item = plan.Item };
        var asking = before with { AskedAt = now, NextAt = plan.NextAt(now), IsAsking = true, Stop = null };
        cache.WriteRecord(asking);
        return await plan.AskAsync(copy, before, cancellation).ConfigureAwait(false) switch
        {
            Answer.Data data => Keep(plan, asking, data),
            Answer.StillCurrent current when copy is not null => StillCurrent(asking, copy, current.Remark),
            Answer.Stop stop => Stop(plan, before, asking, copy, stop, now),
            var answer => throw new InvalidOperationException($"There is no copy to which {answer} applies."),
        };
    }

    /// <summary>A clock that was set back must not keep a source waiting for a time that is far ahead.</summary>
    private CopyRecord? Mend(CopyRecord? record, FetchPlan plan, Instant now)
    {
        if (record?.AskedAt is not { } asked || asked <= now)
        {
            return record;
        }

        var mended = record with { AskedAt = now, NextAt = plan.NextAt(now) };
        cache.WriteRecord(mended);
        return mended;
    }

    private static FetchOutcome WithoutAsking(CopyRecord record, FetchedFile? copy, Instant next, Instant now)
    {
        if (record.Stop is { } stop)
        {
            return Stopped(stop, record.Item, copy);
        }

        if (copy is not null && !record.IsAsking)
        {
            return copy;
        }

        const string remedy = "Wait until then, or resume the source to ask at once; the provider may count that as one download too many.";
        var asked = TextOf(record.AskedAt ?? now);
        return record.IsAsking
            ? new SourceStopped(record.Item, StopReason.Interrupted, $"The request of {asked} was interrupted; the provider may count it as a download, so the next one waits until {TextOf(next)}.", remedy, record.AskedAt ?? now) { Until = next, LastCopy = copy }
            : new SourceStopped(record.Item, StopReason.CopyLost, $"The copy of {asked} is no longer in the cache as it was stored; the next download waits until {TextOf(next)}.", remedy, now) { Until = next };
    }

    private FetchedFile Keep(FetchPlan plan, CopyRecord asking, Answer.Data data)
    {
        var fetchedAt = clock.GetCurrentInstant();
        var name = cache.Adopt(data.Path, plan.Item, data.Format, data.Sha256, fetchedAt);
        var record = asking with
        {
            File = name,
            Url = plan.Url.AbsoluteUri,
            Sha256 = data.Sha256,
            Bytes = data.Bytes,
            FetchedAt = fetchedAt,
            ETag = data.ETag,
            LastModified = data.LastModified,
            IsAsking = false,
        };
        cache.WriteRecord(record);
        cache.RemoveOldCopies(plan.Item, name);
        return new FetchedFile(plan.Item, cache.PathOf(name), data.Sha256, data.Bytes, fetchedAt, IsNew: true)
        {
            Url = record.Url,
            NextAt = record.NextAt,
            WasAsked = true,
            Remark = data.Remark,
        };
    }

    private FetchedFile StillCurrent(CopyRecord asking, FetchedFile copy, string? remark)
    {
        cache.WriteRecord(asking with { IsAsking = false });
        return copy with { NextAt = asking.NextAt, WasAsked = true, Remark = remark };
    }

    private SourceStopped Stop(FetchPlan plan, CopyRecord before, CopyRecord asking, FetchedFile? copy, Answer.Stop stop, Instant now)
    {
        var record = new StopRecord
        {
            Item = plan.Item,
            Reason = stop.Reason,
            Message = stop.Message,
            Remedy = stop.Remedy,
            At = now,
            Until = stop.Extent == StopExtent.SourceUntilResumed ? null : asking.NextAt,
        };
        if (stop.Extent == StopExtent.Call)
        {
            Restore(before);
            return Stopped(record, plan.Item, copy) with { Until = null, NeedsResuming = false };
        }

        cache.WriteRecord(asking with { IsAsking = false, Stop = record });
        if (stop.Extent is StopExtent.SourceUntilResumed or StopExtent.SourceForAWhile)
        {
            cache.WriteStop(record);
        }

        return Stopped(record, plan.Item, copy);
    }

    private void Restore(CopyRecord before)
    {
        if (before.AskedAt is null && before.File is null)
        {
            cache.DeleteRecord(before.Item);
        }
        else
        {
            cache.WriteRecord(before);
        }
    }

    private static SourceStopped Stopped(StopRecord stop, string item, FetchedFile? copy)
    {
        var message = stop.Item == item ? stop.Message : $"The source has stopped at '{stop.Item}': {stop.Message}";
        return new SourceStopped(item, stop.Reason, message, stop.Remedy, stop.At) { Until = stop.Until, NeedsResuming = stop.Until is null, LastCopy = copy };
    }

    private SourceStopped Busy(string item) => new(
        item, StopReason.CacheBusy, $"Another process holds {cache.PathOf("lock")} for longer than a download may take.", "Wait for it to end, or end it.", clock.GetCurrentInstant());

    private SourceStopped Unusable(string item, Exception fault) => new(
        item, StopReason.CacheUnusable, $"The cache cannot be used: {fault.Message.TrimEnd('.')}.", $"Free some space, give yourself the right to write to {cache.Folder}, or choose another folder.", clock.GetCurrentInstant());

    private static string TextOf(Instant time) => InstantPattern.General.Format(time);
}
