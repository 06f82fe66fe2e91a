using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening.Tests;

/// <summary>
/// Small populations made to meet often and awkwardly, a function of their seed alone. Numbers count from 1.
/// </summary>
internal static class Populations
{
    public static readonly Instant Epoch = Instant.FromUtc(2024, 11, 1, 0, 0);

    private const double MuKm3PerS2 = 398600.8;

    public static readonly IReadOnlyDictionary<string, Func<Random, int, MeanElements[]>> All = new Dictionary<string, Func<Random, int, MeanElements[]>>
    {
        ["low orbits of one shell"] = (random, count) => Many(random, count, (r, i) =>
            Orbit(6378 + 550 + (3 * r.NextDouble()), 0.002 * r.NextDouble(), 180 * r.NextDouble(), 360 * r.NextDouble(), 360 * r.NextDouble(), 360 * r.NextDouble(), 1e-4)),
        ["one plane, both directions"] = (random, count) =>
        {
            var (i, node) = (20 + (70 * random.NextDouble()), 360 * random.NextDouble());
            return Many(random, count, (r, k) => k % 2 == 0
                ? Orbit(7000 + (4 * r.NextDouble()), 0.001 * r.NextDouble(), i, node, 360 * r.NextDouble(), 360 * r.NextDouble(), 0)
                : Orbit(7000 + (4 * r.NextDouble()), 0.001 * r.NextDouble(), 180 - i, node + 180, 360 * r.NextDouble(), 360 * r.NextDouble(), 0));
        },
        ["equatorial, both directions"] = (random, count) => Many(random, count, (r, k) =>
            Orbit(7200 + (4 * r.NextDouble()), 0.001 * r.NextDouble(), k % 2 == 0 ? 0.02 * r.NextDouble() : 180 - (0.02 * r.NextDouble()), 360 * r.NextDouble(), 360 * r.NextDouble(), 360 * r.NextDouble(), 0)),
        ["a train with millimetres per second of drift"] = (random, count) =>
        {
            var (e, i, node, perigee, anomaly) = (0.001 * random.NextDouble(), 180 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble(), 360 * random.NextDouble());
            return Many(random, count, (r, k) => Orbit(
                6900 + (0.002 * Sign(r)), e + (1e-6 * Sign(r)), i + (1e-4 * Sign(r)), node + (1e-4 * Sign(r)), perigee + (0.01 * Sign(r)), anomaly + (0.05 * Sign(r)), 1e-4 * r.NextDouble()));
        },
        ["a geosynchronous slot"] = (random, count) => Many(random, count, (r, k) => Orbit(
            42164.2 + (0.3 * Sign(r)), 4e-4 * r.NextDouble(), k % 4 == 0 ? 7 * r.NextDouble() : 0.08 * r.NextDouble(), 360 * r.NextDouble(), 360 * r.NextDouble(), 0, 0) is var o
            ? o with { MeanAnomalyDeg = Turn(100 + (0.1 * Sign(r)) - o.RightAscensionDeg - o.ArgumentOfPerigeeDeg) } : null!),
        ["eccentric, perigee in the air"] = (random, count) =>
        {
            var (node, perigee, i, anomaly) = (360 * random.NextDouble(), 360 * random.NextDouble(), 70 * random.NextDouble(), 360 * random.NextDouble());
            return Many(random, count, (r, k) =>
            {
                var low = 6378 + 100 + (100 * r.NextDouble());
                var high = (k % 2 == 0 ? 8000 : 42_000) + (200 * r.NextDouble());
                return Orbit(0.5 * (low + high), (high - low) / (high + low), i + (0.05 * Sign(r)), node + (0.2 * Sign(r)), perigee + (0.2 * Sign(r)), Turn(anomaly + (20 * Sign(r))), 1e-3 * r.NextDouble());
            });
        },
        ["decaying"] = (random, count) =>
        {
            var (node, i) = (360 * random.NextDouble(), 180 * random.NextDouble());
            return Many(random, count, (r, k) => Orbit(
                6378 + 115 + (90 * r.NextDouble()), 0.002 * r.NextDouble(), i + (0.02 * Sign(r)), node + (0.05 * Sign(r)), 10 * Sign(r), 5 * Sign(r), Math.Pow(10, -4 + (2.5 * r.NextDouble()))));
        },
        ["dipping below the surface"] = (random, count) =>
        {
            var (node, i, perigee) = (360 * random.NextDouble(), 180 * random.NextDouble(), 360 * random.NextDouble());
            return Many(random, count, (r, k) =>
            {
                var (low, high) = (6378 + (60 * Sign(r)), 6378 + 30 + (300 * r.NextDouble()));
                return Orbit(0.5 * (low + high), Math.Abs(high - low) / (high + low), i + (0.02 * Sign(r)), node + (0.05 * Sign(r)), perigee + Sign(r), 8 * Sign(r), 1e-5 * r.NextDouble());
            });
        },
        ["dipping below the surface through others' orbits"] = (random, count) =>
        {
            // States begin and end in most steps of the one; the other has a chord throughout, the same way round or the other.
            var (node, i, perigee) = (360 * random.NextDouble(), 90 * random.NextDouble(), 360 * random.NextDouble());
            return Many(random, count, (r, k) =>
            {
                var (low, high) = (6378 + (60 * Sign(r)), 6378 + 30 + (300 * r.NextDouble()));
                return (k % 3) switch
                {
                    0 => Orbit(0.5 * (low + high), Math.Abs(high - low) / (high + low), i + (0.02 * Sign(r)), node + (0.05 * Sign(r)), perigee + Sign(r), 8 * Sign(r), 1e-3 * r.NextDouble()),
                    1 => Orbit(6378 + 80 + (250 * r.NextDouble()), 0.002 * r.NextDouble(), i + (0.02 * Sign(r)), node + (0.05 * Sign(r)), perigee, 40 * Sign(r), 0),
                    _ => Orbit(6378 + 80 + (250 * r.NextDouble()), 0.002 * r.NextDouble(), 180 - i + (0.02 * Sign(r)), node + 180 + (0.05 * Sign(r)), perigee, 360 * r.NextDouble(), 0),
                };
            });
        },
        ["at the Lyddane limit of 0.2 rad"] = (random, count) =>
        {
            var (node, perigee, a) = (360 * random.NextDouble(), 360 * random.NextDouble(), random.Next(2) == 0 ? 26_560 : 42_164);
            return Many(random, count, (r, k) => Orbit(
                a + (2 * Sign(r)), 0.0005 * r.NextDouble(), (0.2 * 180 / Math.PI) + (0.01 * Sign(r)), node + (0.05 * Sign(r)), perigee, Turn(40 + (0.05 * Sign(r))), 0));
        },
        ["Molniya"] = (random, count) =>
        {
            var (node, anomaly) = (360 * random.NextDouble(), 360 * random.NextDouble());
            return Many(random, count, (r, k) => Orbit(
                26_562 + Sign(r), 0.74 + (1e-4 * Sign(r)), 63.4 + (0.02 * Sign(r)), node + (0.02 * Sign(r)), 270 + (0.02 * Sign(r)), anomaly + (0.05 * Sign(r)), 0));
        },
        ["transfer orbits and what they cross"] = (random, count) =>
        {
            var (node, perigee) = (360 * random.NextDouble(), 180.0 * random.Next(2));
            return Many(random, count, (r, k) => (k % 3) switch
            {
                0 => Orbit(24_400 + (50 * Sign(r)), 0.73 + (0.001 * Sign(r)), 5 + (0.05 * Sign(r)), node + (0.1 * Sign(r)), perigee, 360 * r.NextDouble(), 1e-4),
                1 => Orbit(42_164, 1e-4, 5 + (0.05 * Sign(r)), node + (0.1 * Sign(r)), 0, 180 + (3 * Sign(r)), 0),
                _ => Orbit(6700 + (300 * r.NextDouble()), 0.002, 5 + (0.05 * Sign(r)), node + (0.1 * Sign(r)), 0, 360 * r.NextDouble(), 1e-4),
            });
        },
        ["navigation shell"] = (random, count) =>
        {
            var node = 360 * random.NextDouble();
            return Many(random, count, (r, k) => Orbit(26_560 + (3 * Sign(r)), 0.001 * r.NextDouble(), 55 + (k % 2 * 70) + (0.05 * Sign(r)), node + (180 * (k % 2)) + (0.05 * Sign(r)), 360 * r.NextDouble(), 360 * r.NextDouble(), 0));
        },
    };

    public static MeanElements Orbit(double semiMajorAxisKm, double eccentricity, double inclination, double node, double perigee, double anomaly, double bstar, int number = 1) => new()
    {
        Number = new CatalogNumber(number),
        Epoch = Epoch,
        MeanMotionRevPerDay = 86_400 / (2 * Math.PI) * Math.Sqrt(MuKm3PerS2 / (semiMajorAxisKm * semiMajorAxisKm * semiMajorAxisKm)),
        Eccentricity = Math.Abs(eccentricity),
        InclinationDeg = Math.Abs(inclination),
        RightAscensionDeg = Turn(node),
        ArgumentOfPerigeeDeg = Turn(perigee),
        MeanAnomalyDeg = Turn(anomaly),
        BStarPerEarthRadius = bstar,
    };

    public static double Turn(double degrees) => degrees - (360 * Math.Floor(degrees / 360));

    private static MeanElements[] Many(Random random, int count, Func<Random, int, MeanElements> make)
    {
        // One epoch for all, up to a day before or an hour after: what makes the objects meet is their common geometry.
        var epoch = Epoch + Duration.FromSeconds(random.Next(-86_400, 3600));
        return [.. Enumerable.Range(0, count).Select(k => make(random, k) with { Number = new CatalogNumber(k + 1), Epoch = epoch })];
    }

    private static double Sign(Random random) => (2 * random.NextDouble()) - 1;
}
