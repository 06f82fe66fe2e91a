using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>One of the two objects of a conjunction.</summary>
public sealed class CdmObject
{
    private readonly Dictionary<CdmSection, CdmBlock> _blocks = CdmKeywords.ObjectSections.ToDictionary(section => section, section => new CdmBlock(section));

    internal CdmObject(int line) => Line = line;

    /// <summary>The line where the object begins; 0 where it was not read.</summary>
    public int Line { get; }

    /// <summary>OBJECT_DESIGNATOR: the number in the catalogue.</summary>
    public string Designator => this[CdmSection.Metadata].Text("OBJECT_DESIGNATOR");

    /// <summary>OBJECT_NAME.</summary>
    public string Name => this[CdmSection.Metadata].Text("OBJECT_NAME");

    /// <summary>INTERNATIONAL_DESIGNATOR.</summary>
    public string InternationalDesignator => this[CdmSection.Metadata].Text("INTERNATIONAL_DESIGNATOR");

    /// <summary>REF_FRAME: the frame of the state.</summary>
    public string ReferenceFrame => this[CdmSection.Metadata].Text("REF_FRAME");

    /// <summary>The position in the reference frame, km; NaN where not known.</summary>
    public Vector3 PositionKm => new(this[CdmSection.StateVector].Number("X"), this[CdmSection.StateVector].Number("Y"), this[CdmSection.StateVector].Number("Z"));

    /// <summary>The velocity relative to the reference frame, km/s; NaN where not known.</summary>
    public Vector3 VelocityKmPerS =>
        new(this[CdmSection.StateVector].Number("X_DOT"), this[CdmSection.StateVector].Number("Y_DOT"), this[CdmSection.StateVector].Number("Z_DOT"));

    /// <summary>The rows of the RTN covariance that are whole: 0 without one, 3 for position alone, 6 with velocity, up to 9 with drag, solar radiation pressure and thrust.</summary>
    public int CovarianceDimension => DimensionOf(CdmCovarianceKeywords.Rtn);

    /// <summary>Whether a covariance in Cartesian axes of <c>ALT_COV_REF_FRAME</c> is given.</summary>
    public bool HasXyzCovariance => DimensionOf(CdmCovarianceKeywords.Xyz) >= 6;

    /// <summary>A section of the object.</summary>
    /// <param name="section">The section, <see cref="CdmSection.Metadata"/> or a later one.</param>
    public CdmBlock this[CdmSection section] => _blocks[section];

    /// <summary>
    /// An element of the RTN covariance, in m, kg and s as the standard has it (m² for two positions); NaN where not given. Rows: R, T, N, their rates, drag, solar radiation pressure, thrust.
    /// </summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public double RtnCovariance(int row, int column) =>
        this[CdmSection.Covariance].Number(CdmCovarianceKeywords.Rtn[CdmCovarianceKeywords.IndexOf(row, column)].Name);

    /// <summary>The same of the covariance in Cartesian axes.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public double XyzCovariance(int row, int column) =>
        this[CdmSection.XyzCovariance].Number(CdmCovarianceKeywords.Xyz[CdmCovarianceKeywords.IndexOf(row, column)].Name);

    /// <summary>All comments of the object, in their order.</summary>
    public IEnumerable<string> Comments => CdmKeywords.ObjectSections.SelectMany(section => _blocks[section].Comments);

    private int DimensionOf(CdmKeyword[] elements)
    {
        var block = this[elements[0].Section];
        var given = elements.TakeWhile(element => block.Has(element.Name)).Count();
        var rows = 0;
        while (rows < CdmCovarianceKeywords.LargestDimension && given >= (rows + 1) * (rows + 2) / 2)
        {
            rows++;
        }

        return rows;
    }
}
