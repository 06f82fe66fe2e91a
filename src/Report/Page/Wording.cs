using System.Globalization;
using NodaTime;
using Ssa.Propagation.Time;
using Ssa.Report.Pictures;
using Ssa.Screening;

namespace Ssa.Report.Page;

/// <summary>Numbers and times as people read them. A number and its unit do not part at the end of a line.</summary>
internal static class Wording
{
    /// <summary>Smaller probabilities are not told apart: nothing that is assumed here is known so well. The page's data holds every digit of them.</summary>
    private const double Least = 1e-12;

    private const string LeastText = "under 10⁻¹²";

    /// <summary>A distance: metres below a kilometre.</summary>
    public static string Distance(double km) => km < 1 ? Metres(1000 * km) : km == Math.Floor(km) ? Invariant($"{km:#,0}\u00A0km") : Invariant($"{km:#,0.000}\u00A0km");

    /// <summary>A part of a distance, with its sign.</summary>
    public static string SignedDistance(double km) => km < 0 ? "−" + Distance(-km) : Distance(km);

    /// <summary>A length in metres, kilometres from ten thousand on.</summary>
    public static string Metres(double m) => m >= 10_000 ? Invariant($"{m / 1000:#,0.0}\u00A0km") : m >= 10 ? Invariant($"{m:#,0}\u00A0m") : Invariant($"{m:0.#}\u00A0m");

    /// <summary>A speed: metres per second below a tenth of a kilometre per second.</summary>
    public static string Speed(double kmPerS) => kmPerS < 0.1 ? Invariant($"{1000 * kmPerS:0.##}\u00A0m/s") : Invariant($"{kmPerS:0.00}\u00A0km/s");

    /// <summary>A probability with two digits.</summary>
    public static string Probability(double value)
    {
        if (value < Least)
        {
            return LeastText;
        }

        if (value >= 0.0995)
        {
            return Invariant($"{value:0.00}");
        }

        // By the formatter, so that 9.96e-5 becomes 1.0×10⁻⁴ and not 10.0×10⁻⁵.
        var text = value.ToString("0.0e+0", CultureInfo.InvariantCulture).Split('e');
        return $"{text[0]}×10{TickText.Superscript(int.Parse(text[1], CultureInfo.InvariantCulture))}";
    }

    /// <summary>A power of ten that a probability is held against.</summary>
    public static string Threshold(double value) => Probability(value).Replace("1.0×", "", StringComparison.Ordinal);

    /// <summary>A probability, or a dash where none is known.</summary>
    public static string ProbabilityOrDash(double? value) => value is { } known ? Probability(known) : "–";

    /// <summary>A whole number with separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun, which takes an s for more than one.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : noun.EndsWith('s') || noun.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s")}";

    /// <summary>A time to the second.</summary>
    public static string Seconds(Instant time) => UtcText.Format(time + Duration.FromMilliseconds(500))[..19].Replace('T', ' ');

    /// <summary>A time to the millisecond.</summary>
    public static string Milliseconds(Instant time) => UtcText.Format(time + Duration.FromNanoseconds(500_000))[..23].Replace('T', ' ');

    /// <summary>A length of time.</summary>
    public static string Span(Duration duration) => duration.TotalDays is >= 3 and var days
        ? Invariant($"{days:0.##} days")
        : duration.TotalHours is >= 1 and var hours ? Invariant($"{hours:0.##} hours") : Invariant($"{duration.TotalMinutes:0.##} minutes");

    /// <summary>An object by its name, or what stands for it.</summary>
    public static string NameOf(ScreenedObject one) => one.Name.Length > 0 ? one.Name : one.Number is { } number ? $"object {number}" : "object without a name";

    /// <summary>Days from the element set's epoch to a time.</summary>
    public static double? AgeDays(ScreenedObject one, Instant time) => one.Epoch is { } epoch ? (time - epoch).TotalDays : null;

    /// <summary>Text in the invariant culture.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with every digit, for those who compute with it.</summary>
    public static string Exact(double value) => (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
}
