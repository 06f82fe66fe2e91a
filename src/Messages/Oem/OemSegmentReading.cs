using System.Globalization;
using System.Text;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.Messages;

/// <summary>What a segment means: its times in UTC, its states in TEME, its useable span and interpolation; or the fault that makes it unusable.</summary>
internal sealed class OemSegmentReading
{
    // A message in metres, or without a body to orbit, shows here. Launch trajectories begin on the ground, 6,357 km from the centre at the least.
    private const double LeastRadiusKm = 6_300;
    private const double LargestRadiusKm = 1_000_000;
    private const double LargestSpeedKmPerS = 50;

    private const double PoorInterpolationKm = 0.1;

    private readonly string _file;
    private readonly OemSegment _source;
    private readonly List<EphemerisRemark> _remarks;

    public OemSegmentReading(string file, EarthOrientation orientation, OemSegment source, List<EphemerisRemark> remarks)
    {
        (_file, _source, _remarks) = (file, source, remarks);
        if (FindFrame() is { } frame && CheckTimeSystem() && TryInterpolation(out var interpolation) && TrySpan(out var start, out var stop))
        {
            Read(frame, orientation, interpolation, start, stop);
        }
    }

    /// <summary>The segment; null where there is a fault, or fewer than two states.</summary>
    public EphemerisSegment? Segment { get; private set; }

    /// <summary>Why there is no segment.</summary>
    public SetAsideRecord? Fault { get; private set; }

    private void Read(Frame frame, EarthOrientation orientation, EphemerisInterpolation? interpolation, Instant start, Instant stop)
    {
        if (_source.States.Count < 2)
        {
            Remark("EPOCH", _source.Line, "A segment of fewer than two states is passed over: nothing can be interpolated.");
            return;
        }

        var points = new EphemerisPoint[_source.States.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var state = _source.States[i];
            if (!CheckSize(state) || !TryUtc("EPOCH", state.Reading, state.Line, out var utc))
            {
                return;
            }

            points[i] = EphemerisPoint.From(frame, utc, orientation, state.PositionKm, state.VelocityKmPerS);
        }

        if (start > points[^1].Utc || stop < points[0].Utc)
        {
            SetFault(
                "START_TIME", SetAsideReason.Range, $"The useable span, {UtcText.Format(start)} to {UtcText.Format(stop)}, holds none of the states, {UtcText.Format(points[0].Utc)} to {UtcText.Format(points[^1].Utc)}.", OemMessage.TakeAgain);
            return;
        }

        Segment = new EphemerisSegment(points, interpolation, start, stop);
        RemarkOn(frame, orientation.At(Segment.Start).Source, start, stop);
        RemarkOn(Segment, interpolation, points);
    }

    private Frame? FindFrame()
    {
        var (centre, name, epoch) = (_source["CENTER_NAME"], _source["REF_FRAME"], _source["REF_FRAME_EPOCH"]);
        if (!centre.Is("EARTH"))
        {
            SetFault("CENTER_NAME", SetAsideReason.Unsupported, $"The orbit is about {QuotedText.Of(centre.Text)}.", "Only orbits about the EARTH can be used.");
            return null;
        }

        var frame = OemFrame.Of(name.Text);
        if (frame is null)
        {
            SetFault("REF_FRAME", SetAsideReason.Unsupported, $"The reference frame is {QuotedText.Of(name.Text)}.", "Give states in TEME, GCRF, EME2000 or ITRF.");
        }
        else if (frame == Frame.Teme && epoch.IsGiven)
        {
            SetFault("REF_FRAME_EPOCH", SetAsideReason.Unsupported, "TEME is given for one epoch.", "Give states in TEME of date, without REF_FRAME_EPOCH, or in GCRF.");
            frame = null;
        }

        return frame;
    }

    private bool CheckTimeSystem()
    {
        var system = _source["TIME_SYSTEM"];
        if (OemTimeSystem.IsKnown(system.Text))
        {
            return true;
        }

        SetFault("TIME_SYSTEM", SetAsideReason.Unsupported, $"The time system is {QuotedText.Of(system.Text)}, whose difference from UTC the message does not tell.", "Give times in UTC, TAI, TT or GPS.");
        return false;
    }

    private bool TryInterpolation(out EphemerisInterpolation? interpolation)
    {
        interpolation = null;
        var (method, degree) = (_source["INTERPOLATION"], _source["INTERPOLATION_DEGREE"]);
        var number = 0;
        if (degree.IsGiven && (!DecimalText.TryWhole(Encoding.UTF8.GetBytes(degree.Text), out number) || number is < 1 or > EphemerisInterpolation.HighestDegree))
        {
            SetFault(
                "INTERPOLATION_DEGREE", SetAsideReason.Range, $"The degree of interpolation is {QuotedText.Of(degree.Text)}.", string.Create(CultureInfo.InvariantCulture, $"Give a whole number from 1 to {EphemerisInterpolation.HighestDegree}."));
            return false;
        }

        if (!method.IsGiven)
        {
            return true; // A degree alone means little: the states decide.
        }

        switch (method.Text.ToUpperInvariant())
        {
            case "HERMITE":
                interpolation = degree.IsGiven ? new(InterpolationMethod.Hermite, number) : EphemerisInterpolation.DefaultHermite;
                return true;
            case "LAGRANGE":
                interpolation = degree.IsGiven ? new(InterpolationMethod.Lagrange, number) : EphemerisInterpolation.DefaultLagrange;
                return true;
            case "LINEAR":
                interpolation = new(InterpolationMethod.Lagrange, 1);
                return true;
            default:
                SetFault("INTERPOLATION", SetAsideReason.Unsupported, $"The interpolation is {QuotedText.Of(method.Text)}.", "Give HERMITE, LAGRANGE or LINEAR, or leave INTERPOLATION out: the states then decide.");
                return false;
        }
    }

    private bool TrySpan(out Instant start, out Instant stop)
    {
        (start, stop) = (Instant.MinValue, Instant.MaxValue);
        return TryNarrow("START_TIME", ref start, later: true) && TryNarrow("USEABLE_START_TIME", ref start, later: true)
            && TryNarrow("STOP_TIME", ref stop, later: false) && TryNarrow("USEABLE_STOP_TIME", ref stop, later: false)
            && CheckOrder(start, stop);
    }

    private bool TryNarrow(string keyword, ref Instant bound, bool later)
    {
        var value = _source[keyword];
        if (!value.IsGiven)
        {
            return true;
        }

        if (!UtcText.TryParse(value.Text, out var reading, out var fault))
        {
            SetFault(keyword, SetAsideReason.Field, $"{keyword} is {QuotedText.Of(value.Text)}: {UtcTextFaults.Message(fault)}.", $"{UtcTextFaults.Remedy(fault)}.");
            return false;
        }

        // Some producers write the end of time for an open span.
        reading = Instant.Max(OemMessage.EarliestTime, Instant.Min(OemMessage.LatestTime, reading));
        if (!TryUtc(keyword, reading, value.Line, out var utc))
        {
            return false;
        }

        bound = later ? Instant.Max(bound, utc) : Instant.Min(bound, utc);
        return true;
    }

    private bool CheckOrder(Instant start, Instant stop)
    {
        if (start > stop)
        {
            SetFault("STOP_TIME", SetAsideReason.Range, $"The useable span starts at {UtcText.Format(start)} and stops at {UtcText.Format(stop)}.", OemMessage.TakeAgain);
        }

        return start <= stop;
    }

    private bool TryUtc(string field, Instant reading, int line, out Instant utc)
    {
        var isCertain = OemTimeSystem.TryToUtc(_source["TIME_SYSTEM"].Text, reading, out utc);
        if (!isCertain)
        {
            Fault = new SetAsideRecord(
                _file, line, field, SetAsideReason.Unsupported, $"{field} is {UtcText.Format(reading).TrimEnd('Z')} {QuotedText.Of(_source["TIME_SYSTEM"].Text)}, which is no certain UTC time: before 1972, or within a leap second.", "Give times in UTC, and no state within a leap second.");
        }

        return isCertain;
    }

    private bool CheckSize(OemState state)
    {
        var (radius, speed) = (state.PositionKm.Norm, state.VelocityKmPerS.Norm);
        if (radius is >= LeastRadiusKm and <= LargestRadiusKm && speed <= LargestSpeedKmPerS)
        {
            return true;
        }

        var (field, found) = speed <= LargestSpeedKmPerS
            ? ("X", string.Create(CultureInfo.InvariantCulture, $"The position is {radius:G6} km from the Earth's centre, not 6,300 to 1,000,000 km."))
            : ("X_DOT", string.Create(CultureInfo.InvariantCulture, $"The speed is {speed:G6} km/s, more than 50 km/s."));
        Fault = new SetAsideRecord(_file, state.Line, field, SetAsideReason.Range, found, "Give positions in km and velocities in km/s.");
        return false;
    }

    private void RemarkOn(Frame frame, EarthOrientationSource source, Instant start, Instant stop)
    {
        var (name, line) = (_source["REF_FRAME"].Text, _source["REF_FRAME"].Line);
        if (OemFrame.IsEme2000(name))
        {
            Remark("REF_FRAME", line, "EME2000 is taken as GCRF, from which it differs by 23 milliarcseconds: 0.8 m in low orbit, 5 m in geostationary orbit.");
        }

        if (frame == Frame.Itrf && source == EarthOrientationSource.None)
        {
            Remark("REF_FRAME", line, "ITRF without Earth orientation data: positions may be off by 0.46 km in low orbit and 2.8 km in geostationary orbit.");
        }
        else if (frame == Frame.Gcrf && source == EarthOrientationSource.None)
        {
            Remark("REF_FRAME", line, $"{name} without Earth orientation data: positions may be off by 3 m in low orbit and 20 m in geostationary orbit.");
        }

        if (Segment!.Start > start)
        {
            Remark("START_TIME", _source.Line, $"The states begin at {UtcText.Format(Segment.Start)}, after the useable span does.");
        }

        if (Segment.Stop < stop)
        {
            Remark("STOP_TIME", _source.Line, $"The states end at {UtcText.Format(Segment.Stop)}, before the useable span does.");
        }
    }

    private void RemarkOn(EphemerisSegment segment, EphemerisInterpolation? wanted, EphemerisPoint[] points)
    {
        if (wanted is { } given && segment.Interpolation.States < given.States)
        {
            Remark("INTERPOLATION_DEGREE", _source.Line, string.Create(CultureInfo.InvariantCulture, $"The segment has {points.Length} states, too few for the degree it names: {segment.Interpolation.Degree} is used."));
        }

        if (!(segment.LeaveOneOutErrorKm <= PoorInterpolationKm))
        {
            var found = segment.LeaveOneOutErrorKm is { } error
                ? string.Create(CultureInfo.InvariantCulture, $"A state left out is missed by up to {error:G3} km when it is interpolated")
                : "The segment has too few states to tell how well they interpolate";
            var spacing = string.Create(CultureInfo.InvariantCulture, $"{(points[^1].Utc - points[0].Utc).TotalSeconds / (points.Length - 1):G4}");
            Remark("INTERPOLATION", _source.Line, $"{found}: states {spacing} s apart may be too far from each other.");
        }
    }

    private void Remark(string field, int line, string message)
    {
        // One of a sort is enough: segments of an object are mostly alike.
        if (!_remarks.Exists(remark => remark.Field == field && remark.Message.AsSpan(0, 12).SequenceEqual(message.AsSpan(0, 12))))
        {
            _remarks.Add(new EphemerisRemark(_file, line, field, message));
        }
    }

    private void SetFault(string field, SetAsideReason reason, string message, string remedy) =>
        Fault = new SetAsideRecord(_file, _source[field].Line, field, reason, message, remedy);
}
