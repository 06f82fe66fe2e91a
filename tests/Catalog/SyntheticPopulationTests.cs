using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog.Tests;

public class SyntheticPopulationTests
{
    private static readonly Instant Epoch = Instant.FromUtc(2024, 11, 1, 0, 0);

    [Fact]
    public void The_generator_gives_the_published_numbers()
    {
        // SplitMix64 of seed 1234567, as the reference implementation (Vigna, prng.di.unimi.it/splitmix64.c) prints them.
        var random = new SplitMix64(1234567);

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            new[] { random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(60, 0.5)]
    [InlineData(90, 0)]
    [InlineData(-53.13010235415598, 0.6)]
    [InlineData(126.86989764584402, -0.6)]
    [InlineData(180, -1)]
    [InlineData(300, 0.5)]
    public void The_own_cosine_is_a_cosine(double degrees, double cosine)
    {
        Assert.Equal(cosine, SyntheticOrbit.Cosine(degrees), 1e-14);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_everywhere_and_always()
    {
        // A change of this hash changes every published benchmark: bump it only with a note in docs/synthetic-population.md.
        Assert.Equal("52988e14b2305a96ad0b0bbe1abfe1518e7e60a4e557f5766bbe0e5963372d12", HashOf(SyntheticPopulation.Make(5000, 7, Epoch)));
    }

    [Fact]
    public void Another_seed_gives_other_objects()
    {
        Assert.NotEqual(HashOf(SyntheticPopulation.Make(100, 1, Epoch)), HashOf(SyntheticPopulation.Make(100, 2, Epoch)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(97)]
    [InlineData(26834)]
    public void Numbers_run_up_from_800000001_and_names_say_synthetic(int objects)
    {
        var population = SyntheticPopulation.Make(objects, 3, Epoch);

        Assert.Equal(Enumerable.Range(800000001, objects), population.Select(set => set.Number.Value));
        Assert.All(population, set => Assert.StartsWith("SYNTHETIC ", set.Name, StringComparison.Ordinal));
        Assert.Equal(objects, population.Select(set => set.Name).Distinct().Count());
    }

    [Fact]
    public void All_values_are_in_range_and_have_the_digits_of_element_sets()
    {
        Assert.All(SyntheticPopulation.Make(26834, 4, Epoch), set =>
        {
            Assert.Null(set.FindRangeFault());
            Assert.InRange(set.RightAscensionDeg, 0, 359.9999);
            Assert.InRange(set.ArgumentOfPerigeeDeg, 0, 359.9999);
            Assert.InRange(set.MeanAnomalyDeg, 0, 359.9999);
            Assert.Equal(set.MeanMotionRevPerDay, (double)Math.Round((decimal)set.MeanMotionRevPerDay, 8));
            Assert.Equal(set.Eccentricity, (double)Math.Round((decimal)set.Eccentricity, 7));
            Assert.Equal(set.MeanAnomalyDeg, (double)Math.Round((decimal)set.MeanAnomalyDeg, 4));
            Assert.Equal(set.BStarPerEarthRadius, double.Parse(set.BStarPerEarthRadius.ToString("E4", null), null));
            Assert.InRange(set.Epoch, Epoch - Duration.FromDays(1), Epoch);
        });
    }

    // The shares of the catalogue of 2024-11-01 (26,834 objects): docs/synthetic-population.md.
    [Theory]
    [InlineData(2000)]
    [InlineData(26834)]
    [InlineData(100000)]
    public void Regimes_have_the_shares_of_the_real_catalogue_at_any_size(int objects)
    {
        var counts = SyntheticPopulation.Make(objects, 5, Epoch).CountBy(OrbitRegimes.Of).ToDictionary();

        Assert.Equal(0.8401, (double)counts[OrbitRegime.Leo] / objects, 0.005);
        Assert.Equal(0.0240, (double)counts[OrbitRegime.Meo] / objects, 0.005);
        Assert.Equal(0.0634, (double)counts[OrbitRegime.Geo] / objects, 0.005);
        Assert.Equal(0.0726, (double)counts[OrbitRegime.Heo] / objects, 0.005);
    }

    [Fact]
    public void A_constellations_planes_are_evenly_spaced_at_the_populations_epoch()
    {
        var shell = SyntheticPopulation.Make(26834, 6, Epoch).Where(set => set.Name.StartsWith("SYNTHETIC NET53-540 ", StringComparison.Ordinal)).ToArray();

        // J2 turns the node of a circular orbit at 540 km and 53.2 degrees by -1.5 J2 (R/a)² n cos i = -4.49 degrees a day.
        var nodes = shell.Select(set => set.RightAscensionDeg - 4.49 * (Epoch - set.Epoch).TotalDays).ToArray();
        var first = nodes[0];
        Assert.Equal(1498, shell.Length);
        Assert.All(nodes, node =>
        {
            var steps = (node - first) / 5;
            Assert.Equal(Math.Round(steps), steps, 0.015);
        });
    }

    [Fact]
    public void Sgp4_refuses_no_object_at_its_epoch_or_a_day_after_and_few_within_a_week()
    {
        var propagators = SyntheticPopulation.Make(26834, 8, Epoch).Select(set => new Sgp4Propagator(set, Sgp4Mode.Afspc)).ToArray();

        Assert.All(propagators, propagator => Assert.Equal(PropagationStatus.Ok, propagator.At(0.0).Status));
        Assert.All(propagators, propagator => Assert.Equal(PropagationStatus.Ok, propagator.At(1440.0).Status));

        // The real catalogue loses 28 objects in that week.
        Assert.InRange(propagators.Count(propagator => propagator.At(7 * 1440.0).Status != PropagationStatus.Ok), 1, 28);
    }

    [Theory]
    [InlineData(6, 3, 360, 53)]
    [InlineData(7, 4, 360, 43)]
    [InlineData(6, 5, 180, 87.9)]
    public void The_phasing_of_a_constellation_keeps_crossing_planes_furthest_apart(int planes, int slots, double nodeSpanDeg, double inclinationDeg)
    {
        // By flying each pattern around: the least distance between satellites of different planes, in units of the orbit's radius.
        var least = Enumerable.Range(0, planes).Select(phasing => LeastDistance(planes, slots, nodeSpanDeg, inclinationDeg, phasing)).ToArray();

        Assert.Equal(least.Max(), least[WalkerPhasing.Widest(planes, slots, nodeSpanDeg, inclinationDeg)], 1e-3);
        Assert.True(least.Max() > 2 * least.Min(), "the phasing matters in this pattern");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(200_000_000)]
    public void A_size_without_numbers_for_all_is_refused(int objects)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticPopulation.Make(objects, 1, Epoch));
    }

    private static double LeastDistance(int planes, int slots, double nodeSpanDeg, double inclinationDeg, int phasing)
    {
        var least = double.PositiveInfinity;
        for (var plane = 1; plane < planes; plane++)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                var shift = 360.0 * slot / slots + 360.0 * phasing * plane / (planes * slots);
                for (var latitude = 0.0; latitude < 360; latitude += 0.1)
                {
                    var one = PositionAt(0, inclinationDeg, latitude);
                    var other = PositionAt(nodeSpanDeg * plane / planes, inclinationDeg, latitude + shift);
                    least = Math.Min(least, (one - other).Length());
                }
            }
        }

        return least;
    }

    private static Vector3 PositionAt(double nodeDeg, double inclinationDeg, double latitudeDeg)
    {
        var (sinNode, cosNode) = Math.SinCos(double.DegreesToRadians(nodeDeg));
        var (sinI, cosI) = Math.SinCos(double.DegreesToRadians(inclinationDeg));
        var (sinU, cosU) = Math.SinCos(double.DegreesToRadians(latitudeDeg));
        return new Vector3((float)(cosNode * cosU - sinNode * sinU * cosI), (float)(sinNode * cosU + cosNode * sinU * cosI), (float)(sinU * sinI));
    }

    private static string HashOf(IEnumerable<MeanElements> sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[8];
        foreach (var set in sets)
        {
            Append(set.Number.Value);
            Append(set.Epoch.ToUnixTimeTicks());
            Append(BitConverter.DoubleToInt64Bits(set.MeanMotionRevPerDay));
            Append(BitConverter.DoubleToInt64Bits(set.Eccentricity));
            Append(BitConverter.DoubleToInt64Bits(set.InclinationDeg));
            Append(BitConverter.DoubleToInt64Bits(set.RightAscensionDeg));
            Append(BitConverter.DoubleToInt64Bits(set.ArgumentOfPerigeeDeg));
            Append(BitConverter.DoubleToInt64Bits(set.MeanAnomalyDeg));
            Append(BitConverter.DoubleToInt64Bits(set.BStarPerEarthRadius));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}
