using Ssa.Risk.Curvilinear;
using Ssa.Risk.Ladder;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.MonteCarlo;

/// <summary>
/// Orbits sampled in equinoctial elements, two-body motion, ingresses within the window counted (Hall, Casali, Johnson, Skrehart and Baars 2018, AAS 18-244). Trials are numbered and run in blocks; sums are added in the blocks'
/// order, so that the result is the same for any number of threads.
/// </summary>
internal static class MonteCarloMethod
{
    private const double RareProbability = 1e-6;
    private const double FewHits = 100;
    private const int BlockTrials = 2048;
    private const uint MainStream = 0;
    private const uint PilotStream = 1;
    private const int PilotTrials = 2048;
    private const int PilotRounds = 9;

    /// <summary>Runs the trials.</summary>
    public static MonteCarloResult Run(Encounter encounter, MonteCarloSettings settings, Nc2DAnalysis? analysis, (double Start, double End)? window)
    {
        var (curved, reason) = CurvedEncounter.Of(encounter);
        if (curved is null)
        {
            return new() { Result = PcResult.NotComputable(PcMethod.MonteCarlo, reason!), Confidence = settings.Confidence };
        }

        if (curved.RadiusM == 0 || double.IsPositiveInfinity(curved.RadiusM))
        {
            return new() { Result = PcResult.Of(PcMethod.MonteCarlo, curved.RadiusM == 0 ? 0 : 1), Confidence = settings.Confidence };
        }

        analysis ??= Nc2DMethod.Analyse(encounter);
        var (start, end) = window ?? EncounterWindow.Of(encounter, curved, analysis);
        var sampler = new OrbitSampler(curved);
        var test = new IngressTest(start, end, curved.RadiusM);
        var proposal = IsRare(curved, analysis, settings.Samples) ? Proposal(sampler, test, analysis, curved.RadiusM, settings.Seed) : null;
        var sum = Trials(sampler, test, proposal, settings.Seed, settings.Samples);
        return Summary(sum, settings, proposal is not null) with { StartSeconds = start, EndSeconds = end };
    }

    /// <summary>Only where Nc2D may be used is the estimate worth a proposal: about one of several peaks it would miss the others and look sure of itself.</summary>
    private static bool IsRare(CurvedEncounter curved, Nc2DAnalysis analysis, long samples) =>
        analysis.Minimum is not null && analysis.Result.Value is { } value && (value < RareProbability || value * samples < FewHits)
        && !UsageChecks.OfNc2D(curved, analysis).Any(c => c.IsViolated);

    /// <summary>A proposal whose outer disc is wide enough: of the hits of a pilot run next to none lies near its rim. Null where none is found.</summary>
    private static CollisionProposal? Proposal(OrbitSampler sampler, IngressTest test, Nc2DAnalysis analysis, double radiusM, ulong seed)
    {
        var proposal = CollisionProposal.Of(sampler, analysis.Minimum!.At, radiusM);
        for (var round = 0; proposal is not null && round < PilotRounds; round++, proposal.OuterM *= 2)
        {
            var (all, rim) = (0.0, 0.0);
            Span<double> normals = new double[sampler.Dimensions];
            for (var trial = 0; trial < PilotTrials; trial++)
            {
                var (weight, target) = proposal.Draw(seed, ((long)round * PilotTrials) + trial, PilotStream, normals);
                if (target <= proposal.OuterM && sampler.Orbits(normals) is var (first, second) && test.Of(first, second) == TrialOutcome.Ingress)
                {
                    all += weight;
                    rim += target > 0.7 * proposal.OuterM ? weight : 0;
                }
            }

            if (all > 0 && rim <= 1e-3 * all)
            {
                return proposal;
            }
        }

        return null;
    }

    private static Tally Trials(OrbitSampler sampler, IngressTest test, CollisionProposal? proposal, ulong seed, long samples)
    {
        var blocks = new Tally[(samples + BlockTrials - 1) / BlockTrials];
        Parallel.For(0, blocks.LongLength, block =>
        {
            Span<double> normals = stackalloc double[sampler.Dimensions];
            var tally = default(Tally);
            for (var trial = block * BlockTrials; trial < Math.Min(samples, (block + 1) * BlockTrials); trial++)
            {
                var weight = 1.0;
                if (proposal is null)
                {
                    Philox.Normals(seed, trial, MainStream, normals);
                }
                else
                {
                    (weight, _) = proposal.Draw(seed, trial, MainStream, normals);
                }

                tally = sampler.Orbits(normals) is var (first, second) ? tally.With(test.Of(first, second), weight) : tally with { Unbound = tally.Unbound + 1 };
            }

            blocks[block] = tally;
        });
        return blocks.Aggregate((a, b) => a.Plus(b));
    }

    private static MonteCarloResult Summary(Tally sum, MonteCarloSettings settings, bool weighted)
    {
        var trials = settings.Samples;
        var value = weighted ? sum.Weight / trials : (double)sum.Hits / trials;
        var (lower, upper) = BinomialInterval.Of(sum.Hits, trials, settings.Confidence);
        if (weighted && sum.Hits > 0)
        {
            var reach = ErrorFunction.InverseErfc(1 - settings.Confidence) * Math.Sqrt(2);
            var sigma = Math.Sqrt(Math.Max(0, (sum.WeightSquare / trials) - (value * value)) / trials);
            (lower, upper) = (Math.Max(0, value - (reach * sigma)), Math.Min(1, value + (reach * sigma)));
        }
        else if (weighted)
        {
            upper = Math.Min(1, upper * CollisionProposal.HighestWeight);
        }

        return new()
        {
            Result = PcResult.Of(PcMethod.MonteCarlo, value) with { Lower = lower, Upper = upper, Remark = Remark(sum, trials) },
            Confidence = settings.Confidence,
            Trials = trials,
            Hits = sum.Hits,
            EffectiveHits = sum.WeightSquare > 0 ? sum.Weight * sum.Weight / sum.WeightSquare : 0,
            StartOverlapProbability = Math.Min(1, sum.StartWeight / trials),
            UnboundTrials = sum.Unbound,
            IsImportanceSampled = weighted,
        };
    }

    private static string? Remark(Tally sum, long trials) =>
        sum.Unbound > 1e-3 * trials ? "more than a thousandth of the sampled orbits is no ellipse; these count as misses"
        : sum.StartWeight > 0 ? "some trials overlap at the window's start; these are no ingresses and are not counted"
        : null;

    private readonly record struct Tally(long Hits, double Weight, double WeightSquare, double StartWeight, long Unbound)
    {
        public Tally With(TrialOutcome outcome, double weight) => outcome switch
        {
            TrialOutcome.Ingress => this with { Hits = Hits + 1, Weight = Weight + weight, WeightSquare = WeightSquare + (weight * weight) },
            TrialOutcome.StartOverlap => this with { StartWeight = StartWeight + weight },
            _ => this,
        };

        public Tally Plus(Tally b) => new(Hits + b.Hits, Weight + b.Weight, WeightSquare + b.WeightSquare, StartWeight + b.StartWeight, Unbound + b.Unbound);
    }
}
