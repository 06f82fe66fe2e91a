using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>Makes ephemerides of messages whose form is right: one per object, or a record of why there is none.</summary>
internal sealed class OemAssembly(string file, EarthOrientation orientation, EphemerisBatch into)
{
    /// <summary>Sets a message aside.</summary>
    public void SetAside(SetAsideRecord record) => into.SetAside.Add(record);

    /// <summary>Takes the segments of a message, of one object or of several, and the remarks on the message as a whole.</summary>
    public void Add(OemDocument message)
    {
        var before = into.Accepted.Count;
        foreach (var ofObject in message.Segments.GroupBy(Identity))
        {
            var remarks = new List<EphemerisRemark>();
            var built = new List<(OemSegment Source, EphemerisSegment Segment)>();
            SetAsideRecord? fault = null;
            foreach (var source in ofObject)
            {
                var reading = new OemSegmentReading(file, orientation, source, remarks);
                fault ??= reading.Fault;
                if (reading.Segment is { } segment)
                {
                    built.Add((source, segment));
                }
            }

            built.Sort((a, b) => (a.Segment.Start, a.Segment.Stop, a.Source.Line).CompareTo((b.Segment.Start, b.Segment.Stop, b.Source.Line)));
            fault ??= FindOverlap(built) ?? FindNothing(built, ofObject.First());
            if (fault is not null)
            {
                into.SetAside.Add(fault);
            }
            else
            {
                into.Accepted.Add(new InterpolatedEphemeris(ofObject.Key, [.. built.Select(pair => pair.Segment)]));
                into.Remarks.AddRange(remarks);
            }
        }

        if (into.Accepted.Count > before)
        {
            into.Remarks.AddRange(message.Remarks);
        }
    }

    private static EphemerisObject Identity(OemSegment segment)
    {
        var (name, id) = (Known(segment["OBJECT_NAME"]), Known(segment["OBJECT_ID"]));
        var number = DecimalText.TryWhole(System.Text.Encoding.UTF8.GetBytes(id), out var digits) && digits > 0
            ? new CatalogNumber(digits)
            : segment.CommentedNumber;
        return new EphemerisObject(name, id, number);
    }

    // The standard's word for what is not known.
    private static string Known(OemValue value) => value.Is("UNKNOWN") ? "" : value.Text;

    private SetAsideRecord? FindOverlap(List<(OemSegment Source, EphemerisSegment Segment)> built)
    {
        for (var i = 1; i < built.Count; i++)
        {
            var (before, after) = (built[i - 1], built[i]);
            if (after.Segment.Start < before.Segment.Stop || after.Segment.Start == before.Segment.Start)
            {
                var line = after.Source["START_TIME"].Line;
                return new SetAsideRecord(
                    file, line, "START_TIME", SetAsideReason.Range, $"The segment's useable span overlaps that of the segment in line {before.Source.Line}, of the same object.", "Let spans only touch, by USEABLE_START_TIME and USEABLE_STOP_TIME; give several ephemerides of one object as several messages.");
            }
        }

        return null;
    }

    private SetAsideRecord? FindNothing(List<(OemSegment Source, EphemerisSegment Segment)> built, OemSegment first) => built.Count > 0
        ? null
        : new SetAsideRecord(file, first.Line, "EPOCH", SetAsideReason.Length, "No segment of the object has two states.", "Give at least two states, and as many as the interpolation needs.");
}
