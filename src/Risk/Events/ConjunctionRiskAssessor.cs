using NodaTime;
using Ssa.Propagation;
using Ssa.Risk.ShortEncounter;
using Ssa.Screening;

namespace Ssa.Risk;

/// <summary>
/// Puts a risk to close approaches of one screening: a function of the screened objects, the settings and the approach alone, so that any number of threads may share it and get the same bits. States are
/// SGP4's or the ephemeris's at TCA; both objects' errors are taken as independent.
/// </summary>
public sealed class ConjunctionRiskAssessor
{
    private const double MPerKm = 1000;

    // A maximum that no more than the rounding of its factor separates from the nominal covariance is no dilution.
    private const double DilutionTolerance = 1e-3;

    private const int RowsPerBlock = 256;
    private const int RowsAhead = 16 * RowsPerBlock;

    private readonly IReadOnlyList<ScreenedObject> screened;
    private readonly RiskObject[] objects;
    private readonly (HardBodyRadius Radius, RadiusOrigin Origin)[] radii;
    private readonly Sgp4Propagator?[] propagators;
    private readonly Sgp4Mode mode;
    private readonly ConjunctionRiskSettings settings;
    private readonly Instant assessedAt;

    /// <summary>Makes the assessor of a screening.</summary>
    /// <param name="screening">The screening; its rows may be assessed, and any that count its objects.</param>
    /// <param name="classOf">What an object is, by its index; null where nothing is known.</param>
    /// <param name="settings">Radii, factors, thresholds; null for the defaults.</param>
    /// <param name="massOf">The mass of an object by its index, null where it is not known; null where none is.</param>
    /// <param name="fittedOf">The covariance of an object that takes the place of the table's, by its index, null for none; null where there are none at all.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public ConjunctionRiskAssessor(
        ScreeningResult screening,
        Func<int, BodyClass>? classOf = null,
        ConjunctionRiskSettings? settings = null,
        Func<int, ObjectMass?>? massOf = null,
        Func<int, CovarianceModel?>? fittedOf = null)
    {
        ArgumentNullException.ThrowIfNull(screening);
        this.settings = settings ?? new ConjunctionRiskSettings();
        this.settings.Validate();
        mode = screening.Settings.Sgp4Mode;
        assessedAt = this.settings.AssessedAt ?? screening.Settings.Start;
        screened = [.. Enumerable.Range(0, screening.ObjectCount).Select(screening.ObjectAt)];
        objects = [.. screened.Select((one, i) => RiskObject.Of(one, classOf?.Invoke(i) ?? BodyClass.Unknown, fittedOf?.Invoke(i), massOf?.Invoke(i)))];
        radii = Array.ConvertAll(objects, RadiusOf);
        propagators = new Sgp4Propagator?[objects.Length];
    }

    /// <summary>The settings.</summary>
    public ConjunctionRiskSettings Settings => settings;

    /// <summary>The objects, by the indices of close approaches.</summary>
    public IReadOnlyList<RiskObject> Objects => objects;

    /// <summary>The risk of a close approach.</summary>
    /// <param name="approach">A row of the screening.</param>
    public ConjunctionRisk Assess(in CloseApproach approach)
    {
        var (first, second) = (objects[approach.First], objects[approach.Second]);
        var (radius1, radius2) = (radii[approach.First], radii[approach.Second]);
        var radius = radius1.Radius + radius2.Radius;
        var (one, other) = (StateOf(approach.First, approach.Tca), StateOf(approach.Second, approach.Tca));
        var geometry = one.Status == PropagationStatus.Ok && other.Status == PropagationStatus.Ok
            ? new EncounterGeometry(MPerKm * one.PositionKm, MPerKm * one.VelocityKmPerS, MPerKm * other.PositionKm, MPerKm * other.VelocityKmPerS)
            : default;
        var maximum = MaximumOf(approach, geometry, radius.RadiusM);
        var probability = ProbabilityOf(approach, geometry, radius.RadiusM);
        var known = probability.Pc ?? maximum.Worst?.Value;
        var (untilTca, missKm) = (approach.Tca - assessedAt, approach.RangeKm);
        return new ConjunctionRisk
        {
            MaxProbability = maximum.Worst?.Value,
            DilutionSigmaKm = maximum.Worst?.DilutionSigmaM / MPerKm,
            MaxProbabilityAsOriented = maximum.AsOriented,
            Pc = probability.Pc,
            PcLow = probability.Low,
            PcHigh = probability.High,
            Basis = probability.Basis,
            CovarianceSource = RiskWords.Of(OriginOf(first), OriginOf(second), radius1.Origin, radius2.Origin),
            FirstCovariance = OriginOf(first),
            SecondCovariance = OriginOf(second),
            HardBodyRadius = radius,
            IsDiluted = probability.IsDiluted,
            Verdict = VerdictOf(probability),
            IsReportable = IsMet(settings.Reporting.NearEarth, settings.Reporting.DeepSpace),
            IsEmergency = IsMet(settings.Reporting.NearEarthEmergency, settings.Reporting.DeepSpaceEmergency),
            Consequence = first.Mass is { } mass1 && second.Mass is { } mass2 ? BreakupModel.Of(mass1.Kg, mass2.Kg, approach.RelativeSpeedKmPerS) : null,
            MassSource = first.Mass is { } from1 && second.Mass is { } from2 ? RiskWords.Of(from1.Origin, from2.Origin) : null,
            Reason = probability.Reason,
        };

        bool IsMet(ReportingCriterion near, ReportingCriterion deep)
        {
            var isDeep = first.IsDeepSpace || second.IsDeepSpace;
            var isNear = !first.IsDeepSpace || !second.IsDeepSpace;
            return (isNear && near.IsMetBy(untilTca, missKm, known)) || (isDeep && deep.IsMetBy(untilTca, missKm, known));
        }
    }

    /// <summary>The encounter of a close approach: both states at its TCA in TEME, m and m/s, with their covariances on RTN axes, and the combined radius. Null where a state is refused.</summary>
    /// <param name="approach">A row of the screening.</param>
    public Encounter? EncounterOf(in CloseApproach approach)
    {
        var (one, other) = (StateOf(approach.First, approach.Tca), StateOf(approach.Second, approach.Tca));
        return one.Status != PropagationStatus.Ok || other.Status != PropagationStatus.Ok
            ? null
            : new Encounter
            {
                First = Of(one, CovarianceOf(approach.First, approach.Tca)),
                Second = Of(other, CovarianceOf(approach.Second, approach.Tca)),
                HardBodyRadiusM = (radii[approach.First].Radius + radii[approach.Second].Radius).RadiusM,
            };

        static ObjectState Of(TemeState state, Covariance3? covariance) => new()
        {
            PositionM = MPerKm * state.PositionKm,
            VelocityMPerS = MPerKm * state.VelocityKmPerS,
            Covariance = covariance is { } known ? StateCovariance.OfPosition(CovarianceAxes.Rtn, known) : null,
        };
    }

    /// <summary>The risks of rows, in their order.</summary>
    /// <param name="approaches">Rows of the screening.</param>
    /// <param name="threads">Threads to use, 0 for one per processor; they do not change the result.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ConjunctionRisk[] AssessAll(IReadOnlyList<CloseApproach> approaches, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(approaches);
        return AssessAll(approaches, 0, approaches.Count, threads, cancellation);
    }

    /// <summary>The rows with their risks, in their order; a part of them is assessed ahead of the caller, so that long lists need little memory.</summary>
    /// <param name="approaches">Rows of the screening.</param>
    /// <param name="threads">Threads to use, 0 for one per processor; they do not change the result.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public IEnumerable<(CloseApproach Approach, ConjunctionRisk Risk)> InOrder(
        IReadOnlyList<CloseApproach> approaches, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(approaches);
        return Stream();

        IEnumerable<(CloseApproach, ConjunctionRisk)> Stream()
        {
            // While the caller works on one part, the next is under way; with one thread in all, one after the other.
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var next = PartFrom(0);
            try
            {
                for (var from = 0; from < approaches.Count; from += RowsAhead)
                {
                    var risks = threads == 1 ? AssessPart(from) : next.GetAwaiter().GetResult();
                    next = PartFrom(from + RowsAhead);
                    for (var i = 0; i < risks.Length; i++)
                    {
                        yield return (approaches[from + i], risks[i]);
                    }
                }
            }
            finally
            {
                leaving.Cancel();
                Task.WaitAny([next], CancellationToken.None);
            }

            Task<ConjunctionRisk[]> PartFrom(int from) =>
                threads == 1 || from >= approaches.Count ? Task.FromResult<ConjunctionRisk[]>([]) : Task.Run(() => AssessPart(from), CancellationToken.None);

            ConjunctionRisk[] AssessPart(int from) => AssessAll(approaches, from, Math.Min(RowsAhead, approaches.Count - from), threads, leaving.Token);
        }
    }

    private ConjunctionRisk[] AssessAll(IReadOnlyList<CloseApproach> approaches, int from, int count, int threads, CancellationToken cancellation)
    {
        var risks = new ConjunctionRisk[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, (risks.Length + RowsPerBlock - 1) / RowsPerBlock, options, block =>
        {
            for (var i = block * RowsPerBlock; i < Math.Min(risks.Length, (block + 1) * RowsPerBlock); i++)
            {
                risks[i] = Assess(approaches[from + i]);
            }
        });
        return risks;
    }

    private static CovarianceOrigin OriginOf(RiskObject one) => one.Covariance?.Origin ?? CovarianceOrigin.None;

    /// <summary>An edge of the window is no closest approach: what lies beyond decides. Bodies that overlap there do so whatever lies beyond.</summary>
    private static (MaximumProbability? Worst, double? AsOriented) MaximumOf(in CloseApproach approach, in EncounterGeometry geometry, double radiusM)
    {
        var missM = MPerKm * approach.RangeKm;
        if (radiusM >= missM)
        {
            return (new MaximumProbability { Value = 1, DilutionSigmaM = 0 }, 1);
        }

        if (approach.Kind != CloseApproachKind.Minimum || !geometry.IsDefined || geometry.ShapePlane(missM, radiusM) is not { } plane)
        {
            return default;
        }

        var worst = AlfanoMaximum.Of(missM, radiusM, plane.SigmaMajorM / plane.SigmaMinorM);
        return (worst, Math.Min(worst.Value, Math.Exp(ScaleMaximum.Of(plane).LogProbability)));
    }

    private Probability ProbabilityOf(in CloseApproach approach, in EncounterGeometry geometry, double radiusM)
    {
        if (approach.Kind != CloseApproachKind.Minimum)
        {
            return Probability.None("an edge of the window or of the valid states is no closest approach");
        }

        var (one, other) = (CovarianceOf(approach.First, approach.Tca), CovarianceOf(approach.Second, approach.Tca));
        if (one is null && other is null)
        {
            return Probability.None("no covariance of either object");
        }

        if (!geometry.IsDefined)
        {
            return Probability.None("no encounter plane: the objects do not move against each other, or a state is refused");
        }

        var shorter = Math.Min(objects[approach.First].PeriodMinutes, objects[approach.Second].PeriodMinutes) * NodaConstants.SecondsPerMinute;
        if (!(geometry.DurationSeconds(one ?? default, other ?? default, radiusM) <= settings.ExtendedEncounterFraction * shorter))
        {
            return Probability.None("the encounter is too long for straight relative motion");
        }

        if (one is null || other is null)
        {
            var bound = EncounterOf(approach) is { } encounter ? FrisbeeMaximum.Of(encounter) : null;
            return bound?.Value is { } value
                ? new Probability { High = value, Basis = ProbabilityBasis.OneCovariance, Reason = "no covariance of one object: its maximum alone" }
                : Probability.None(bound?.Reason ?? "a state is refused");
        }

        return geometry.Plane(one.Value, other.Value, radiusM) is { } plane
            ? WithBoth(plane)
            : Probability.None("the covariance is not positive definite");
    }

    private Probability WithBoth(in EncounterPlane plane)
    {
        var nominal = SeriesProbability.Log(plane, 1);
        var atLow = SeriesProbability.Log(plane, settings.SigmaFactorLow);
        var atHigh = SeriesProbability.Log(plane, settings.SigmaFactorHigh);
        var highest = Math.Max(Math.Max(atLow, atHigh), nominal);

        // Inside the disc the probability rises to 1 as the covariance shrinks; the zero covariance is then where its maximum lies.
        var (factor, maximum) = plane.HardBodyRadiusM >= plane.MissDistanceM ? (double.NegativeInfinity, 0) : ScaleMaximum.Of(plane);
        if (factor > Math.Log(settings.SigmaFactorLow) && factor < Math.Log(settings.SigmaFactorHigh))
        {
            highest = Math.Max(highest, maximum);
        }

        return new Probability
        {
            Pc = Math.Exp(nominal),
            Low = Math.Exp(Math.Min(Math.Min(atLow, atHigh), nominal)),
            High = Math.Exp(highest),
            IsDiluted = factor < 0 && maximum - nominal > DilutionTolerance,
            Basis = ProbabilityBasis.BothCovariances,
        };
    }

    private RiskVerdict VerdictOf(in Probability probability)
    {
        var thresholds = settings.Thresholds;
        if (probability.Pc is not { } pc)
        {
            // The maximum of one shape bounds no probability; that over an unknown covariance does.
            return probability.High < thresholds.Attend ? RiskVerdict.Below : RiskVerdict.CannotTell;
        }

        return pc >= thresholds.Act ? RiskVerdict.Act
            : pc >= thresholds.Attend ? RiskVerdict.Attend
            : probability is { IsDiluted: true } && probability.High >= thresholds.Attend ? RiskVerdict.CannotTell
            : RiskVerdict.Below;
    }

    private (HardBodyRadius Radius, RadiusOrigin Origin) RadiusOf(RiskObject one)
    {
        var byClass = HardBodyRadius.ByClass(one.Class);
        var radius = one.Number is { } number ? HardBodyRadius.Of(number.Value, settings.HardBodyRadiiM, one.Class) : byClass;
        return (radius, radius.Source != byClass.Source ? RadiusOrigin.Table : one.Class == BodyClass.Unknown ? RadiusOrigin.Unknown : RadiusOrigin.Class);
    }

    private Covariance3? CovarianceOf(int index, Instant time) => objects[index] is { Covariance: { } model } one
        ? model.At(one.Epoch is { } epoch ? (time - epoch).TotalDays : 0)
        : null;

    private TemeState StateOf(int index, Instant time)
    {
        if (screened[index].Ephemeris is { } ephemeris)
        {
            return ephemeris.StateAt(time);
        }

        // Two threads may both prepare it; what they prepare is the same.
        var propagator = Volatile.Read(ref propagators[index]);
        if (propagator is null)
        {
            propagator = new Sgp4Propagator(screened[index].Elements!, mode);
            Volatile.Write(ref propagators[index], propagator);
        }

        return propagator.At(time);
    }

    /// <summary>A probability and its range.</summary>
    private readonly record struct Probability
    {
        public double? Pc { get; init; }

        public double? Low { get; init; }

        public double? High { get; init; }

        public bool? IsDiluted { get; init; }

        public ProbabilityBasis Basis { get; init; }

        public string? Reason { get; init; }

        public static Probability None(string reason) => new() { Reason = reason };
    }
}
