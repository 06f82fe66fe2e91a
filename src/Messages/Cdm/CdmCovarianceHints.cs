using System.Text;
using System.Text.RegularExpressions;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>
/// What a message says of an object's covariance beside its numbers, in keywords of the drafts of issue 2 or, as Space-Track has it, in comments. From the sensitivities of two objects to one error of the
/// forecast density follows the correlation between them.
/// </summary>
/// <param name="ScaleFactor">The factor by which the covariance was scaled; null where not given.</param>
/// <param name="DensityForecastUncertainty">The relative one-sigma error of the forecast density; null where not given.</param>
/// <param name="SensitivityPositionM">How the position answers to that error, m in RTN (DCP sensitivity vector); null where not given.</param>
/// <param name="SensitivityVelocityMPerS">How the velocity does, m/s in RTN; null where not given.</param>
public sealed partial record CdmCovarianceHints(double? ScaleFactor, double? DensityForecastUncertainty, Vector3? SensitivityPositionM, Vector3? SensitivityVelocityMPerS)
{
    /// <summary>The hints that an object has: a keyword's rules over a comment's.</summary>
    /// <param name="owner">The object.</param>
    public static CdmCovarianceHints Of(CdmObject owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var block = owner[CdmSection.AdditionalCovariance];
        return new CdmCovarianceHints(
            Keyword("CSCALE_FACTOR") ?? One(ScaleFactorComment()),
            Keyword("DENSITY_FORECAST_UNCERTAINTY") ?? One(DensityComment()),
            Vector(block.Numbers("DCP_SENSITIVITY_VECTOR_POSITION")) ?? Vector(Find(PositionComment())),
            Vector(block.Numbers("DCP_SENSITIVITY_VECTOR_VELOCITY")) ?? Vector(Find(VelocityComment())));

        double? Keyword(string keyword) => block.Number(keyword) is var value && double.IsFinite(value) ? value : null;

        double? One(Regex pattern) => Find(pattern) is [var only] ? only : null;

        IReadOnlyList<double> Find(Regex pattern)
        {
            List<Match> found = [.. owner.Comments.Select(comment => pattern.Match(comment)).Where(match => match.Success)];
            return found is [var match] ? Numbers(match.Groups["numbers"].Value) : [];
        }
    }

    private static Vector3? Vector(IReadOnlyList<double> numbers) => numbers is [var r, var t, var n] ? new Vector3(r, t, n) : null;

    private static List<double> Numbers(string text)
    {
        var numbers = new List<double>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (DecimalText.Read(Encoding.ASCII.GetBytes(word), out var value) != DecimalForm.Number)
            {
                return [];
            }

            numbers.Add(value);
        }

        return numbers;
    }

    private const string Value = @"\s*[=:]\s*(?<numbers>[0-9.+\-eE ]+?)\s*";

    [GeneratedRegex(@"^COVARIANCE SCALE FACTOR" + Value + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScaleFactorComment();

    [GeneratedRegex(@"^DCP DENSITY FORECAST UNCERTAINTY" + Value + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DensityComment();

    [GeneratedRegex(@"^DCP SENSITIVITY VECTOR RTN POS" + Value + @"(\[\s*m\s*\])?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PositionComment();

    [GeneratedRegex(@"^DCP SENSITIVITY VECTOR RTN VEL" + Value + @"(\[\s*m/s(ec)?\s*\])?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VelocityComment();
}
