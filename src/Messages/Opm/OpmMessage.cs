using NodaTime;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>
/// An orbit parameter message (OPM, CCSDS 502.0-B-3 section 3): the state of one object at one time, and what else is known of its orbit, its body, its errors and its manoeuvres. Numbers are in the
/// standard's units; what the message does not give is null or empty.
/// </summary>
public sealed record OpmMessage
{
    /// <summary>The file's name as the user gave it; empty where the message was not read.</summary>
    public string File { get; init; } = "";

    /// <summary>The line where the message begins; 0 where it was not read.</summary>
    public int Line { get; init; }

    /// <summary>Who made the message, and when.</summary>
    public required OpmHeader Header { get; init; }

    /// <summary>What the state is of, and on which axes and clock.</summary>
    public required OpmMetadata Metadata { get; init; }

    /// <summary>The state.</summary>
    public required OpmState State { get; init; }

    /// <summary>The osculating elements of the same orbit; null where not given.</summary>
    public OpmKeplerianElements? Keplerian { get; init; }

    /// <summary>Mass and areas; null where not given.</summary>
    public OpmSpacecraft? Spacecraft { get; init; }

    /// <summary>The covariance of the state; null where not given.</summary>
    public OpmCovariance? Covariance { get; init; }

    /// <summary>The manoeuvres, in the order of the message.</summary>
    public IReadOnlyList<OpmManoeuvre> Manoeuvres { get; init; } = [];

    /// <summary>Parameters that parties agreed upon, without their prefix, and the comments before them.</summary>
    public OpmUserDefined UserDefined { get; init; } = new();

    /// <summary>What a reader found amiss and how it read it.</summary>
    public IReadOnlyList<MessageDefect> Defects { get; init; } = [];

    /// <summary>The state's time in UTC; null where the time system's relation to UTC is not certain (all but UTC, TAI, TT and GPS).</summary>
    public Instant? EpochUtc => OemTimeSystem.IsKnown(Metadata.TimeSystem) && OemTimeSystem.TryToUtc(Metadata.TimeSystem, State.Epoch, out var utc) ? utc : null;
}

/// <summary>The header of an orbit parameter message.</summary>
public sealed record OpmHeader
{
    /// <summary>The comments at its head.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>CLASSIFICATION; empty where not given.</summary>
    public string Classification { get; init; } = "";

    /// <summary>CREATION_DATE, UTC; null where not known.</summary>
    public Instant? CreationDate { get; init; }

    /// <summary>ORIGINATOR; empty where not known.</summary>
    public string Originator { get; init; } = "";

    /// <summary>MESSAGE_ID; empty where not given.</summary>
    public string MessageId { get; init; } = "";
}

/// <summary>The metadata of an orbit parameter message.</summary>
public sealed record OpmMetadata
{
    /// <summary>The comments at its head.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>OBJECT_NAME; empty where not known.</summary>
    public string ObjectName { get; init; } = "";

    /// <summary>OBJECT_ID: the international designator as a rule; empty where not known.</summary>
    public string ObjectId { get; init; } = "";

    /// <summary>CENTER_NAME: the body that the orbit is about.</summary>
    public required string CenterName { get; init; }

    /// <summary>REF_FRAME: the axes of state and elements.</summary>
    public required string ReferenceFrame { get; init; }

    /// <summary>REF_FRAME_EPOCH, as the clock of the time system shows it; null where not given.</summary>
    public Instant? ReferenceFrameEpoch { get; init; }

    /// <summary>TIME_SYSTEM: the clock of every time but the creation date.</summary>
    public required string TimeSystem { get; init; }
}

/// <summary>A state of an orbit parameter message.</summary>
public sealed record OpmState
{
    /// <summary>The comments before it.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>EPOCH, as the clock of the time system shows it; see <see cref="OpmMessage.EpochUtc"/>.</summary>
    public required Instant Epoch { get; init; }

    /// <summary>Position on the axes of the reference frame, km.</summary>
    public required Vector3 PositionKm { get; init; }

    /// <summary>Velocity relative to the reference frame, km/s.</summary>
    public required Vector3 VelocityKmPerS { get; init; }
}

/// <summary>Osculating Keplerian elements at the epoch of the state.</summary>
public sealed record OpmKeplerianElements
{
    /// <summary>The comments before them.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Semi-major axis, km.</summary>
    public required double SemiMajorAxisKm { get; init; }

    /// <summary>Eccentricity.</summary>
    public required double Eccentricity { get; init; }

    /// <summary>Inclination, degrees.</summary>
    public required double InclinationDeg { get; init; }

    /// <summary>Right ascension of the ascending node, degrees.</summary>
    public required double RightAscensionDeg { get; init; }

    /// <summary>Argument of pericentre, degrees.</summary>
    public required double ArgumentOfPericentreDeg { get; init; }

    /// <summary>The anomaly, degrees.</summary>
    public required double AnomalyDeg { get; init; }

    /// <summary>Whether the anomaly is the mean one; else it is the true one.</summary>
    public required bool IsMeanAnomaly { get; init; }

    /// <summary>GM, km³/s².</summary>
    public required double GravityKm3PerS2 { get; init; }
}

/// <summary>Mass and areas of a spacecraft; null where not given.</summary>
public sealed record OpmSpacecraft
{
    /// <summary>The comments before them.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>MASS, kg.</summary>
    public double? MassKg { get; init; }

    /// <summary>SOLAR_RAD_AREA, m².</summary>
    public double? SolarRadiationAreaM2 { get; init; }

    /// <summary>SOLAR_RAD_COEFF; 0 for no radiation pressure.</summary>
    public double? SolarRadiationCoefficient { get; init; }

    /// <summary>DRAG_AREA, m².</summary>
    public double? DragAreaM2 { get; init; }

    /// <summary>DRAG_COEFF; 0 for no drag.</summary>
    public double? DragCoefficient { get; init; }
}

/// <summary>The covariance of a state.</summary>
public sealed record OpmCovariance
{
    /// <summary>The comments before it.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>COV_REF_FRAME: its axes, such as RTN; empty where they are those of the state.</summary>
    public string ReferenceFrame { get; init; } = "";

    /// <summary>The lower triangle, row by row to the diagonal, position then velocity: 21 elements in km², km²/s, km²/s².</summary>
    public required IReadOnlyList<double> LowerTriangle { get; init; }

    /// <summary>An element.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public double this[int row, int column] => LowerTriangle[CdmCovarianceKeywords.IndexOf(row, column)];
}

/// <summary>A manoeuvre.</summary>
public sealed record OpmManoeuvre
{
    /// <summary>The comments before it.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>MAN_EPOCH_IGNITION, as the clock of the time system shows it.</summary>
    public required Instant Ignition { get; init; }

    /// <summary>MAN_DURATION, s; 0 for an impulse.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>MAN_DELTA_MASS, kg, negative; null where not given.</summary>
    public double? DeltaMassKg { get; init; }

    /// <summary>MAN_REF_FRAME: the axes of the velocity increment.</summary>
    public required string ReferenceFrame { get; init; }

    /// <summary>MAN_DV_1 to MAN_DV_3: the velocity increment, km/s.</summary>
    public required Vector3 VelocityIncrementKmPerS { get; init; }
}

/// <summary>Parameters that parties agreed upon.</summary>
public sealed record OpmUserDefined
{
    /// <summary>The comments before them.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Names, without <c>USER_DEFINED_</c>, and values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];
}
