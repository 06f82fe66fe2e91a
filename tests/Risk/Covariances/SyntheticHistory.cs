using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Risk.Tests.Covariances;

/// <summary>
/// A made-up history: an orbit without drag whose mean elements advance as SGP4 itself advances them, observed once a day with errors along the track and in the mean motion; manoeuvres and bad sets where they are planted.
/// </summary>
internal static class SyntheticHistory
{
    private const double RevsPerDay = 14.2;
    private const double InclinationDeg = 66;

    public static Instant Start { get; } = Instant.FromUtc(2024, 1, 1, 0, 0);

    /// <summary>The daily sets.</summary>
    /// <param name="days">How many.</param>
    /// <param name="alongSigmaM">Error along the track at epoch, m.</param>
    /// <param name="growthMPerDay">Error of the mean motion, m per day along the track.</param>
    /// <param name="seed">Seed of the errors.</param>
    /// <param name="manoeuvreDays">Days before whose set the orbit was raised by so many m/s along the track.</param>
    /// <param name="badDays">Days whose set is off by so many km along the track.</param>
    public static IReadOnlyList<MeanElements> Of(
        int days, double alongSigmaM, double growthMPerDay, int seed, (int Day, double MPerS)[]? manoeuvreDays = null, (int Day, double Km)[]? badDays = null)
    {
        var random = new Random(seed);
        var rates = Rates.Value;
        var (node, argument, anomaly, motion) = (40.0, 90.0, 10.0, RevsPerDay);
        var axisKm = 7200.0;
        var sets = new List<MeanElements>();
        for (var day = 0; day < days; day++)
        {
            if (manoeuvreDays?.FirstOrDefault(one => one.Day == day) is { Day: > 0 } burn)
            {
                // Half a day before: the lower mean motion has turned into a lag by now. dn/n = −3·dv/v.
                var change = -3 * burn.MPerS / 7450 * motion;
                anomaly += 360 * change * 0.5;
                motion += change;
            }

            double Degrees(double km) => km / axisKm * 180 / Math.PI;
            var offKm = (badDays?.FirstOrDefault(one => one.Day == day).Km ?? 0) + (1e-3 * alongSigmaM * Normal());
            sets.Add(Make(Start + Duration.FromDays(day), motion + (growthMPerDay * 1e-3 * Normal() / (2 * Math.PI * axisKm)), node, argument, anomaly + Degrees(offKm)));
            // The rates of J2 go with n·a⁻², that is with n^(7/3).
            var faster = Math.Pow(motion / RevsPerDay, 7.0 / 3);
            node += faster * rates.Node;
            argument += faster * rates.Argument;
            anomaly += (360 * motion) + (faster * (rates.Anomaly - (360 * RevsPerDay)));
        }

        return sets;

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    public static MeanElements Make(Instant epoch, double motion, double node, double argument, double anomaly) => new()
    {
        Number = new CatalogNumber(99_001),
        Name = "MADE UP",
        Epoch = epoch,
        MeanMotionRevPerDay = motion,
        Eccentricity = 0.002,
        InclinationDeg = InclinationDeg,
        RightAscensionDeg = Wrapped(node),
        ArgumentOfPerigeeDeg = Wrapped(argument),
        MeanAnomalyDeg = Wrapped(anomaly),
        BStarPerEarthRadius = 0,
    };

    /// <summary>
    /// What node, argument of perigee and mean anomaly gain in a day, so that the set of a day later is where SGP4 takes this one: first-order rates of J2, node and anomaly then corrected until the orbital planes and the places along the
    /// track of ten days later agree. What is left of the perigee's rate moves a state by a few metres a day, since the orbit is nearly circular.
    /// </summary>
    private static readonly Lazy<(double Node, double Argument, double Anomaly)> Rates = new(() =>
    {
        const int days = 10;
        var target = new Sgp4Propagator(Make(Start, RevsPerDay, 40, 90, 10), Sgp4Mode.Afspc).At(days * 1440.0);
        var basis = RtnBasis.Of(target);
        var cos = Math.Cos(InclinationDeg * Math.PI / 180);
        var j2 = 0.75 * Wgs72.J2 * Math.Pow(Wgs72.EarthRadiusKm / 7203, 2) * 360 * RevsPerDay;
        var (node, argument, anomaly) = (-2 * j2 * cos, j2 * ((5 * cos * cos) - 1), 360 * RevsPerDay);
        for (var i = 0; i < 100; i++)
        {
            var made = new Sgp4Propagator(Make(Start + Duration.FromDays(days), RevsPerDay, 40 + (days * node), 90 + (days * argument), 10 + (days * anomaly)), Sgp4Mode.Afspc).At(0);
            node -= double.RadiansToDegrees(NodeOf(made) - NodeOf(target)) / days;
            anomaly -= double.RadiansToDegrees(Vector3.Dot(basis.Transverse, made.PositionKm - target.PositionKm) / target.PositionKm.Norm) / days;
        }

        return (node, argument, anomaly);

        static double NodeOf(TemeState state)
        {
            var h = Vector3.Cross(state.PositionKm, state.VelocityKmPerS);
            return Math.Atan2(h.X, -h.Y);
        }
    });

    private static double Wrapped(double degrees) => degrees - (360 * Math.Floor(degrees / 360));
}
