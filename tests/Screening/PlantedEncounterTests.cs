using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

/// <summary>
/// Encounters by construction: beside an object's state at some time a second object is put, at a chosen miss distance and relative velocity. What must be
/// found is then known without any search; the brute force checks the rest of the window too.
/// </summary>
public class PlantedEncounterTests
{
    // Twelve groups of twelve pairs in each regime, the same in every run; another first seed searches elsewhere.
    private const int Rounds = 12;
    private static readonly int FirstSeed = int.TryParse(Environment.GetEnvironmentVariable("SSA_SEARCH_SEED"), System.Globalization.CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    public static TheoryData<string, double, double> Regimes => new()
    {
        // Name, and relative speeds from and to, km/s: a bound orbit cannot change its velocity by more.
        { "LEO", 1e-6, 15 },
        { "MEO", 1e-6, 7 },
        { "GEO", 1e-6, 5.5 },
        { "GTO", 1e-6, 17 },
        { "Molniya", 1e-6, 17 },
        { "retrograde coplanar", 12, 17 },
        { "retrograde at a transfer orbit's perigee", 15, 18 },
    };

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Every_planted_encounter_is_found(string regime, double slowest, double fastest)
    {
        var (planted, fastestFound, slowestFound) = (0, 0.0, double.PositiveInfinity);
        for (var seed = FirstSeed; seed < FirstSeed + Rounds; seed++)
        {
            var random = new Random(seed);
            var time = Populations.Epoch + Duration.FromNanoseconds(random.NextInt64(7_200_000_000) * 1000);
            var objects = new List<MeanElements>();
            var pairs = new List<(int A, int B, double MissKm, double Speed)>();
            while (pairs.Count < 12)
            {
                if (Plant(regime, slowest, fastest, random, time, 2 * pairs.Count + 1) is { } pair)
                {
                    objects.Add(pair.One);
                    objects.Add(pair.Two);
                    pairs.Add((objects.Count - 2, objects.Count - 1, pair.MissKm, pair.Speed));
                }
            }

            // The window lies anywhere around the planted time, and is not laid on the grid of whole seconds either.
            var settings = new ScreeningSettings
            {
                Start = time - Duration.FromNanoseconds(random.NextInt64(1, 1_200_000_000) * 1000),
                Duration = Duration.FromMinutes(40),
                ThresholdKm = 5,
                Sgp4Mode = random.Next(2) == 0 ? Sgp4Mode.Afspc : Sgp4Mode.Improved,
                Threads = 1,
            };
            var brute = new BruteForce(objects, settings);
            var result = Screener.Screen(objects, settings, cancellation: TestContext.Current.CancellationToken);
            foreach (var (a, b, missKm, speed) in pairs)
            {
                // A row at the planted time, or, where the pair creeps, one as near that its START and STOP embrace the time.
                Assert.True(
                    result.Approaches.Any(row => row.First == a && row.Second == b && row.RangeKm <= missKm + 1e-6
                        && (Math.Abs((row.Tca - time).TotalSeconds) * speed <= 6 || !((row.Start ?? Instant.MinValue) > time) || !((row.Stop ?? Instant.MaxValue) < time))),
                    $"{regime}: planted {missKm} km, {speed} km/s at {time} is missing: {objects[a]} {objects[b]}");
                (fastestFound, slowestFound, planted) = (Math.Max(fastestFound, speed), Math.Min(slowestFound, speed), planted + 1);
            }

            var complaints = Verdict.Compare(brute, brute.Find(), result);
            Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{regime}: {planted} planted, {slowestFound:E1} to {fastestFound:F1} km/s");
    }

    private static (MeanElements One, MeanElements Two, double MissKm, double Speed)? Plant(string regime, double slowest, double fastest, Random random, Instant time, int number)
    {
        var mode = Sgp4Mode.Improved;
        double Any(double from, double to) => from + ((to - from) * random.NextDouble());
        var one = regime switch
        {
            "LEO" => Populations.Orbit(Any(6650, 8200), Any(0, 0.02), Any(0, 180), Any(0, 360), Any(0, 360), Any(0, 360), Any(0, 1e-4), number),
            "MEO" => Populations.Orbit(Any(20_000, 30_000), Any(0, 0.02), Any(0, 120), Any(0, 360), Any(0, 360), Any(0, 360), 0, number),
            "GEO" => Populations.Orbit(Any(42_100, 42_230), Any(0, 0.001), Any(0, 16), Any(0, 360), Any(0, 360), Any(0, 360), 0, number),
            "GTO" => Populations.Orbit(Any(24_000, 25_000), Any(0.70, 0.73), Any(1, 30), Any(0, 360), Any(0, 360), Any(0, 1) < 0.5 ? Any(-4, 4) : Any(0, 360), 0, number),
            "Molniya" => Populations.Orbit(26_560, Any(0.70, 0.745), Any(62, 65), Any(0, 360), Any(260, 290), Any(0, 1) < 0.5 ? Any(-4, 4) : Any(0, 360), 0, number),
            "retrograde at a transfer orbit's perigee" => Populations.Orbit(Any(24_000, 25_000), Any(0.70, 0.72), Any(15, 30), Any(0, 360), Any(0, 360), Any(-1, 1), 0, number),
            _ => Populations.Orbit(Any(6650, 8200), Any(0, 0.02), Any(0, 180), Any(0, 360), Any(0, 360), Any(0, 360), 0, number),
        };
        one = one with { Epoch = time };
        var state = new Sgp4Propagator(one, mode).At(0);
        if (state.Status != PropagationStatus.Ok)
        {
            return null;
        }

        var (r, v) = (state.PositionKm, state.VelocityKmPerS);
        var speed = Math.Exp(Any(Math.Log(slowest), Math.Log(fastest)));
        Vector3 other;
        if (regime == "retrograde coplanar")
        {
            // The same plane the other way round: the transverse velocity turned, the radial one kept.
            var radial = (Vector3.Dot(v, r) / Vector3.Dot(r, r)) * r;
            other = (2 * radial) - v;
        }
        else if (regime == "retrograde at a transfer orbit's perigee")
        {
            // A nearly circular orbit against the fast one: the greatest speeds at which catalogued objects can meet.
            other = (-Any(0.98, 1.02) * Math.Sqrt(Wgs72.MuKm3PerS2 / r.Norm) / v.Norm) * v;
        }
        else if (speed < 1)
        {
            other = v + (speed * Direction(random));
        }
        else
        {
            // Turn the velocity about some axis as far as the speed asks, and lengthen or shorten it a little.
            var axis = Direction(random);
            var angle = 2 * Math.Asin(Math.Min(1, speed / (2 * v.Norm)));
            other = Any(0.97, 1.02) * Turn(v, Vector3.Cross(v, axis) is var n ? (1 / n.Norm) * n : axis, angle);
        }

        speed = (other - v).Norm;

        // The miss lies across the relative velocity, so that the planted time is the closest one as nearly as speed allows.
        var along = (1 / speed) * (other - v);
        var across = Direction(random);
        across -= Vector3.Dot(across, along) * along;
        var missKm = random.Next(4) == 0 ? 1e-4 : Any(0.001, 3);
        var two = MeanElementsOf.State(r + ((missKm / across.Norm) * across), other, time, number + 1, mode);

        // Modes may differ in deep space; the planted miss is then that of the other mode within its own brute force only.
        return two is null || speed > fastest * 1.05 || IsModeDependent(one) || IsModeDependent(two) ? null : (one, two, missKm, speed);
    }

    private static bool IsModeDependent(MeanElements set)
    {
        var (a, b) = (new Sgp4Propagator(set, Sgp4Mode.Afspc), new Sgp4Propagator(set, Sgp4Mode.Improved));
        return !(Enumerable.Range(-12, 25).Max(k => (a.At(10.0 * k).PositionKm - b.At(10.0 * k).PositionKm).Norm) < 1e-9);
    }

    private static Vector3 Direction(Random random)
    {
        while (true)
        {
            var d = new Vector3((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
            if (d.Norm is > 0.1 and < 1)
            {
                return (1 / d.Norm) * d;
            }
        }
    }

    /// <summary>Rodrigues' rotation about a unit axis perpendicular to the vector.</summary>
    private static Vector3 Turn(Vector3 v, Vector3 axis, double angle) => (Math.Cos(angle) * v) + (Math.Sin(angle) * Vector3.Cross(axis, v));
}
