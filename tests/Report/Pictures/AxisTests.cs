using System.Globalization;
using CsCheck;
using Ssa.Report.Pictures;

namespace Ssa.Report.Tests.Pictures;

public class AxisTests
{
    private const double Length = 280;

    [Fact]
    public void Ticks_of_equal_steps_say_where_they_stand_and_have_room() => Gen.Select(Gen.Double[-1e4, 1e4], Gen.Double[-6, 6]).Sample((ranges, exponent) =>
    {
        var axis = Axis.Linear("x", ranges * Math.Pow(10, exponent), (ranges + 1) * Math.Pow(10, exponent));
        var ticks = axis.Ticks(Length, label => TextWidth.Of(label) + 16);

        // A lone tick, where wide labels leave room for no other, is held to the axis itself.
        var step = ticks.Count > 1 ? ticks[1].Value - ticks[0].Value : axis.To - axis.From;
        return ticks.All(tick => tick.Value >= axis.From - (1e-6 * step) && tick.Value <= axis.To + (1e-6 * step))
            && ticks.All(tick => Math.Abs(Read(tick.Label) - tick.Value) <= 1e-3 * step)
            && HaveRoom(axis, ticks);
    });

    [Fact]
    public void Ticks_of_equal_factors_say_where_they_stand_and_have_room() => Gen.Select(Gen.Double[-12, 4], Gen.Double[0.5, 12]).Sample((from, decades) =>
    {
        var axis = Axis.Logarithmic("x", Math.Pow(10, from), Math.Pow(10, from + decades));
        var ticks = axis.Ticks(Length, label => TextWidth.Of(label) + 16);
        return ticks.All(tick => axis.Fraction(tick.Value) is >= -1e-6 and <= 1 + 1e-6)
            && ticks.All(tick => Math.Abs((Read(tick.Label) / tick.Value) - 1) < 1e-6)
            && HaveRoom(axis, ticks);
    });

    /// <summary>Labels of up to five characters take less than a fifth of the axis, and there is always a step between a fifth and a half of it.</summary>
    [Fact]
    public void An_axis_is_not_left_without_numbers() => Gen.Select(Gen.Double[-9, 9], Gen.Double[0, 2]).Sample((from, exponent) =>
        Axis.Linear("x", from * Math.Pow(10, exponent), (from + 1) * Math.Pow(10, exponent)).Ticks(Length, label => TextWidth.Of(label) + 16).Count >= 2);

    [Theory]
    [InlineData(0, 10, "0", "2", "4", "6", "8", "10")]
    [InlineData(-0.3, 0.3, "−0.2", "0", "0.2")]
    [InlineData(0, 2000, "0", "500", "1,000", "1,500", "2,000")]
    public void Ticks_stand_at_numbers_that_people_count_in(double from, double to, params string[] labels) =>
        Assert.Equal(labels, Axis.Linear("x", from, to).Ticks(Length, _ => 50).Select(tick => tick.Label));

    [Fact]
    public void Fractions_run_from_0_to_1()
    {
        Assert.Equal(0.5, Axis.Linear("x", -2, 6).Fraction(2), 12);
        Assert.Equal(0.5, Axis.Logarithmic("x", 1e-6, 1).Fraction(1e-3), 12);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(0, double.NaN, false)]
    [InlineData(0, 1, true)]
    public void An_axis_that_leads_nowhere_is_refused(double from, double to, bool isLogarithmic) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => isLogarithmic ? Axis.Logarithmic("x", from, to) : Axis.Linear("x", from, to));

    private static bool HaveRoom(Axis axis, IReadOnlyList<Tick> ticks) => ticks.Zip(ticks.Skip(1)).All(pair =>
        (axis.Fraction(pair.Second.Value) - axis.Fraction(pair.First.Value)) * Length >= 0.5 * (TextWidth.Of(pair.First.Label) + TextWidth.Of(pair.Second.Label)));

    private static double Read(string label)
    {
        const string raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        var plain = label.Replace("−", "-", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        var times = plain.IndexOf("10", StringComparison.Ordinal);
        if (times < 0 || !plain.Any(c => raised.Contains(c)))
        {
            return double.Parse(plain, CultureInfo.InvariantCulture);
        }

        var mantissa = times == 0 ? 1 : double.Parse(plain[..(times - 1)], CultureInfo.InvariantCulture);
        var exponent = string.Concat(plain[(times + 2)..].Select(c => c == '⁻' ? "-" : raised.IndexOf(c).ToString(CultureInfo.InvariantCulture)));
        return mantissa * Math.Pow(10, int.Parse(exponent, CultureInfo.InvariantCulture));
    }
}
