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

    [Fact]
    public void Rows_of_whole_numbers_become_columns()
    {
        Assert.SkipUnless(Transposition.IsSupported, "this machine copies number by number");
        var rows = Enumerable.Range(0, 8).Select(row => Vector128.Create([.. Enumerable.Range(0, 8).Select(column => (ushort)((8000 * row) + column))])).ToArray();
        Transposition.Turn(ref rows[0], ref rows[1], ref rows[2], ref rows[3], ref rows[4], ref rows[5], ref rows[6], ref rows[7]);
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++)
            {
                Assert.Equal((8000 * column) + row, rows[row][column]);
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
            ushort Any() => (ushort)random.Next(ushort.MaxValue + 1);
            var angle = (ushort)random.Next(BoundScale.AngleOrigin, BoundScale.AngleOrigin + BoundScale.AnglesPerTurn);
            records.BoundsOf(i) = new Bounds(Any(), Any(), Any(), Any(), angle, (ushort)(BoundScale.Top - angle - random.Next(5000)), Bounds.CellsOf(random.Next(2), 3, 4 + random.Next(3), 9), 0);
        }

        // Some stand a turn earlier.
        var places = Enumerable.Range(0, count).Select(_ => random.Next(50)).Select(place => place % 5 == 0 ? ~place : place).ToArray();
        var (wide, plain) = (new CellEntries(count + CellEntries.Spare), new CellEntries(count + CellEntries.Spare));
        wide.Fill(cell: 5, places, records, isWide: true);
        plain.Fill(cell: 5, places, records, isWide: false);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal((plain.Place[i], plain.Rows[i]), (wide.Place[i], wide.Rows[i]));
            foreach (var entries in new[] { plain, wide })
            {
                var row = entries.Rows[i];
                Assert.Equal(
                    (row.RadiusLow, row.RadiusHighLack, row.XLow, row.XHighLack, row.AngleLow, row.AngleHighLack),
                    (entries.RadiusLow[i], entries.RadiusHighLack[i], entries.XLow[i], entries.XHighLack[i], entries.AngleLow[i], entries.AngleHighLack[i]));
                Assert.Equal((row.CellRange.FirstLayer == 0 ? CellEntries.InLayer : 0) + (row.CellRange.FirstBand == 5 ? CellEntries.InBand : 0), entries.Begins[i]);
            }

            var bounds = records.BoundsOf(places[i] < 0 ? ~places[i] : places[i]);
            var turn = places[i] < 0 ? BoundScale.AnglesPerTurn : 0;
            Assert.Equal((bounds.AngleLow - turn, bounds.AngleHighLack + turn, bounds.Cells), (wide.Rows[i].AngleLow, wide.Rows[i].AngleHighLack, wide.Rows[i].Cells));
        }

        Assert.Equal(BoundScale.Top, wide.RadiusLow[count + CellEntries.Spare - 1]);
        Assert.Equal(BoundScale.Top, wide.RadiusHighLack[count + CellEntries.Spare - 1]);
    }
}
