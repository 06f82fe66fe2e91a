using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>
/// Current element sets (GP data) of CelesTrak's groups as OMM.
/// </summary>
/// <remarks>
/// <para>The rules, from CelesTrak's "A New Way to Obtain GP Data" (celestrak.org/NORAD/documentation/gp-data-formats.php) and its Usage Policy of 2026 May 22
/// (celestrak.org/usage-policy.php): data change at most once in two hours, so a group is downloaded once per update; a request for
/// what one has already is answered with HTTP 403 and a sentence that says so; a program stops at any other answer that is not HTTP 200 and reports it to a person,
/// since repeated errors end at the firewall; other names of the site and old addresses are answered with HTTP 301, which counts as such an error.</para>
/// <para>So this source asks for a group at most once in two hours, whatever the format, the process or the outcome; times and stops are on disk. It follows
/// no redirection and tries nothing twice. A group's copy of before is kept whatever happens.</para>
/// </remarks>
public sealed class CelesTrakSource : IProviderSource
{
    private const string Provider = "CelesTrak";

    /// <summary>The sentence of a 403 that means: you have the newest data.</summary>
    private const string NotUpdated = "has not updated since your last successful download";

    /// <summary>"Data is updated once every 2 hours": the words of the 403 itself.</summary>
    private static readonly Duration BetweenDownloads = Duration.FromHours(2);

    private readonly CelesTrakSettings _settings;
    private readonly Uri _base;
    private readonly ProviderCache _cache;
    private readonly PoliteFetch _fetch;
    private readonly ProviderConnection _connection;

    /// <summary>Makes the source; nothing is asked or written yet.</summary>
    /// <param name="settings">What to fetch.</param>
    /// <param name="clock">The time by which the rules are kept.</param>
    /// <exception cref="ArgumentException">A group or the base address is malformed, a group stands twice, or the time limit is out of range.</exception>
    public CelesTrakSource(CelesTrakSettings settings, IClock clock)
        : this(settings, clock, TimeProvider.System)
    {
    }

    /// <summary>The same with timers of the caller's.</summary>
    internal CelesTrakSource(CelesTrakSettings settings, IClock clock, TimeProvider timers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        _settings = settings;
        _base = ProviderAddress.Require(settings.BaseAddress);
        if (settings.Groups.FirstOrDefault(group => !CelesTrakSettings.IsGroupName(group)) is { } malformed)
        {
            throw new ArgumentException($"'{malformed}' is not the name of a group: letters, digits, - and _ only.", nameof(settings));
        }

        if (settings.Groups.Distinct(StringComparer.OrdinalIgnoreCase).Count() != settings.Groups.Count)
        {
            throw new ArgumentException("A group is named twice.", nameof(settings));
        }

        var timeout = ProviderTimeout.Require(settings.Timeout);
        _cache = new ProviderCache(Path.Combine(settings.CacheFolder, ProviderAddress.FolderName(Name, _base, CelesTrakSettings.OwnAddress)));
        _fetch = new PoliteFetch(_cache, clock, timeout);
        _connection = new ProviderConnection(timeout, timers);
    }

    /// <inheritdoc/>
    public string Name => "celestrak";

    /// <inheritdoc/>
    public Task<IReadOnlyList<FetchOutcome>> FetchAsync(CancellationToken cancellation) =>
        _fetch.FetchAsync([.. _settings.Groups.Select(PlanOf)], cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceStopped>> ResumeAsync(CancellationToken cancellation) => _fetch.ResumeAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private FetchPlan PlanOf(string group)
    {
        var url = new Uri(_base, $"NORAD/elements/gp.php?GROUP={group}&FORMAT={SourceFormats.TextOf(_settings.Format)}");
        return new FetchPlan(group, url, asked => asked + BetweenDownloads, _ => null, (copy, record, cancellation) => AskAsync(group, url, copy, record, cancellation));
    }

    private async Task<Answer> AskAsync(string group, Uri url, FetchedFile? copy, CopyRecord record, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        if (copy?.Url == url.AbsoluteUri)
        {
            // Mirrors that serve files know these; 304 then says the same as CelesTrak's 403.
            AddWhereKnown(request, "If-None-Match", record.ETag);
            AddWhereKnown(request, "If-Modified-Since", record.LastModified);
        }

        var path = _cache.UnfinishedPath(group, "answer");
        Reply reply;
        try
        {
            reply = await _connection.SendAsync(request, path, cancellation).ConfigureAwait(false);
        }
        catch (TransferFault fault)
        {
            return StatusStops.Of(fault, url, Provider, NothingSecret);
        }

        if (reply.Status == 200)
        {
            var answer = ContentCheck.Check(path, _cache.UnfinishedPath(group, "unpacked"), _settings.Format, reply, $"group '{group}' of {Provider}", NothingSecret, cancellation);

            // A cache on the way may hand the sentence of a 403 on with status 200.
            return answer is Answer.Stop && Reply.Contains(ContentCheck.ReadBeginning(path), NotUpdated) ? HadAlready(group, copy) : answer;
        }

        return reply.Status switch
        {
            304 when copy is not null => new Answer.StillCurrent(null),
            403 when reply.Says(NotUpdated) => HadAlready(group, copy),
            403 when copy is not null => new Answer.StillCurrent(RemarkOn(reply)),
            _ => StatusStops.Of(reply, url, Provider, NothingSecret),
        };
    }

    private static Answer HadAlready(string group, FetchedFile? copy) => copy is not null
        ? new Answer.StillCurrent(null)
        : new Answer.Stop(
            StopReason.Forbidden,
            StopExtent.Item,
            $"{Provider} says that group '{group}' was downloaded already from your address, but no copy is in the cache.",
            "Another machine or program behind the same address has fetched it: take its copy, or share one cache or mirror among them. The source asks again later by itself.");

    /// <summary>A 403 always means that the copy stays in use; without the known sentence a person should see what it says.</summary>
    private static string RemarkOn(Reply reply) =>
        $"{Provider} answered HTTP 403{(reply.Quote(NothingSecret) is { Length: > 0 } said ? $", saying {said}" : "")}: the copy is taken as current. If this goes on, your address may be blocked.";

    private static void AddWhereKnown(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }

    private static string NothingSecret(string text) => text;
}
