using System.Globalization;
using System.Text;

namespace Ssa.Risk.Tests.ReferenceData;

/// <summary>Collects comparisons, so that a failure lists every case that is off and a success prints the worst error by method.</summary>
internal sealed class Ledger
{
    private readonly SortedDictionary<string, (int Count, double Worst, string Where)> worst = [];
    private readonly StringBuilder failures = new();
    private int failed;

    public void Compare(string method, string id, double expected, double? actual, double relativeTolerance, double absoluteTolerance = 0)
    {
        var error = actual is { } a && !double.IsNaN(a) ? (a == expected ? 0 : Math.Abs(a - expected) / Math.Abs(expected)) : double.PositiveInfinity;
        Note(method, id, error);
        if (!(actual is { } b && Math.Abs(b - expected) <= (relativeTolerance * Math.Abs(expected)) + absoluteTolerance))
        {
            Fail(string.Create(CultureInfo.InvariantCulture, $"{method} {id}: {actual:R} instead of {expected:R}, relative {error:G3}, allowed {relativeTolerance:G3}"));
        }
    }

    public void Note(string method, string id, double error)
    {
        worst.TryGetValue(method, out var known);
        worst[method] = (known.Count + 1, Math.Max(known.Worst, error), error >= known.Worst ? id : known.Where);
    }

    public void Fail(string text)
    {
        failed++;
        failures.AppendLine(text);
    }

    public void Close(int atLeast)
    {
        var summary = string.Join('\n', worst.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key}: {w.Value.Count} values, worst relative error {w.Value.Worst:G3} ({w.Value.Where})")));
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        Assert.True(failed == 0, $"{failed} values off\n{failures}\n{summary}");
        Assert.True(worst.Values.Sum(w => w.Count) >= atLeast, $"only {worst.Values.Sum(w => w.Count)} values were compared");
    }
}
