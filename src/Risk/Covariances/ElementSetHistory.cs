using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.Risk;

/// <summary>How far a set, propagated to a later set's epoch, lies from that set there.</summary>
/// <param name="AgeDays">Time between the epochs, days.</param>
/// <param name="RtnM">Propagated less later position on the later state's RTN axes, m.</param>
/// <param name="At">The later epoch.</param>
public readonly record struct HistoryDifference(double AgeDays, Vector3 RtnM, Instant At);

/// <summary>
/// A history of one object's element sets, divided where the object manoeuvred or was not seen, without the sets that fit neither their predecessor nor their successor. Sets of one epoch count once, the last of them.
/// </summary>
public sealed class ElementSetHistory
{
    // Nearer epochs are one set that was issued twice.
    private const double SameEpochDays = 0.01;
    private const int Neighbours = 100;

    // The angles of an element set have four decimals of a degree: 12 m in a low orbit.
    private const double LeastScaleM = 12;
    private const double MadToSigma = 1.4826;

    private readonly List<Sgp4Propagator[]> segments = [];

    /// <summary>Sorts and divides a history.</summary>
    /// <param name="sets">Element sets of one object, in any order.</param>
    /// <param name="settings">What counts as noise.</param>
    /// <param name="mode">SGP4's operation mode.</param>
    /// <exception cref="ArgumentException">The sets are of several objects, or a setting is outside its range.</exception>
    public ElementSetHistory(IReadOnlyList<MeanElements> sets, HistoryFitSettings? settings = null, Sgp4Mode mode = Sgp4Mode.Afspc)
    {
        ArgumentNullException.ThrowIfNull(sets);
        Settings = settings ?? new HistoryFitSettings();
        Settings.Validate();
        if (sets.Select(set => set.Number).Distinct().Count() > 1)
        {
            throw new ArgumentException("A history is of one object.", nameof(sets));
        }

        var sorted = new List<Sgp4Propagator>();
        foreach (var set in sets.OrderBy(set => set.Epoch))
        {
            var propagator = new Sgp4Propagator(set, mode);
            if (propagator.At(0).Status != PropagationStatus.Ok)
            {
                continue;
            }

            if (sorted.Count > 0 && DaysBetween(sorted[^1], propagator) < SameEpochDays)
            {
                sorted.RemoveAt(sorted.Count - 1);
            }

            sorted.Add(propagator);
        }

        SetCount = sorted.Count;
        Divide(sorted);
    }

    /// <summary>The settings.</summary>
    public HistoryFitSettings Settings { get; }

    /// <summary>Sets of different epochs.</summary>
    public int SetCount { get; }

    /// <summary>Epochs of sets that were taken out, ascending.</summary>
    public IReadOnlyList<Instant> Outliers => outliers;

    /// <summary>Epochs of the first sets after a manoeuvre, ascending.</summary>
    public IReadOnlyList<Instant> Manoeuvres => manoeuvres;

    private readonly List<Instant> outliers = [];
    private readonly List<Instant> manoeuvres = [];

    /// <summary>Every difference between sets of one segment up to the longest span, in order of the later epoch.</summary>
    public IEnumerable<HistoryDifference> Differences()
    {
        foreach (var segment in segments)
        {
            for (var later = 1; later < segment.Length; later++)
            {
                for (var earlier = later - 1; earlier >= 0 && DaysBetween(segment[earlier], segment[later]) <= Settings.LongestSpanDays; earlier--)
                {
                    if (Difference(segment[earlier], segment[later]) is { } difference)
                    {
                        yield return difference;
                    }
                }
            }
        }
    }

    private static double DaysBetween(Sgp4Propagator earlier, Sgp4Propagator later) => (later.Elements.Epoch - earlier.Elements.Epoch).TotalDays;

    private static HistoryDifference? Difference(Sgp4Propagator earlier, Sgp4Propagator later)
    {
        var predicted = earlier.At(UtcTime.MinutesSince(earlier.Elements.Epoch, later.Elements.Epoch));
        if (predicted.Status != PropagationStatus.Ok)
        {
            return null;
        }

        var there = later.At(0);
        var rtn = RtnBasis.Of(there).Resolve(predicted.PositionKm - there.PositionKm);
        return new(DaysBetween(earlier, later), 1000 * rtn, later.Elements.Epoch);
    }

    /// <summary>
    /// A set that lies too far from where the last good one predicts it is an outlier where the set after it does not, and where both do, the object has manoeuvred. What is too far is told by the differences of the nearest hundred pairs of
    /// consecutive sets.
    /// </summary>
    private void Divide(List<Sgp4Propagator> sets)
    {
        if (sets.Count < 2)
        {
            return;
        }

        var scales = new LocalScales([.. Enumerable.Range(1, sets.Count - 1).Select(i => Difference(sets[i - 1], sets[i]))]);
        var segment = new List<Sgp4Propagator> { sets[0] };
        for (var i = 1; i < sets.Count; i++)
        {
            if (DaysBetween(segment[^1], sets[i]) > Settings.LongestGapDays)
            {
                Close();
            }
            else if (IsFar(segment[^1], i))
            {
                // Without a successor nothing tells which of the two it is; the set is not used.
                if (i + 1 == sets.Count || !IsFar(segment[^1], i + 1))
                {
                    outliers.Add(sets[i].Elements.Epoch);
                    continue;
                }

                manoeuvres.Add(sets[i].Elements.Epoch);
                Close();
            }

            segment.Add(sets[i]);
        }

        Close();

        void Close()
        {
            segments.Add([.. segment]);
            segment.Clear();
        }

        bool IsFar(Sgp4Propagator from, int to) =>
            Difference(from, sets[to]) is not { } difference || scales.Of(difference, to - 1) > Settings.OutlierFactor;
    }

    /// <summary>Robust scales of the differences of consecutive sets, per axis, over the age.</summary>
    private sealed class LocalScales(HistoryDifference?[] consecutive)
    {
        /// <summary>The largest component in units of its scale around a place.</summary>
        public double Of(HistoryDifference difference, int place)
        {
            var from = Math.Max(0, Math.Min(place - (Neighbours / 2), consecutive.Length - Neighbours));
            var near = consecutive.Skip(from).Take(Neighbours).OfType<HistoryDifference>().ToArray();
            double Score(Func<HistoryDifference, double> component)
            {
                var scale = MadToSigma * Median([.. near.Select(one => Math.Abs(component(one)) / Growth(one.AgeDays))]);
                return Math.Abs(component(difference)) / (Growth(difference.AgeDays) * Math.Max(scale, LeastScaleM));
            }

            return Math.Max(Score(one => one.RtnM.X), Math.Max(Score(one => one.RtnM.Y), Score(one => one.RtnM.Z)));
        }

        // How much an error of a day counts at another age; between what a wrong mean motion and what a wrong drag make of it.
        private static double Growth(double ageDays) => 0.25 + ageDays + (0.25 * ageDays * ageDays);

        private static double Median(double[] values)
        {
            Array.Sort(values);
            return values.Length == 0 ? 0 : 0.5 * (values[(values.Length - 1) / 2] + values[values.Length / 2]);
        }
    }
}
