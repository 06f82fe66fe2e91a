using System.Text;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.Messages;

/// <summary>
/// A message while it is being read, whatever its notation: takes what the notations find, checks its form, and keeps the first fault. One object serves
/// a whole file.
/// </summary>
/// <param name="file">The file's name for reports.</param>
/// <param name="accept">Takes a message whose form is right.</param>
/// <param name="setAside">Takes the fault of one whose form is not.</param>
internal sealed class OemMessage(string file, Action<OemDocument> accept, Action<SetAsideRecord> setAside)
{
    public const string TakeAgain = "Take the message from its source again.";

    /// <summary>The first time that a state may have.</summary>
    public static readonly Instant EarliestTime = Instant.FromUtc(1957, 1, 1, 0, 0);

    /// <summary>The time before which states must stand.</summary>
    public static readonly Instant LatestTime = Instant.FromUtc(2200, 1, 1, 0, 0);

    private const int MostUnknown = 20;

    private readonly List<string> _covarianceComments = [];
    private readonly double[] _matrix = new double[CdmCovarianceKeywords.StateElements];
    private OemDocument _document = new();
    private OemSegment _segment = new(0);
    private (Instant Epoch, string Frame) _covariance;
    private readonly List<EphemerisRemark> _unknown = [];
    private SetAsideRecord? _fault;
    private int _line;

    /// <summary>Whether a message has been started and not closed.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether a fault was found, so that the rest of the message need not be looked at.</summary>
    public bool IsFaulty => _fault is not null;

    /// <summary>Starts a message.</summary>
    public void Start(int line)
    {
        (_line, _fault, IsOpen) = (line, null, true);
        _document = new OemDocument(file, line);
        _unknown.Clear();
        _covarianceComments.Clear();
    }

    /// <summary>Ends the message, if there is one: it becomes ephemerides or is set aside.</summary>
    public void Close()
    {
        if (!IsOpen)
        {
            return;
        }

        if (_document.Segments.Count == 0)
        {
            SetFault(_line, "META_START", SetAsideReason.Length, "The message holds no segment.", TakeAgain);
        }

        if (_fault is not null)
        {
            setAside(_fault);
        }
        else
        {
            _document.Remarks = [.. _unknown];
            accept(_document);
        }

        IsOpen = false;
    }

    /// <summary>Notes a fault; the first one of a message counts.</summary>
    public void SetFault(int line, string field, SetAsideReason reason, string message, string remedy) =>
        _fault ??= new SetAsideRecord(file, line, field, reason, message, remedy);

    /// <summary>
    /// Notes a keyword of the header or the metadata that the standard does not have; false where it may be a misspelt one, so that it is a fault.
    /// </summary>
    public bool TryPassUnknown(string name, int line)
    {
        var isPassed = _unknown.Count < MostUnknown && MisspeltKeyword.Of(name, OemKeywords.Header.Concat(OemKeywords.Metadata)) is null;
        if (isPassed)
        {
            _unknown.Add(new EphemerisRemark(file, line, name, $"{name} is no keyword of an orbit ephemeris message; it is passed over."));
        }

        return isPassed;
    }

    /// <summary>Checks the version.</summary>
    public void TakeVersion(string version, int line)
    {
        if (version is not ("1.0" or "2.0" or "3.0"))
        {
            SetFault(line, OemKeywords.Version, SetAsideReason.Unsupported, $"Version {QuotedText.Of(version)} is not known.", "Give version 1.0, 2.0 or 3.0.");
        }
    }

    /// <summary>Starts a segment.</summary>
    public void StartSegment(int line)
    {
        _segment = new OemSegment(line);
        _document.Segments.Add(_segment);
    }

    /// <summary>Takes a keyword of the header; the first of several counts.</summary>
    public void TakeHeader(string keyword, ReadOnlySpan<byte> value)
    {
        if (_document.Header(keyword).Length == 0)
        {
            _document.SetHeader(keyword, Words(value));
        }
    }

    /// <summary>Takes a comment of the header.</summary>
    public void TakeHeaderComment(ReadOnlySpan<byte> comment) => _document.Comments.Add(Comment(comment));

    /// <summary>Takes a comment among the states.</summary>
    public void TakeDataComment(ReadOnlySpan<byte> comment) => _segment.DataComments.Add(Comment(comment));

    /// <summary>Takes a comment of the covariance matrix that follows.</summary>
    public void TakeCovarianceComment(ReadOnlySpan<byte> comment) => _covarianceComments.Add(Comment(comment));

    /// <summary>Starts a covariance matrix.</summary>
    public void StartCovariance()
    {
        _covariance = (default, "");
        Array.Clear(_matrix);
    }

    /// <summary>Takes the time of the covariance matrix at hand.</summary>
    public void TakeCovarianceEpoch(ReadOnlySpan<byte> epoch, int line)
    {
        if (TryTime("EPOCH", epoch, line, out var reading))
        {
            _covariance.Epoch = reading;
        }
    }

    /// <summary>Takes the frame of the covariance matrix at hand.</summary>
    public void TakeCovarianceFrame(ReadOnlySpan<byte> frame) => _covariance.Frame = Words(frame);

    /// <summary>Takes an element of the covariance matrix at hand, by its place in the lower triangle.</summary>
    public void TakeCovarianceElement(int index, double value) => _matrix[index] = value;

    /// <summary>Ends the covariance matrix at hand.</summary>
    public void EndCovariance()
    {
        _segment.Covariances.Add(new OemCovariance { Comments = [.. _covarianceComments], Epoch = _covariance.Epoch, ReferenceFrame = _covariance.Frame, LowerTriangle = [.. _matrix] });
        _covarianceComments.Clear();
    }

    /// <summary>Takes a comment of the metadata.</summary>
    public void TakeComment(ReadOnlySpan<byte> comment)
    {
        _segment.MetadataComments.Add(Comment(comment));
        var equals = comment.IndexOf((byte)'=');
        if (equals >= 0 && comment[..equals].Trim(" \t"u8).SequenceEqual("NORAD_CAT_ID"u8)
            && DecimalText.TryWhole(comment[(equals + 1)..].Trim(" \t\r\n"u8), out var number) && number > 0)
        {
            _segment.CommentedNumber = new CatalogNumber(number);
        }
    }

    /// <summary>Takes a keyword of the metadata.</summary>
    public void TakeMetadata(string keyword, ReadOnlySpan<byte> value, int line)
    {
        var text = QuotedText.Clean(Encoding.UTF8.GetString(value.Trim(" \t\r\n"u8)));
        if (!_segment.TryAdd(keyword, new OemValue(text, line)))
        {
            SetFault(line, keyword, SetAsideReason.Field, $"{keyword} is given twice in one segment.", "Keep one of the two, or begin another segment.");
        }
    }

    /// <summary>Checks that the metadata is complete.</summary>
    public void EndMetadata(int line)
    {
        foreach (var keyword in OemKeywords.Required)
        {
            if (!_segment[keyword].IsGiven)
            {
                SetFault(line, keyword, SetAsideReason.Field, $"The segment has no {keyword}.", $"Give {keyword} between META_START and META_STOP.");
            }
        }

        var (system, first) = (_segment["TIME_SYSTEM"], _document.Segments[0]["TIME_SYSTEM"]);
        if (!system.Is(first.Text))
        {
            SetFault(
                system.Line, "TIME_SYSTEM", SetAsideReason.Field, $"TIME_SYSTEM is {QuotedText.Of(system.Text)} here and {QuotedText.Of(first.Text)} in line {first.Line}.", "Give all times of a message in one time system.");
        }
    }

    /// <summary>Takes a state whose numbers are read.</summary>
    /// <param name="epoch">The state's time.</param>
    /// <param name="numbers">Position and velocity, and an acceleration where there are nine.</param>
    /// <param name="line">The line.</param>
    public void TakeState(ReadOnlySpan<byte> epoch, ReadOnlySpan<double> numbers, int line)
    {
        if (!TryTime("EPOCH", epoch, line, out var reading))
        {
            return;
        }

        var state = new OemState(line, reading, new Vector3(numbers[0], numbers[1], numbers[2]), new Vector3(numbers[3], numbers[4], numbers[5]))
        {
            AccelerationKmPerS2 = numbers.Length > 6 ? new Vector3(numbers[6], numbers[7], numbers[8]) : null,
        };
        if (_segment.States is not [.., var last] || reading > last.Reading)
        {
            _segment.States.Add(state);
        }
        else if (state with { Line = last.Line } != last)
        {
            SetFault(
                line, "EPOCH", SetAsideReason.Field, $"The state's time {QuotedText.Of(epoch)} is not after that of line {last.Line}.", "Give states in order of time; begin another segment where a manoeuvre gives one time two states.");
        }
    }

    /// <summary>Reads a number; false with a fault where it is none.</summary>
    public bool TryNumber(string field, ReadOnlySpan<byte> text, int line, out double value)
    {
        var form = DecimalText.Read(text, out value);
        if (form != DecimalForm.Number)
        {
            SetFault(
                line, field, form == DecimalForm.Malformed ? SetAsideReason.Field : SetAsideReason.Range, $"{field} is {QuotedText.Of(text)}, which is no {(form == DecimalForm.Malformed ? "" : "finite ")}number.", TakeAgain);
        }

        return form == DecimalForm.Number;
    }

    /// <summary>Reads a time as the clock of the message shows it; false with a fault where it is none.</summary>
    public bool TryTime(string field, ReadOnlySpan<byte> text, int line, out Instant reading)
    {
        if (!UtcText.TryParse(text, out reading, out var fault))
        {
            SetFault(line, field, SetAsideReason.Field, $"{field} is {QuotedText.Of(text)}: {UtcTextFaults.Message(fault)}.", $"{UtcTextFaults.Remedy(fault)}.");
            return false;
        }

        if (reading < EarliestTime || reading >= LatestTime)
        {
            SetFault(line, field, SetAsideReason.Range, $"{field} is {QuotedText.Of(text)}, outside the years 1957 to 2199.", TakeAgain);
            return false;
        }

        return true;
    }

    /// <summary>Checks the unit that stands with a number: another unit would make another number.</summary>
    public void CheckUnit(string field, string expected, ReadOnlySpan<byte> unit, int line)
    {
        unit = unit.Trim(" \t"u8);
        if (!unit.IsEmpty && !Ascii.EqualsIgnoreCase(unit, expected))
        {
            SetFault(
                line, field, SetAsideReason.Field, $"{field} is given in {QuotedText.Of(unit)}.", expected.Length == 0 ? "This field has no unit: leave it out." : $"Give it in {expected}.");
        }
    }

    private static string Words(ReadOnlySpan<byte> value) => QuotedText.Clean(Encoding.UTF8.GetString(value.Trim(" \t\r\n"u8)));

    // Comments are kept as far as a message can be expected to go; an equals sign after the keyword is not part of them.
    private static string Comment(ReadOnlySpan<byte> comment) =>
        MessageText.Cleaned(Encoding.UTF8.GetString(comment[..Math.Min(comment.Length, MessageText.Longest)])).TrimStart('=', ' ').Trim();
}
