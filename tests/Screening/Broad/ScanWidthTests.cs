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
            var (entries, ends, _) = MakeCell(seed);
            var plain = Overlaps<Single32>(entries, ends);
            Assert.NotEmpty(plain);
            Assert.Equal(OverlapsByDefinition(entries), plain);
            Assert.Equal(plain, Overlaps<Single256>(entries, ends));
            Assert.Equal(plain, Overlaps<Single512>(entries, ends));
        }
    }

    [Fact]
    public void Near_chords_are_the_same_one_by_one_and_eight_at_a_time()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (entries, _, records) = MakeCell(seed);

            // Every pair, and a number of them that no eight divides.
            var pairs = Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(i + 1, Count - i - 1).Select(j => (i, j))).Skip(seed % 8).ToArray();
            var (plain, wide) = (new NearPairs<Single32>(300, 120), new NearPairs<Single256>(300, 120));
            plain.Run(entries, records, pairs);
            wide.Run(entries, records, pairs);
            Assert.InRange(plain.Pairs.Count, 1, pairs.Length - 1);
            Assert.Equal(plain.Pairs, wide.Pairs);
        }
    }

    private static List<(int, int)> OverlapsByDefinition(CellEntries entries)
    {
        var pairs = new List<(int, int)>();
        for (var i = 0; i < Count; i++)
        {
            for (var j = i + 1; j < Count; j++)
            {
                var (a, b) = (entries.Rows[i], entries.Rows[j]);
                if (IsOverlap(a.RadiusLow, a.RadiusHighLack, b.RadiusLow, b.RadiusHighLack) && IsOverlap(a.XLow, a.XHighLack, b.XLow, b.XHighLack)
                    && IsOverlap(a.AngleLow, a.AngleHighLack, b.AngleLow, b.AngleHighLack)
                    && Math.Max(a.CellRange.FirstLayer, b.CellRange.FirstLayer) == 1 && Math.Max(a.CellRange.FirstBand, b.CellRange.FirstBand) == 1)
                {
                    pairs.Add((i, j));
                }
            }
        }

        return pairs;

        static bool IsOverlap(int lowA, int highLackA, int lowB, int highLackB) =>
            Math.Max(lowA, lowB) <= BoundScale.Top - Math.Max(highLackA, highLackB);
    }

    private static List<(int, int)> Overlaps<TSingle>(CellEntries entries, int[] ends)
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var scan = new CellScan<TSingle>();
        scan.Run(entries, Count, first: 0, ends);
        return [.. scan.Pairs.ToArray().Order()];
    }

    /// <summary>Entries in order of the bucket in which their angles begin, in the second cell of both kinds, and where each bucket's entries end.</summary>
    private static (CellEntries Entries, int[] Ends, StepRecords Records) MakeCell(int seed)
    {
        var random = new Random(seed);
        var entries = new CellEntries(Count + CellEntries.Spare);
        var records = new StepRecords(Count);
        var angles = Enumerable.Range(0, Count).Select(_ => BoundScale.AngleOrigin + random.Next(BoundScale.AnglesPerTurn)).OrderBy(CellGrid.BucketOf).ToArray();
        for (var i = 0; i < Count; i++)
        {
            var (radius, x) = (6000 + random.Next(600), 30_000 + random.Next(1300));
            records.BoundsOf(i) = new Bounds(
                (ushort)radius,
                (ushort)(BoundScale.Top - radius - random.Next(100)),
                (ushort)x,
                (ushort)(BoundScale.Top - x - random.Next(300)),
                (ushort)angles[i],
                (ushort)(BoundScale.Top - angles[i] - random.Next(1300)),
                Bounds.CellsOf(1 - (random.Next(10) / 9), 1, 1 - (random.Next(10) / 9), 1),
                0);
            records.ChordOf(i) = new Chord(
                2000 * random.NextSingle(), 2000 * random.NextSingle(), 2000 * random.NextSingle(),
                2000 * random.NextSingle(), 2000 * random.NextSingle(), 2000 * random.NextSingle(), random.NextSingle(), 2e-6f);
        }

        entries.Fill(CellGrid.Bands + 1, [.. Enumerable.Range(0, Count)], records, isWide: false);
        return (entries, [.. Enumerable.Range(0, CellGrid.Buckets).Select(bucket => angles.Count(angle => CellGrid.BucketOf(angle) <= bucket))], records);
    }
}
