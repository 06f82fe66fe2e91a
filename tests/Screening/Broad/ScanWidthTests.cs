using Ssa.Screening.Broad;

namespace Ssa.Screening.Tests.Broad;

/// <summary>The scans of a cell one by one and in registers name the same pairs.</summary>
public class ScanWidthTests
{
    private const int Count = 203;

    [Fact]
    public void Overlaps_are_the_same_in_every_width()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (entries, ends) = MakeCell(seed);
            var plain = Overlaps<Single32>(entries, ends);
            Assert.NotEmpty(plain);
            Assert.Equal(plain, Overlaps<Single256>(entries, ends));
            Assert.Equal(plain, Overlaps<Single512>(entries, ends));
        }
    }

    [Fact]
    public void Near_chords_are_the_same_one_by_one_and_eight_at_a_time()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (entries, _) = MakeCell(seed);

            // Every pair, and a number of them that no eight divides.
            var pairs = Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(i + 1, Count - i - 1).Select(j => (i, j))).Skip(seed % 8).ToList();
            var (plain, wide) = (new NearPairs<Single32>(300, 120), new NearPairs<Single256>(300, 120));
            plain.Run(entries, 0, pairs);
            wide.Run(entries, 0, pairs);
            Assert.InRange(plain.Pairs.Count, 1, pairs.Count - 1);
            Assert.Equal(plain.Pairs, wide.Pairs);
        }
    }

    private static List<(int, int)> Overlaps<TSingle>(CellEntries entries, int[] ends)
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var scan = new CellScan<TSingle>();
        scan.Run(entries, Count, 0, ends);
        return [.. scan.Pairs.Order()];
    }

    /// <summary>Entries in order of the bucket in which their angles begin, all of the first cell, and where each bucket's entries end.</summary>
    private static (CellEntries Entries, int[] Ends) MakeCell(int seed)
    {
        var random = new Random(seed);
        var entries = new CellEntries(Count + CellEntries.Spare);
        var records = new StepRecords(Count);
        var angles = Enumerable.Range(0, Count).Select(_ => 3.9f * random.NextSingle()).OrderBy(Bucket).ToArray();
        for (var i = 0; i < Count; i++)
        {
            var (radius, x) = (7000 + (60 * random.NextSingle()), 2000 * random.NextSingle());
            var high = angles[i] + (0.3f * random.NextSingle());
            records.BoundsOf(i) = new Bounds
            {
                RadiusLow = radius - 5,
                RadiusHigh = radius + 5,
                XLow = x,
                XHigh = x + 400,
                AngleLow = angles[i],
                AngleHigh = high,
                Buckets = Bucket(angles[i]) + (Bucket(high) << CellGrid.HighShift),
            };
            records.ChordOf(i) = new Chord(
                2000 * random.NextSingle(), 2000 * random.NextSingle(), 2000 * random.NextSingle(),
                2000 * random.NextSingle(), 2000 * random.NextSingle(), 2000 * random.NextSingle(), random.NextSingle(), 2e-6f);
        }

        entries.Fill([.. Enumerable.Range(0, Count)], records, isWide: false);
        return (entries, [.. Enumerable.Range(0, CellGrid.Buckets).Select(bucket => angles.Count(angle => Bucket(angle) <= bucket))]);
    }

    private static int Bucket(float angle) => (int)(angle * (CellGrid.Buckets / CellGrid.Turn));
}
