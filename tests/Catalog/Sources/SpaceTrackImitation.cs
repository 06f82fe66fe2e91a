using NodaTime;

namespace Ssa.Tests;

/// <summary>
/// A server that behaves as Space-Track is documented to: a form logs in and sets a session's cookie, a refused login is HTTP 200 with a sentence,
/// a query without a session is HTTP 401, the thirtieth request in a minute or the three hundredth in an hour is HTTP 500 with a sentence. It notes every breach of the guidelines.
/// </summary>
internal sealed class SpaceTrackImitation : IDisposable
{
    public const string Identity = "someone+space@example.org";
    public const string Password = "pa ss<w&rd>%\"1\"";

    /// <summary>An object as Space-Track writes it: every value a string or null, and keys beyond the element set.</summary>
    public const string Json =
        "[{\"CCSDS_OMM_VERS\":\"3.0\",\"COMMENT\":\"GENERATED VIA SPACE-TRACK.ORG API\",\"CREATION_DATE\":\"2026-07-30T22:10:14\",\"ORIGINATOR\":\"18 SPCS\",\"OBJECT_NAME\":\"ISS (ZARYA)\",\"OBJECT_ID\":\"1998-067A\","
        + "\"CENTER_NAME\":\"EARTH\",\"REF_FRAME\":\"TEME\",\"TIME_SYSTEM\":\"UTC\",\"MEAN_ELEMENT_THEORY\":\"SGP4\",\"EPOCH\":\"2026-07-30T20:40:53.573952\",\"MEAN_MOTION\":\"15.49272805\",\"ECCENTRICITY\":\"0.00070960\","
        + "\"INCLINATION\":\"51.6314\",\"RA_OF_ASC_NODE\":\"83.9591\",\"ARG_OF_PERICENTER\":\"355.3737\",\"MEAN_ANOMALY\":\"4.7185\",\"EPHEMERIS_TYPE\":\"0\",\"CLASSIFICATION_TYPE\":\"U\",\"NORAD_CAT_ID\":\"25544\","
        + "\"ELEMENT_SET_NO\":\"999\",\"REV_AT_EPOCH\":\"57852\",\"BSTAR\":\"0.00017005000000\",\"MEAN_MOTION_DOT\":\"0.00009023\",\"MEAN_MOTION_DDOT\":\"0.0000000000000\",\"SEMIMAJOR_AXIS\":\"6796.512\",\"PERIOD\":\"92.947\","
        + "\"APOAPSIS\":\"423.200\",\"PERIAPSIS\":\"413.554\",\"OBJECT_TYPE\":\"PAYLOAD\",\"RCS_SIZE\":\"LARGE\",\"COUNTRY_CODE\":\"CIS\",\"LAUNCH_DATE\":\"1998-11-20\",\"SITE\":\"TTMTR\",\"DECAY_DATE\":null,\"FILE\":\"4800000\","
        + "\"GP_ID\":\"300000000\",\"TLE_LINE0\":\"0 ISS (ZARYA)\",\"TLE_LINE1\":null,\"TLE_LINE2\":null}]";

    private readonly IClock _clock;
    private readonly List<Instant> _times = [];
    private readonly List<Instant> _queries = [];
    private int _session;

    public SpaceTrackImitation(IClock clock)
    {
        _clock = clock;
        Server = new ImitationServer(Answer);
    }

    public ImitationServer Server { get; }

    public Uri Address => Server.Address;

    public Queue<ImitationReply> First { get; } = new();

    /// <summary>The answer to a query in good order.</summary>
    public Func<ImitationReply> Data { get; set; } = () => new ImitationReply(200, Json);

    public bool NeedsAccount { get; set; } = true;

    public int Logins { get; private set; }

    /// <summary>What was done against the guidelines.</summary>
    public List<string> Breaches { get; } = [];

    public IReadOnlyList<Instant> Queries => _queries;

    /// <summary>Ends every session, as the server does after some hours.</summary>
    public void EndSessions() => _session++;

    public void Dispose() => Server.Dispose();

    private ImitationReply Answer(ImitationRequest request)
    {
        var now = _clock.GetCurrentInstant();
        _times.Add(now);
        if (First.TryDequeue(out var first))
        {
            return first;
        }

        if (_times.Count(time => now - time < Duration.FromMinutes(1)) >= 30 || _times.Count(time => now - time < Duration.FromHours(1)) >= 300)
        {
            Breaches.Add($"too many requests at {now}");
            return new ImitationReply(500, "<p>You've violated your query rate limit. Please refer to our Acceptable Use guidelines.</p>");
        }

        if (request is { Method: "POST", Path: "/ajaxauth/login" })
        {
            Logins++;
            return request.Parameter("identity") == Identity && request.Parameter("password") == Password
                ? new ImitationReply(200, "\"\"") { Headers = [$"Set-Cookie: chocolatechip=session{_session}; path=/; httponly"] }
                : new ImitationReply(200, "{\"Login\":\"Failed\"}");
        }

        if (NeedsAccount && (!request.Headers.TryGetValue("Cookie", out var cookie) || !cookie.Contains($"chocolatechip=session{_session}", StringComparison.Ordinal)))
        {
            return new ImitationReply(401, "{\"error\":\"You must be logged in to complete this action\"}");
        }

        return request.Path.StartsWith("/basicspacedata/query/class/gp/decay_date/null-val/epoch/%3Enow-10/orderby/norad_cat_id/format/", StringComparison.Ordinal)
            ? Query(now)
            : new ImitationReply(404, "");
    }

    private ImitationReply Query(Instant now)
    {
        if (_queries.Count > 0 && now - _queries[^1] < Duration.FromHours(1))
        {
            Breaches.Add($"two queries within an hour, at {_queries[^1]} and {now}");
        }

        if (now.InUtc().Minute is 0 or 30)
        {
            Breaches.Add($"a query at the top or bottom of the hour: {now}");
        }

        _queries.Add(now);
        return Data();
    }
}
