using System.Runtime.Intrinsics;
using Ssa.Screening.Broad;

namespace Ssa.Screening.Tests.Broad;

public class TranspositionTests
{
    [Fact]
    public void Rows_become_columns()
    {
        Assert.SkipUnless(Transposition.IsSupported, "this machine copies number by number");
        var rows = Enumerable.Range(0, 8).Select(row => Vector256.Create([.. Enumerable.Range(0, 8).Select(column => (float)((10 * row) + column))])).ToArray();
        Transposition.Turn(ref rows[0], ref rows[1], ref rows[2], ref rows[3], ref rows[4], ref rows[5], ref rows[6], ref rows[7]);
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++)
            {
                Assert.Equal((10 * column) + row, rows[row][column]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(29)]
    public void Entries_are_the_same_whether_turned_in_registers_or_copied(int count)
    {
        var random = new Random(count);
        var records = new StepRecords(50);
        for (var i = 0; i < 50; i++)
        {
            records.ChordOf(i) = new Chord(i, 1, 2, 3, 4, 5, 6, 7);
            records.BoundsOf(i) = new Bounds
            {
                RadiusLow = random.NextSingle(),
                RadiusHigh = random.NextSingle(),
                XLow = random.NextSingle(),
                XHigh = random.NextSingle(),
                AngleLow = 4 * random.NextSingle(),
                AngleHigh = 5 * random.NextSingle(),
                Cells = random.Next(65535),
                Buckets = random.Next(1 << 18),
            };
        }

        // Some stand a turn earlier.
        var places = Enumerable.Range(0, count).Select(_ => random.Next(50)).Select(place => place % 5 == 0 ? ~place : place).ToArray();
        var (wide, plain) = (new CellEntries(count + CellEntries.Spare), new CellEntries(count + CellEntries.Spare));
        wide.Fill(places, records, isWide: true);
        plain.Fill(places, records, isWide: false);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(
                (plain.Place[i], plain.Chord[i], plain.RadiusLow[i], plain.RadiusHigh[i], plain.XLow[i], plain.XHigh[i]),
                (wide.Place[i], wide.Chord[i], wide.RadiusLow[i], wide.RadiusHigh[i], wide.XLow[i], wide.XHigh[i]));
            Assert.Equal(
                (plain.AngleLow[i], plain.AngleHigh[i], plain.Cells[i], plain.Buckets[i]), (wide.AngleLow[i], wide.AngleHigh[i], wide.Cells[i], wide.Buckets[i]));
            Assert.Equal(places[i] < 0 ? records.BoundsOf(~places[i]).AngleLow - 4 : records.BoundsOf(places[i]).AngleLow, wide.AngleLow[i]);
        }

        Assert.Equal(float.PositiveInfinity, wide.RadiusLow[count + CellEntries.Spare - 1]);
    }
}
