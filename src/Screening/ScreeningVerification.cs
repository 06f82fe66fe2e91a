using System.Globalization;

namespace Ssa.Screening;

/// <summary>
/// A check of a result that needs no truth: the same screening with what must not matter changed. Each variant searches for its candidates anew, with other steps or
/// other borders; a margin that is too small, or a pair lost at a border, shows as lists that differ. What all variants have in common, SGP4 and the fine phase, it
/// cannot judge.
/// </summary>
public static class ScreeningVerification
{
    // The golden section: no simple fraction, so that no border of the variant falls on one of the result.
    private const double Shift = 0.382;

    // The shortest step that settings allow.
    private const double ShortestStepSeconds = 1;

    /// <summary>Screens again in each variant and compares every row with the result's, to the last bit. Each takes as long as the screening and room for another list.</summary>
    /// <param name="result">The result to check.</param>
    /// <param name="screenAgain">Screens as the result was screened, but with these settings.</param>
    /// <param name="progress">Told how far all variants together have come, from the working threads; may be null.</param>
    /// <param name="cancellation">Ends the check early with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The variants that were run, in order; none is left out.</returns>
    public static IReadOnlyList<VerifiedVariant> Run(
        ScreeningResult result,
        Func<ScreeningSettings, IProgress<ScreeningProgress>?, CancellationToken, ScreeningResult> screenAgain,
        IProgress<ScreeningProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(screenAgain);

        // A variant with one row too many is a finding, not too many events.
        var usual = result.Settings with { MaxEvents = long.MaxValue };
        var shorter = usual.StepSeconds / 2 >= ShortestStepSeconds;
        var otherSteps = usual with { StepSeconds = shorter ? usual.StepSeconds / 2 : usual.StepSeconds * 2 };
        var otherBorders = usual with { BroadShift = (usual.BroadShift + Shift) % 1 };
        (string Change, ScreeningSettings Settings)[] variants =
        [
            (string.Create(CultureInfo.InvariantCulture, $"steps of {otherSteps.StepSeconds} s"), otherSteps),
            (string.Create(CultureInfo.InvariantCulture, $"cells moved by {Shift} of their size"), otherBorders),
        ];
        var verified = new List<VerifiedVariant>(variants.Length);
        foreach (var (change, settings) in variants)
        {
            var part = progress is null ? null : new PartOfProgress(progress, verified.Count, variants.Length);
            var again = screenAgain(settings, part, cancellation);
            verified.Add(new VerifiedVariant(change, ListComparison.Compare(result.Approaches, again.Approaches, cancellation)));
        }

        return verified;
    }

    /// <summary>The progress of one of several runs of equal length as that of all.</summary>
    private sealed class PartOfProgress(IProgress<ScreeningProgress> whole, int before, int parts) : IProgress<ScreeningProgress>
    {
        public void Report(ScreeningProgress value) => whole.Report(value with { Done = (before + value.Done) / parts });
    }
}

/// <summary>A variant of a screening that should have given the same list.</summary>
/// <param name="Change">What was changed, such as <c>steps of 60 s</c>.</param>
/// <param name="Differences">The rows that differ, in order; none where the lists are identical.</param>
public sealed record VerifiedVariant(string Change, IReadOnlyList<RowDifference> Differences);

/// <summary>A row that stands in one of two lists only. A row that both have with other numbers is two differences.</summary>
/// <param name="Row">The row; its objects are indices of the screened catalogue.</param>
/// <param name="IsMissing">Whether the variant lacks the row; else only the variant has it.</param>
public readonly record struct RowDifference(CloseApproach Row, bool IsMissing);
