using NodaTime;
using NodaTime.Text;

namespace Ssa.Tests;

/// <summary>
/// A server that behaves as CelesTrak's GP query is documented to: data are renewed every two hours; who asks for a group a second time before that gets HTTP 403
/// and the sentence that says why; a group that does not exist is answered with HTTP 200 and a sentence; other addresses are not found. Every answer but the
/// documented ones can be put in front of it.
/// </summary>
internal sealed class CelesTrakImitation : IDisposable
{
    public const string Columns =
        "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT\r\n";

    private static readonly string[] Groups = ["active", "stations", "gps", "gps-ops"];

    private readonly IClock _clock;
    private readonly Dictionary<string, Instant> _downloads = [];
    private readonly Dictionary<string, List<Instant>> _asked = [];

    public CelesTrakImitation(IClock clock, string below = "/")
    {
        _clock = clock;
        Below = below;
        Server = new ImitationServer(Answer);
    }

    public ImitationServer Server { get; }

    /// <summary>The path below which it answers, as a mirror may have one.</summary>
    public string Below { get; }

    public Uri Address => new(Server.Address, Below);

    /// <summary>Answers that come first, in this order.</summary>
    public Queue<ImitationReply> First { get; } = new();

    /// <summary>What is done to answers with data.</summary>
    public Func<ImitationReply, ImitationReply> Alter { get; set; } = reply => reply;

    /// <summary>How often it was asked.</summary>
    public int Count => Server.Requests.Count;

    /// <summary>The times at which each group was asked for.</summary>
    public IReadOnlyDictionary<string, List<Instant>> Asked => _asked;

    /// <summary>The catalogue as CSV that belongs to an update; two objects.</summary>
    public static string Csv(long update) =>
        Columns
        + $"ISS (ZARYA) {update},1998-067A,2026-07-30T20:40:53.573952,15.49272805,.0007096,51.6314,83.9591,355.3737,4.7185,0,U,25544,999,57852,.17005E-3,.9023E-4,0\r\n"
        + $"SOYUZ-MS 29,2026-162A,2026-07-30T03:39:08.864352,15.49259390,.0007078,51.6319,87.4712,352.8836,7.2051,0,U,100057,999,57833,.16539E-3,.8758E-4,0\r\n";

    /// <summary>The same as JSON, one object.</summary>
    public static string Json(long update) =>
        $"[{{\"OBJECT_NAME\":\"VANGUARD 1 {update}\",\"OBJECT_ID\":\"1958-002B\",\"EPOCH\":\"2025-02-14T14:36:48.662784\",\"MEAN_MOTION\":10.85873516,\"ECCENTRICITY\":0.1841322,\"INCLINATION\":34.2493,"
        + "\"RA_OF_ASC_NODE\":19.2327,\"ARG_OF_PERICENTER\":100.1057,\"MEAN_ANOMALY\":281.1229,\"EPHEMERIS_TYPE\":0,\"CLASSIFICATION_TYPE\":\"U\",\"NORAD_CAT_ID\":5,\"ELEMENT_SET_NO\":999,"
        + "\"REV_AT_EPOCH\":39027,\"BSTAR\":0.00035436,\"MEAN_MOTION_DOT\":2.64e-6,\"MEAN_MOTION_DDOT\":0}]";

    public long Update => _clock.GetCurrentInstant().ToUnixTimeSeconds() / 7200;

    public void Dispose() => Server.Dispose();

    private ImitationReply Answer(ImitationRequest request)
    {
        var now = _clock.GetCurrentInstant();
        if (request.Parameter("GROUP") is { } asked)
        {
            if (!_asked.TryGetValue(asked, out var times))
            {
                _asked.Add(asked, times = []);
            }

            times.Add(now);
        }

        if (First.TryDequeue(out var first))
        {
            return first;
        }

        if (request.Path != $"{Below}NORAD/elements/gp.php" || request.Parameter("GROUP") is not { } group)
        {
            return new ImitationReply(404, "<html>Not Found</html>");
        }

        if (!Groups.Contains(group.ToLowerInvariant()))
        {
            return new ImitationReply(200, "No GP data found");
        }

        if (_downloads.TryGetValue(group, out var last) && last.ToUnixTimeSeconds() / 7200 == Update)
        {
            return new ImitationReply(403, $"GP data has not updated since your last successful\ndownload of GROUP={group} at {InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss").Format(last)} UTC.\nData is updated once every 2 hours.\n");
        }

        _downloads[group] = now;
        return Alter(new ImitationReply(200, request.Parameter("FORMAT") == "json" ? Json(Update) : Csv(Update)));
    }
}
