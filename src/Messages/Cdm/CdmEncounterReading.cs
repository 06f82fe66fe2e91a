using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>Takes one object of an encounter out of a message, or says why it cannot be.</summary>
internal sealed class CdmEncounterReading
{
    private const int Size = 6;
    private readonly CdmMessage _message;
    private readonly CdmObject _object;
    private readonly Instant _tca;
    private readonly EarthOrientation _orientation;

    public CdmEncounterReading(CdmMessage message, CdmObject read, Instant tca, EarthOrientation orientation)
    {
        (_message, _object, _tca, _orientation) = (message, read, tca, orientation);
        Read = TryRead();
    }

    /// <summary>The object; null where there is a fault.</summary>
    public CdmEncounterObject? Read { get; }

    /// <summary>The fault, or null.</summary>
    public SetAsideRecord? Fault { get; private set; }

    private CdmEncounterObject? TryRead()
    {
        var metadata = _object[CdmSection.Metadata];
        if (OemFrame.Of(_object.ReferenceFrame) is not { } frame)
        {
            return Refuse("REF_FRAME", SetAsideReason.Unsupported, $"REF_FRAME is {QuotedText.Of(_object.ReferenceFrame)}.", "Give states in GCRF, EME2000, TEME or ITRF.");
        }

        if (metadata.Text("ORBIT_CENTER") is not "" and var center && !center.Equals("EARTH", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse("ORBIT_CENTER", SetAsideReason.Unsupported, $"ORBIT_CENTER is {QuotedText.Of(center)}.", "Give states about the Earth.");
        }

        foreach (var keyword in CdmKeywords.Of(CdmSection.StateVector))
        {
            if (!double.IsFinite(_object[CdmSection.StateVector].Number(keyword.Name)))
            {
                return Refuse(keyword.Name, SetAsideReason.Range, $"{keyword.Name} is not known.", "Give the whole state.");
            }
        }

        var (position, velocity) = ToGcrf(frame, _object.PositionKm, _object.VelocityKmPerS);
        var axes = RtnBasis.Of(position, velocity);
        if (!double.IsFinite(axes.Normal.Norm))
        {
            return Refuse("X_DOT", SetAsideReason.Range, "Position and velocity are parallel or zero: the object has no orbital plane.", "Give the object's inertial state, or its state in ITRF.");
        }

        var turn = Blocks(axes.Radial, axes.Transverse, axes.Normal);
        var (rtn, inertial) = TakeCovariance(turn);
        if (Fault is null && !(double.IsFinite(position.Norm + velocity.Norm) && rtn.All(double.IsFinite) && inertial.All(double.IsFinite)))
        {
            return Refuse("CR_R", SetAsideReason.Range, "State or covariance are too large to compute with.", "Give them in the standard's units.");
        }

        return Fault is null
            ? new CdmEncounterObject(
                _object.Designator, _object.Name, position, velocity, rtn, inertial, _object.CovarianceDimension >= Size || _object.CovarianceDimension == 0, metadata.Text("COVARIANCE_METHOD"), CdmCovarianceHints.Of(_object))
            : null;
    }

    /// <summary>The covariances in RTN and in GCRF; the rows of <paramref name="turn"/> are the RTN axes in GCRF.</summary>
    private (double[] Rtn, double[] Inertial) TakeCovariance(double[] turn)
    {
        var dimension = Math.Min(_object.CovarianceDimension, Size);
        if (dimension > 0)
        {
            var rtn = Fill(CdmSection.Covariance, CdmCovarianceKeywords.Rtn, dimension);
            return (rtn, Congruence(Transposed(turn), rtn));
        }

        var name = _object[CdmSection.Metadata].Text("ALT_COV_REF_FRAME");
        if (!_object.HasXyzCovariance || OemFrame.Of(name) is not { } frame)
        {
            Refuse("ALT_COV_REF_FRAME", SetAsideReason.Unsupported, $"There is no covariance in RTN, and the frame of the other is {QuotedText.Of(name)}.", "Give the covariance in RTN.");
            return ([], []);
        }

        // A transformation of states is linear: its columns are the states that it makes of unit states. From ITRF it holds ω × r.
        var toGcrf = new double[Size * Size];
        for (var column = 0; column < Size; column++)
        {
            var (r, v) = ToGcrf(frame, Unit(column), Unit(column - 3));
            ReadOnlySpan<double> state = [r.X, r.Y, r.Z, v.X, v.Y, v.Z];
            for (var row = 0; row < Size; row++)
            {
                toGcrf[(row * Size) + column] = state[row];
            }
        }

        var inertial = Congruence(toGcrf, Fill(CdmSection.XyzCovariance, CdmCovarianceKeywords.Xyz, Size));
        return (Congruence(turn, inertial), inertial);
    }

    private double[] Fill(CdmSection section, CdmKeyword[] elements, int dimension)
    {
        var filled = new double[Size * Size];
        for (var row = 0; row < dimension; row++)
        {
            for (var column = 0; column < dimension; column++)
            {
                var name = elements[CdmCovarianceKeywords.IndexOf(row, column)].Name;
                var value = _object[section].Number(name);
                if (!double.IsFinite(value))
                {
                    Refuse(name, SetAsideReason.Range, $"{name} is not known.", "Give the whole covariance of the position, and of the velocity if any of it.");
                }

                filled[(row * Size) + column] = value * 1e-6; // m² to km²
            }
        }

        return filled;
    }

    private (Vector3 PositionKm, Vector3 VelocityKmPerS) ToGcrf(Frame frame, Vector3 position, Vector3 velocity)
    {
        if (frame == Frame.Gcrf)
        {
            return (position, velocity);
        }

        var teme = FrameTransform.ToTeme(frame, _tca, _orientation, position, velocity);
        var gcrf = FrameTransform.FromTeme(Frame.Gcrf, _tca, _orientation, teme.PositionKm, teme.VelocityKmPerS);
        return (gcrf.PositionKm, gcrf.VelocityKmPerS);
    }

    private CdmEncounterObject? Refuse(string field, SetAsideReason reason, string message, string remedy)
    {
        var line = CdmKeywords.ObjectSections.Select(section => _object[section].LineOf(field)).FirstOrDefault(found => found > 0);
        Fault ??= new SetAsideRecord(_message.File, line > 0 ? line : _object.Line, field, reason, $"{_object[CdmSection.Metadata].Text("OBJECT")}: {message}", remedy);
        return null;
    }

    private static Vector3 Unit(int axis) => new(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);

    /// <summary>The turn of position and of velocity alike, whose rows are the new axes.</summary>
    private static double[] Blocks(Vector3 x, Vector3 y, Vector3 z) =>
    [
        x.X, x.Y, x.Z, 0, 0, 0,
        y.X, y.Y, y.Z, 0, 0, 0,
        z.X, z.Y, z.Z, 0, 0, 0,
        0, 0, 0, x.X, x.Y, x.Z,
        0, 0, 0, y.X, y.Y, y.Z,
        0, 0, 0, z.X, z.Y, z.Z,
    ];

    private static double[] Transposed(double[] a) => [.. Enumerable.Range(0, a.Length).Select(i => a[(i % Size * Size) + (i / Size)])];

    /// <summary>J C Jᵀ, exactly symmetric.</summary>
    private static double[] Congruence(double[] j, double[] c)
    {
        var half = Product(j, c);
        var whole = Product(half, Transposed(j));
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < row; column++)
            {
                whole[(column * Size) + row] = whole[(row * Size) + column];
            }
        }

        return whole;
    }

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[Size * Size];
        for (var i = 0; i < product.Length; i++)
        {
            for (var k = 0; k < Size; k++)
            {
                product[i] += a[(i / Size * Size) + k] * b[(k * Size) + (i % Size)];
            }
        }

        return product;
    }
}
