using Ssa.Risk.Tests.ReferenceData;

namespace Ssa.Risk.Tests;

/// <summary>Maxima, dilution, Frisbee and durations against the reference file.</summary>
public sealed class MaximumReferenceTests
{
    [Fact]
    public void Maximum_probabilities_and_dilution_thresholds_agree()
    {
        var ledger = new Ledger();
        foreach (var c in ReferenceCase.All.Where(c => c.Kind == "max_probability"))
        {
            var (miss, radius, aspect) = (c.Value("miss_distance"), c.Value("combined_radius"), c.Value("aspect_ratio"));
            var maximum = AlfanoMaximum.Of(miss, radius, aspect);
            foreach (var e in c.Expected.Where(e => !e.Method.StartsWith("fit of", StringComparison.Ordinal)))
            {
                var actual = e.Method switch
                {
                    "leading order AR*OBJ^2/(e*dist^2)" => AlfanoMaximum.LeadingValue(miss, radius, aspect),
                    "leading order sigma dist/(sqrt(2)*AR)" => AlfanoMaximum.LeadingSigmaM(miss, aspect),
                    "dilution threshold sigma (minor axis at the maximum)" => maximum.DilutionSigmaM,
                    "normalised sigma at the maximum (sigma/dist)" => maximum.DilutionSigmaM / miss,
                    _ => maximum.Value,
                };
                ledger.Compare(e.Method, c.Id, e.Value!.Value, actual, e.RelativeTolerance!.Value);
            }
        }

        ledger.Close(38);
    }

    [Fact]
    public void Covariance_scaling_finds_the_published_dilution_maxima()
    {
        var ledger = new Ledger();
        foreach (var c in ReferenceCase.All)
        {
            foreach (var e in c.Expected.Where(e => e.Method.StartsWith("Dilution maximum", StringComparison.Ordinal)))
            {
                var found = DilutionCurve.MaximumOverScale(c.Encounter(e.Json.GetProperty("hbr_m").GetDouble()));
                ledger.Compare(e.Method, c.Id, e.Value!.Value, found?.Maximum.Value, e.RelativeTolerance!.Value);
                Assert.Equal(e.Json.GetProperty("diluted").GetBoolean(), found!.Value.IsDiluted);
            }
        }

        ledger.Close(5);
    }

    [Fact]
    public void Frisbee_maxima_agree_for_either_unknown_covariance()
    {
        var ledger = new Ledger();
        foreach (var c in ReferenceCase.All)
        {
            foreach (var e in c.Expected.Where(e => e.Method.StartsWith("Frisbee", StringComparison.Ordinal)))
            {
                var encounter = c.Encounter(ReferenceCase.Optional(e.Json, "hbr_m"));
                encounter = e.Method.Contains("object1", StringComparison.Ordinal)
                    ? encounter with { First = encounter.First with { Covariance = null } }
                    : encounter with { Second = encounter.Second with { Covariance = null } };
                var square = e.Method.EndsWith("equal-area square", StringComparison.Ordinal);
                var found = FrisbeeMaximum.Of(encounter, square ? HardBodyOutline.EqualAreaSquare : HardBodyOutline.Circle);
                ledger.Compare(e.Method, c.Id, e.Value!.Value, found.Value, e.RelativeTolerance ?? 0, e.AbsoluteTolerance ?? 0);
                if (c.Id.StartsWith("frisbee-01", StringComparison.Ordinal))
                {
                    ledger.Compare("both covariances as given equal the maximum", c.Id, found.Value!.Value, ShortEncounterPc.Compute(c.Encounter()).Value, 1e-4);
                }
            }
        }

        ledger.Close(50);
    }

    [Fact]
    public void Coppola_bounds_agree()
    {
        var ledger = new Ledger();
        foreach (var c in ReferenceCase.All)
        {
            foreach (var e in c.Expected.Where(e => e.Method.StartsWith("Coppola 2012 linear", StringComparison.Ordinal)))
            {
                var bounds = CoppolaBounds.Of(c.Encounter())!.Value;
                ledger.Compare("start", c.Id, e.Json.GetProperty("value")[0].GetDouble(), bounds.StartSeconds, e.RelativeTolerance!.Value);
                ledger.Compare("end", c.Id, e.Json.GetProperty("value")[1].GetDouble(), bounds.EndSeconds, e.RelativeTolerance!.Value);
            }
        }

        ledger.Close(4);
    }

    [Fact]
    public void Negative_radii_count_as_none_and_squares_agree()
    {
        var c = ReferenceCase.All.Single(c => c.Id == "omitron-01");
        Assert.Equal(0, ShortEncounterPc.Compute(c.Encounter(-20)).Value);
        var plane = PlaneProjection.Of(c.Encounter(), MissConvention.AsGiven).Plane!.Value;
        Assert.Equal(3.44534649703584e-05, ShortEncounter.SquareQuadrature.Compute(plane, HardBodyOutline.CircumscribedSquare).Value!.Value, 3.4e-8);
        Assert.Equal(2.70601573490111e-05, ShortEncounter.SquareQuadrature.Compute(plane, HardBodyOutline.EqualAreaSquare).Value!.Value, 2.7e-8);
    }
}
