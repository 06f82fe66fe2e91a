using System.Globalization;
using NodaTime;
using Ssa.Catalog;
using Ssa.Messages;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;
using Ssa.Risk;

namespace Ssa.Assessment;

/// <summary>
/// An object's part of a conjunction data message: who it is, its state at the time of closest approach in EME2000, its covariance in RTN. TEME becomes EME2000 by IAU-1976 precession and IAU-1980 nutation without
/// corrections, which need no Earth orientation data.
/// </summary>
internal static class ConjunctionMessageObject
{
    // What stands for a covariance that nobody knows: ten Earth radii, from which readers tell that it is none, and 10 km/s.
    private const double UnknownSigmaM = 10 * 6_378_137;
    private const double UnknownSigmaMPerS = 10_000;
    private const int Size = 6;

    private static readonly string[] Rows = ["R", "T", "N", "RDOT", "TDOT", "NDOT"];

    /// <summary>Fills the object.</summary>
    /// <param name="into">The object of the message.</param>
    /// <param name="one">Who it is.</param>
    /// <param name="tca">The time of closest approach.</param>
    /// <param name="state">Its state then, TEME, and its covariance.</param>
    public static void Fill(CdmObject into, ConjunctionParty one, Instant tca, ObjectState state)
    {
        FillMetadata(into[CdmSection.Metadata], one, tca);
        FillState(into[CdmSection.StateVector], tca, state);
        FillCovariance(into[CdmSection.Covariance], one.Covariance, state);
        if (one.Covariance?.Origin == CovarianceOrigin.History)
        {
            into[CdmSection.Metadata].Set("COVARIANCE_METHOD", "CALCULATED");
        }
    }

    private static void FillMetadata(CdmBlock metadata, ConjunctionParty party, Instant tca)
    {
        var one = party.Screened;
        if (one.Epoch is { } epoch)
        {
            metadata.Comments.Add(string.Create(CultureInfo.InvariantCulture, $"PUBLIC ELEMENT SET OF EPOCH {UtcText.Format(epoch)}, {(tca - epoch).TotalDays:F3} DAYS BEFORE TCA"));
        }

        metadata.Set("OBJECT_DESIGNATOR", one.Number?.ToString() ?? "UNKNOWN");
        metadata.Set("CATALOG_NAME", one.Number is null ? "UNKNOWN" : "SATCAT");
        metadata.Set("OBJECT_NAME", Plain(one.Name));
        metadata.Set("INTERNATIONAL_DESIGNATOR", Plain(one.Elements?.ObjectId ?? one.Ephemeris!.Identity.ObjectId));
        metadata.Set("OBJECT_TYPE", TypeOf(party.Type));
        metadata.Set("EPHEMERIS_NAME", one.Ephemeris is null ? "NONE" : Plain(party.EphemerisName));
        metadata.Set("COVARIANCE_METHOD", "DEFAULT");
        metadata.Set("MANEUVERABLE", "N/A");
        metadata.Set("ORBIT_CENTER", "EARTH");
        metadata.Set("REF_FRAME", "EME2000");
    }

    private static void FillState(CdmBlock block, Instant tca, ObjectState state)
    {
        var found = FrameTransform.FromTeme(Frame.Gcrf, tca, EarthOrientation.None, 1e-3 * state.PositionM, 1e-3 * state.VelocityMPerS);
        block.Set("X", found.PositionKm.X);
        block.Set("Y", found.PositionKm.Y);
        block.Set("Z", found.PositionKm.Z);
        block.Set("X_DOT", found.VelocityKmPerS.X);
        block.Set("Y_DOT", found.VelocityKmPerS.Y);
        block.Set("Z_DOT", found.VelocityKmPerS.Z);
    }

    private static void FillCovariance(CdmBlock block, CovarianceModel? model, ObjectState state)
    {
        double[] elements;
        if (state.Covariance is { } covariance)
        {
            block.Comments.Add($"POSITION COVARIANCE: {Plain(model?.Source ?? "")}");
            block.Comments.Add("VELOCITY PART DERIVED FROM IT BY TWO-BODY MOTION (ALONG-TRACK WITH RADIAL RATE, RADIAL WITH TRANSVERSE RATE), NOT ESTIMATED");
            elements = TwoBodyVelocityCovariance.Of(covariance.Position, state.PositionM, state.VelocityMPerS);
        }
        else
        {
            block.Comments.Add("THE COVARIANCE IS NOT KNOWN: SIGMAS OF TEN EARTH RADII AND 10 KM/S STAND FOR THAT");
            elements = new double[Size * Size];
            for (var i = 0; i < Size; i++)
            {
                elements[(Size + 1) * i] = i < 3 ? UnknownSigmaM * UnknownSigmaM : UnknownSigmaMPerS * UnknownSigmaMPerS;
            }
        }

        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                block.Set($"C{Rows[row]}_{Rows[column]}", elements[(Size * row) + column]);
            }
        }
    }

    private static string TypeOf(ObjectType type) => type switch
    {
        ObjectType.Payload => "PAYLOAD",
        ObjectType.RocketBody => "ROCKET BODY",
        ObjectType.Debris => "DEBRIS",
        _ => "UNKNOWN",
    };

    /// <summary>Printable ASCII, as keyword-value notation demands, and UNKNOWN, the standard's word, where there is none.</summary>
    private static string Plain(string text) => text.Length == 0 ? "UNKNOWN" : string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));
}
