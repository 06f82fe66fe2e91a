using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.Messages;

/// <summary>Makes a message of its sections: reads times and numbers, and finds what lacks.</summary>
internal sealed class OpmAssembly(OpmReading reading, Func<OpmSection, OpmBlock> blockOf, IReadOnlyList<OpmBlock> manoeuvres)
{
    // Elements and state that were made of one another agree to their printed digits; a semi-major axis further off than this is of another orbit.
    private const double AxisLeeway = 1e-3;

    private static readonly string[] State = ["X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"];
    private static readonly string[] Elements = ["SEMI_MAJOR_AXIS", "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "GM"];
    private static readonly string[] Matrix = [.. OemKeywords.Covariance.SelectMany(row => row)];

    /// <summary>The message; null where there is a fault, which the reading knows.</summary>
    public OpmMessage? Make(string file, int line)
    {
        var message = new OpmMessage
        {
            File = file,
            Line = line,
            Header = MakeHeader(blockOf(OpmSection.Header)),
            Metadata = MakeMetadata(blockOf(OpmSection.Metadata)),
            State = MakeState(blockOf(OpmSection.State)),
            Keplerian = MakeKeplerian(blockOf(OpmSection.Keplerian)),
            Spacecraft = MakeSpacecraft(blockOf(OpmSection.Spacecraft)),
            Covariance = MakeCovariance(blockOf(OpmSection.Covariance)),
            Manoeuvres = [.. manoeuvres.Select(MakeManoeuvre)],
            UserDefined = new OpmUserDefined { Comments = blockOf(OpmSection.UserDefined).Comments, Parameters = blockOf(OpmSection.UserDefined).Others },
        };
        if (reading.IsFaulty)
        {
            return null;
        }

        CompareAxis(message);
        return Rehoused(message);
    }

    private OpmHeader MakeHeader(OpmBlock block)
    {
        NoteMissing(block, "CREATION_DATE", "ORIGINATOR");
        return new OpmHeader
        {
            Comments = block.Comments,
            Classification = block["CLASSIFICATION"].Text,
            CreationDate = Time(block, "CREATION_DATE"),
            Originator = block["ORIGINATOR"].Text,
            MessageId = block["MESSAGE_ID"].Text,
        };
    }

    private OpmMetadata MakeMetadata(OpmBlock block)
    {
        NoteMissing(block, "OBJECT_NAME", "OBJECT_ID");
        Require(block, "The metadata", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM");
        return new OpmMetadata
        {
            Comments = block.Comments,
            ObjectName = block["OBJECT_NAME"].Text,
            ObjectId = block["OBJECT_ID"].Text,
            CenterName = block["CENTER_NAME"].Text,
            ReferenceFrame = block["REF_FRAME"].Text,
            ReferenceFrameEpoch = Time(block, "REF_FRAME_EPOCH"),
            TimeSystem = block["TIME_SYSTEM"].Text,
        };
    }

    private OpmState MakeState(OpmBlock block)
    {
        Require(block, "The state", ["EPOCH", .. State]);
        var s = Array.ConvertAll(State, keyword => Number(block, keyword) ?? 0);
        return new OpmState { Comments = block.Comments, Epoch = Time(block, "EPOCH") ?? default, PositionKm = new(s[0], s[1], s[2]), VelocityKmPerS = new(s[3], s[4], s[5]) };
    }

    private OpmKeplerianElements? MakeKeplerian(OpmBlock block)
    {
        if (!block.HasValues)
        {
            return null;
        }

        var e = Array.ConvertAll(Elements, keyword => Number(block, keyword));
        var (trueAnomaly, meanAnomaly) = (Number(block, "TRUE_ANOMALY"), Number(block, "MEAN_ANOMALY"));
        if (Array.IndexOf(e, null) is >= 0 and var index)
        {
            reading.AddDefect(block[Elements[index]].Line, Elements[index], $"The Keplerian elements have no {Elements[index]}.", "without elements; the state says the same");
            return null;
        }

        if (trueAnomaly is null == meanAnomaly is null)
        {
            var what = trueAnomaly is null ? "no anomaly" : "two anomalies";
            reading.AddDefect(block["TRUE_ANOMALY"].Line, "TRUE_ANOMALY", $"The Keplerian elements have {what}.", trueAnomaly is null ? "without elements; the state says the same" : "by the true one");
            if (trueAnomaly is null)
            {
                return null;
            }
        }

        return new OpmKeplerianElements
        {
            Comments = block.Comments,
            SemiMajorAxisKm = e[0]!.Value,
            Eccentricity = e[1]!.Value,
            InclinationDeg = e[2]!.Value,
            RightAscensionDeg = e[3]!.Value,
            ArgumentOfPericentreDeg = e[4]!.Value,
            GravityKm3PerS2 = e[5]!.Value,
            AnomalyDeg = trueAnomaly ?? meanAnomaly!.Value,
            IsMeanAnomaly = trueAnomaly is null,
        };
    }

    private OpmSpacecraft? MakeSpacecraft(OpmBlock block)
    {
        if (manoeuvres.Count > 0 && !block.Has("MASS"))
        {
            reading.AddDefect(manoeuvres[0].Line, "MASS", "MASS is missing, which a message with a manoeuvre must give.", "not known");
        }

        var spacecraft = new OpmSpacecraft
        {
            Comments = block.Comments,
            MassKg = Number(block, "MASS"),
            SolarRadiationAreaM2 = Number(block, "SOLAR_RAD_AREA"),
            SolarRadiationCoefficient = Number(block, "SOLAR_RAD_COEFF"),
            DragAreaM2 = Number(block, "DRAG_AREA"),
            DragCoefficient = Number(block, "DRAG_COEFF"),
        };
        return spacecraft is { MassKg: null, SolarRadiationAreaM2: null, SolarRadiationCoefficient: null, DragAreaM2: null, DragCoefficient: null } ? null : spacecraft;
    }

    private OpmCovariance? MakeCovariance(OpmBlock block)
    {
        if (!block.HasValues)
        {
            return null;
        }

        Require(block, "The covariance", Matrix);
        var elements = Array.ConvertAll(Matrix, keyword => Number(block, keyword) ?? 0);
        for (var row = 0; row < OemKeywords.Covariance.Length; row++)
        {
            var keyword = OemKeywords.Covariance[row][row];
            if (elements[CdmCovarianceKeywords.IndexOf(row, row)] < 0)
            {
                reading.AddDefect(block[keyword].Line, keyword, $"{keyword} is {QuotedText.Of(block[keyword].Text)}, which a variance cannot be.", "as it stands");
            }
        }

        return new OpmCovariance { Comments = block.Comments, ReferenceFrame = block["COV_REF_FRAME"].Text, LowerTriangle = elements };
    }

    private OpmManoeuvre MakeManoeuvre(OpmBlock block)
    {
        Require(block, "A manoeuvre", "MAN_EPOCH_IGNITION", "MAN_DURATION", "MAN_REF_FRAME", "MAN_DV_1", "MAN_DV_2", "MAN_DV_3");
        var deltaMass = Number(block, "MAN_DELTA_MASS");
        if (deltaMass is > 0)
        {
            reading.AddDefect(block["MAN_DELTA_MASS"].Line, "MAN_DELTA_MASS", $"MAN_DELTA_MASS is {QuotedText.Of(block["MAN_DELTA_MASS"].Text)}: a manoeuvre adds no mass.", "as it stands");
        }
        else if (deltaMass is null)
        {
            reading.AddDefect(block["MAN_DELTA_MASS"].Line, "MAN_DELTA_MASS", "MAN_DELTA_MASS is missing, which every manoeuvre must give.", "not known");
        }

        return new OpmManoeuvre
        {
            Comments = block.Comments,
            Ignition = Time(block, "MAN_EPOCH_IGNITION") ?? default,
            DurationSeconds = Number(block, "MAN_DURATION") ?? 0,
            DeltaMassKg = deltaMass,
            ReferenceFrame = block["MAN_REF_FRAME"].Text,
            VelocityIncrementKmPerS = new(Number(block, "MAN_DV_1") ?? 0, Number(block, "MAN_DV_2") ?? 0, Number(block, "MAN_DV_3") ?? 0),
        };
    }

    /// <summary>Vis-viva: the semi-major axis of the state against the one that is given. Axes that turn make other velocities, so there it is not compared.</summary>
    private void CompareAxis(OpmMessage message)
    {
        if (message.Keplerian is not { GravityKm3PerS2: > 0 and var gm } elements || OemFrame.Of(message.Metadata.ReferenceFrame) == Frame.Itrf)
        {
            return;
        }

        var (r, v) = (message.State.PositionKm.Norm, message.State.VelocityKmPerS.Norm);
        var inverse = (2 / r) - (v * v / gm);
        if (r > 0 && Math.Abs((inverse * elements.SemiMajorAxisKm) - 1) > AxisLeeway)
        {
            var block = blockOf(OpmSection.Keplerian);
            reading.AddDefect(block["SEMI_MAJOR_AXIS"].Line, "SEMI_MAJOR_AXIS", $"SEMI_MAJOR_AXIS is {QuotedText.Of(block["SEMI_MAJOR_AXIS"].Text)}, but the state's is {MessageText.Number(Math.Round(1 / inverse, 3))} km.", "both as they stand");
        }
    }

    /// <summary>Comments of sections that have no value go to the state, since such sections are not written.</summary>
    private OpmMessage Rehoused(OpmMessage message)
    {
        List<string> homeless =
        [
            .. message.Keplerian is null ? blockOf(OpmSection.Keplerian).Comments : [],
            .. message.Spacecraft is null ? blockOf(OpmSection.Spacecraft).Comments : [],
            .. message.Covariance is null ? blockOf(OpmSection.Covariance).Comments : [],
            .. message.UserDefined.Parameters.Count == 0 ? message.UserDefined.Comments : [],
        ];
        return homeless.Count == 0 ? message : message with
        {
            State = message.State with { Comments = [.. message.State.Comments, .. homeless] },
            UserDefined = message.UserDefined.Parameters.Count == 0 ? new OpmUserDefined() : message.UserDefined,
        };
    }

    private void NoteMissing(OpmBlock block, params string[] keywords)
    {
        foreach (var keyword in keywords.Where(keyword => block[keyword].Text.Length == 0))
        {
            reading.AddDefect(block[keyword].Line, keyword, $"{keyword} is {(block.Has(keyword) ? "empty" : "missing")}, which every message must give.", "not known");
        }
    }

    private void Require(OpmBlock block, string owner, params string[] keywords)
    {
        foreach (var keyword in keywords)
        {
            var value = block[keyword];
            var isNumber = OpmKeywords.Find(keyword) is { IsText: false };
            if (value.Text.Length == 0 || (isNumber && MessageText.IsPlaceholder(value.Text)))
            {
                reading.SetFault(value.Line, keyword, SetAsideReason.Field, $"{owner} has no {keyword}.", "Give it.");
            }
        }
    }

    private Instant? Time(OpmBlock block, string keyword)
    {
        var (text, _, line) = block[keyword];
        if (text.Length == 0)
        {
            return null;
        }

        if (!UtcText.TryParse(text, out Instant time, out var fault))
        {
            reading.SetFault(line, keyword, SetAsideReason.Field, $"{keyword} is {QuotedText.Of(text)}: {UtcTextFaults.Message(fault)}.", $"{UtcTextFaults.Remedy(fault)}.");
        }

        return time;
    }

    private double? Number(OpmBlock block, string keyword)
    {
        var (text, unit, line) = block[keyword];
        if (text.Length == 0 || MessageText.IsPlaceholder(text))
        {
            if (block.Has(keyword))
            {
                reading.AddDefect(line, keyword, $"{keyword} is {(text.Length == 0 ? "empty" : QuotedText.Of(text))}.", "not given");
            }

            return null;
        }

        var form = MessageText.ReadNumber(text, out var value, out var isOdd);
        if (form != DecimalForm.Number)
        {
            var isMalformed = form == DecimalForm.Malformed;
            reading.SetFault(line, keyword, isMalformed ? SetAsideReason.Field : SetAsideReason.Range, $"{keyword} is {QuotedText.Of(text)}, which is no {(isMalformed ? "" : "finite ")}number.");
            return null;
        }

        if (isOdd)
        {
            reading.AddDefect(line, keyword, $"{keyword} is written {QuotedText.Of(text)}.", MessageText.Number(value));
        }

        return Converted(keyword, value, unit, line);
    }

    private double? Converted(string keyword, double value, string unit, int line)
    {
        var known = OpmKeywords.Find(keyword)!.Unit;
        if (MessageUnits.IsExpected(known, unit))
        {
            return value;
        }

        var expected = known.Length == 0 ? "no unit" : known;
        if (!MessageUnits.TryFactor(known, unit, out var factor))
        {
            reading.SetFault(line, keyword, SetAsideReason.Field, $"{keyword} is given in {QuotedText.Of(unit)}.", $"Give it in {expected}.");
            return null;
        }

        value *= factor;
        reading.AddDefect(line, keyword, $"{keyword} is given in {QuotedText.Of(unit)}; the standard has {expected}.", $"{MessageText.Number(value)} {known}");
        if (!double.IsFinite(value))
        {
            reading.SetFault(line, keyword, SetAsideReason.Range, $"{keyword} is too large.");
        }

        return value;
    }
}
