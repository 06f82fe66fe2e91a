using System.Globalization;
using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>
/// The newest element set of every object in orbit, from Space-Track's class <c>gp</c> as OMM.
/// </summary>
/// <remarks>
/// <para>The rules, from Space-Track's API Use Guidelines (space-track.org/documentation): fewer than 30 requests a minute and 300 an hour; current element
/// sets once an hour, at a random minute that is neither the top nor the bottom of the hour; one session for many queries; data stay with the
/// account's owner, who may not pass them on without permission.</para>
/// <para>So this source asks at most once an hour, whatever the process or the outcome, and never at minute 0 or 30; requests and stops are on disk. It follows
/// no redirection, so that an account goes nowhere else, and tries nothing twice but a query whose session has ended.</para>
/// </remarks>
public sealed class SpaceTrackSource : IProviderSource
{
    private const string Item = "gp";

    private readonly SpaceTrackSettings _settings;
    private readonly ulong _seed;
    private readonly Uri _query;
    private readonly ProviderCache _cache;
    private readonly PoliteFetch _fetch;
    private readonly ProviderConnection _connection;
    private readonly SpaceTrackSession _session;

    /// <summary>Makes the source; nothing is asked or written yet.</summary>
    /// <param name="settings">What to fetch.</param>
    /// <param name="credentials">The account; null where a mirror needs none.</param>
    /// <param name="clock">The time by which the rules are kept.</param>
    /// <param name="seed">The seed of the random minutes; choose it anew for each installation.</param>
    /// <exception cref="ArgumentException">
    /// The base address is malformed, or would carry an account unencrypted to another machine; a limit reaches Space-Track's own; the time limit is out of range.
    /// </exception>
    public SpaceTrackSource(SpaceTrackSettings settings, SpaceTrackCredentials? credentials, IClock clock, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        var address = ProviderAddress.Require(settings.BaseAddress);
        if (credentials is not null && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new ArgumentException("An account is sent over https only; give the mirror's address as https://…, or no account.", nameof(settings));
        }

        var timeout = ProviderTimeout.Require(settings.Timeout);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.NewestDays, 1, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MostAMinute, 1, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(settings.MostAMinute, SpaceTrackSettings.RequestsAMinuteBelow, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MostAnHour, 1, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(settings.MostAnHour, SpaceTrackSettings.RequestsAnHourBelow, nameof(settings));
        (_settings, _seed) = (settings, seed);
        _query = new Uri(address, string.Create(
            CultureInfo.InvariantCulture,
            $"basicspacedata/query/class/gp/decay_date/null-val/epoch/%3Enow-{settings.NewestDays}/orderby/norad_cat_id/format/{SourceFormats.TextOf(settings.Format)}"));
        _cache = new ProviderCache(Path.Combine(settings.CacheFolder, ProviderAddress.FolderName(Name, address, SpaceTrackSettings.OwnAddress)));
        _fetch = new PoliteFetch(_cache, clock, timeout);
        _connection = new ProviderConnection(timeout, TimeProvider.System);
        var ledger = new RequestLedger(_cache.PathOf("requests.json"), settings.MostAMinute, settings.MostAnHour);
        _session = new SpaceTrackSession(_connection, ledger, credentials, address, clock);
    }

    /// <inheritdoc/>
    public string Name => "space-track";

    /// <inheritdoc/>
    public Task<IReadOnlyList<FetchOutcome>> FetchAsync(CancellationToken cancellation) =>
        _fetch.FetchAsync([new FetchPlan(Item, _query, asked => QueryMinute.Next(asked, _seed), WhyNotNow, (_, _, stop) => AskAsync(stop))], cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceStopped>> ResumeAsync(CancellationToken cancellation) => _fetch.ResumeAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string? WhyNotNow(Instant now) =>
        QueryMinute.IsCrowded(now) ? "Space-Track asks that this query is not made at minute 0 or 30 of an hour." : null;

    private async Task<Answer> AskAsync(CancellationToken cancellation)
    {
        var path = _cache.UnfinishedPath(Item, "answer");
        var (reply, stop) = await _session.GetAsync(_query, path, cancellation).ConfigureAwait(false);
        if (stop is not null)
        {
            return stop;
        }

        var answer = ContentCheck.Check(path, _cache.UnfinishedPath(Item, "unpacked"), _settings.Format, reply!, "class 'gp' of Space-Track", _session.Mask, cancellation);

        // A passed limit may come with status 200: a JSON text whose one object holds an error.
        return answer is Answer.Stop && SpaceTrackSession.LimitStop(ContentCheck.ReadBeginning(path)) is { } limit ? limit : answer;
    }
}
