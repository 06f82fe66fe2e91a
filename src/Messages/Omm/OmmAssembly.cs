using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Ssa.Propagation;
using Ssa.Propagation.Time;

namespace Ssa.Messages;

/// <summary>
/// Turns the fields of one message into an element set, by the same rules for every format. Absent CENTER_NAME, REF_FRAME, TIME_SYSTEM and
/// MEAN_ELEMENT_THEORY mean EARTH, TEME, UTC and SGP4, as in CelesTrak's CSV and JSON; absent counters and derivatives, which SGP4 does not
/// use, are zero. Everything that SGP4 uses must be there: no number is made up.
/// </summary>
internal static class OmmAssembly
{
    private const string TakeAgain = "Take the record from its source again.";

    /// <summary>Adds the message to the batch, accepted or set aside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(OmmFields fields, ReadOnlySpan<byte> text, string file, ElementSetBatch into)
    {
        if ((fields.Fault ?? FindUnsupported(fields, text, file)) is { } early)
        {
            into.SetAside.Add(early);
            return;
        }

        var record = new Record(fields, text, file);
        var number = record.Number();
        var epoch = record.Epoch();
        var meanMotion = record.MeanMotion();
        var eccentricity = record.Required(OmmKeyword.Eccentricity);
        var inclination = record.Required(OmmKeyword.Inclination);
        var rightAscension = record.Required(OmmKeyword.RaOfAscNode);
        var argumentOfPerigee = record.Required(OmmKeyword.ArgOfPericenter);
        var meanAnomaly = record.Required(OmmKeyword.MeanAnomaly);
        var bStar = record.Required(OmmKeyword.Bstar);
        var meanMotionDot = record.Optional(OmmKeyword.MeanMotionDot);
        var meanMotionDdot = record.Optional(OmmKeyword.MeanMotionDdot);
        var elementSetNumber = record.Counter(OmmKeyword.ElementSetNo);
        var revolution = record.Counter(OmmKeyword.RevAtEpoch);
        var classification = record.Classification();
        var name = record.Text(OmmKeyword.ObjectName);
        var objectId = record.Text(OmmKeyword.ObjectId);
        if (record.Fault is { } fault)
        {
            into.SetAside.Add(fault);
            return;
        }

        var elements = new MeanElements
        {
            Number = new CatalogNumber(number),
            Name = name,
            ObjectId = objectId,
            Classification = classification,
            Epoch = epoch,
            MeanMotionRevPerDay = meanMotion,
            Eccentricity = eccentricity,
            InclinationDeg = inclination,
            RightAscensionDeg = rightAscension,
            ArgumentOfPerigeeDeg = argumentOfPerigee,
            MeanAnomalyDeg = meanAnomaly,
            BStarPerEarthRadius = bStar,
            MeanMotionDotRevPerDay2 = meanMotionDot,
            MeanMotionDdotRevPerDay3 = meanMotionDdot,
            ElementSetNumber = elementSetNumber,
            RevolutionAtEpoch = revolution,
        };
        if (elements.FindRangeFault() is not { } range)
        {
            into.Accepted.Add(elements);
            if (fields.Remarks.Count > 0)
            {
                into.Remarks.AddRange(fields.Remarks);
            }

            return;
        }

        OmmKeywords.TryFind(Encoding.ASCII.GetBytes(range.Field), out var keyword);
        into.SetAside.Add(new SetAsideRecord(
            file,
            fields.LineOf(keyword),
            range.Field,
            SetAsideReason.Range,
            $"{range.Field} of object {number} is {QuotedText.Of(fields.Value(keyword, text))}: it may be {range.Allowed}.",
            TakeAgain));
    }

    private static SetAsideRecord? FindUnsupported(OmmFields fields, ReadOnlySpan<byte> text, string file) =>
        Allow(OmmKeyword.MeanElementTheory, "SGP4"u8, "SGP/SGP4"u8, "SGP4 or SGP/SGP4", fields, text, file)
            ?? Allow(OmmKeyword.EphemerisType, "0"u8, "2"u8, "0 or 2, which are SGP4's", fields, text, file)
            ?? Allow(OmmKeyword.RefFrame, "TEME"u8, "TEME"u8, "TEME", fields, text, file)
            ?? Allow(OmmKeyword.TimeSystem, "UTC"u8, "UTC"u8, "UTC", fields, text, file)
            ?? Allow(OmmKeyword.CenterName, "EARTH"u8, "EARTH"u8, "EARTH", fields, text, file);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static SetAsideRecord? Allow(
        OmmKeyword keyword, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, string allowed, OmmFields fields, ReadOnlySpan<byte> text, string file)
    {
        var value = fields.Value(keyword, text);
        if (value.IsEmpty || Ascii.EqualsIgnoreCase(value, one) || Ascii.EqualsIgnoreCase(value, other))
        {
            return null;
        }

        var name = OmmKeywords.NameOf(keyword);
        var message = $"{name} is {QuotedText.Of(value)}; SGP4's element sets have {allowed}.";
        return new SetAsideRecord(file, fields.LineOf(keyword), name, SetAsideReason.Unsupported, message, "Take this object's SGP4 element set instead.");
    }

    /// <summary>Reads the fields one by one and keeps the first fault; values after a fault do not matter.</summary>
    private ref struct Record(OmmFields fields, ReadOnlySpan<byte> text, string file)
    {
        private readonly ReadOnlySpan<byte> _text = text;

        public SetAsideRecord? Fault { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Number()
        {
            var value = fields.Value(OmmKeyword.NoradCatId, _text);
            if (value.IsEmpty)
            {
                SetMissing(OmmKeyword.NoradCatId, "Every element set needs its catalogue number.");
                return 1;
            }

            if (!DecimalText.TryWhole(value, out var number) || number == 0)
            {
                SetFault(OmmKeyword.NoradCatId, SetAsideReason.Number, $"NORAD_CAT_ID is {QuotedText.Of(value)}.", "Write a whole number from 1 to 999999999.");
                return 1;
            }

            return number;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public NodaTime.Instant Epoch()
        {
            var value = fields.Value(OmmKeyword.Epoch, _text);
            if (value.IsEmpty)
            {
                SetMissing(OmmKeyword.Epoch, TakeAgain);
            }
            else if (!UtcText.TryParse(value, out var epoch, out var fault))
            {
                var reason = fault is UtcTextFault.Form or UtcTextFault.Offset ? SetAsideReason.Field : SetAsideReason.Range;
                SetFault(OmmKeyword.Epoch, reason, $"EPOCH {QuotedText.Of(value)}: {UtcTextFaults.Message(fault)}.", $"{UtcTextFaults.Remedy(fault)}.");
            }
            else
            {
                return epoch;
            }

            return default;
        }

        // The standard requires MEAN_MOTION where the theory is SGP4: a semi-major axis would need to say which gravity constant and which
        // mean motion, Kozai's or Brouwer's, it was made with.
        public double MeanMotion()
        {
            if (fields.Value(OmmKeyword.MeanMotion, _text).IsEmpty && !fields.Value(OmmKeyword.SemiMajorAxis, _text).IsEmpty)
            {
                SetFault(OmmKeyword.SemiMajorAxis, SetAsideReason.Field, "SEMI_MAJOR_AXIS is given instead of MEAN_MOTION, which SGP4 needs.", "Take a message that gives MEAN_MOTION in rev/day.");
                return 0;
            }

            return Required(OmmKeyword.MeanMotion);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Required(OmmKeyword keyword)
        {
            if (!fields.Value(keyword, _text).IsEmpty)
            {
                return Optional(keyword);
            }

            SetMissing(keyword, TakeAgain);
            return 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Optional(OmmKeyword keyword)
        {
            var value = fields.Value(keyword, _text);
            if (value.IsEmpty)
            {
                return 0;
            }

            switch (DecimalText.Read(value, out var number))
            {
                case DecimalForm.Malformed:
                    SetFault(keyword, SetAsideReason.Field, $"{OmmKeywords.NameOf(keyword)} is {QuotedText.Of(value)}, which is no number.", TakeAgain);
                    break;
                case DecimalForm.NotFinite:
                    SetFault(keyword, SetAsideReason.Range, $"{OmmKeywords.NameOf(keyword)} is {QuotedText.Of(value)}, which is no finite number.", TakeAgain);
                    break;
            }

            return number;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Counter(OmmKeyword keyword)
        {
            var value = fields.Value(keyword, _text);
            var number = 0;
            if (!value.IsEmpty && !DecimalText.TryWhole(value, out number))
            {
                SetFault(keyword, SetAsideReason.Field, $"{OmmKeywords.NameOf(keyword)} is {QuotedText.Of(value)}.", "Write a whole number of at most nine digits, or leave it out.");
            }

            return number;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public char Classification()
        {
            var value = fields.Value(OmmKeyword.ClassificationType, _text);
            if (value.IsEmpty)
            {
                return 'U';
            }

            if (value.Length == 1 && char.IsAsciiLetterUpper((char)value[0]))
            {
                return (char)value[0];
            }

            SetFault(OmmKeyword.ClassificationType, SetAsideReason.Field, $"CLASSIFICATION_TYPE is {QuotedText.Of(value)}.", "Write one capital letter, or leave it out.");
            return 'U';
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public string Text(OmmKeyword keyword)
        {
            var value = fields.Value(keyword, _text);
            if (value.IsEmpty || Fault is not null)
            {
                return "";
            }

            // An 8-bit character set is read as Latin-1 rather than losing the letter.
            var text = Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : Encoding.Latin1.GetString(value);
            if (text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.AsSpan().ContainsAnyInRange('\x7F', '\x9F'))
            {
                SetFault(keyword, SetAsideReason.Field, $"{OmmKeywords.NameOf(keyword)} holds control characters: {QuotedText.Of(value)}.", TakeAgain);
            }

            return text;
        }

        private void SetMissing(OmmKeyword keyword, string remedy) =>
            SetFault(keyword, SetAsideReason.Field, $"{OmmKeywords.NameOf(keyword)} is missing.", remedy);

        private void SetFault(OmmKeyword keyword, SetAsideReason reason, string message, string remedy) =>
            Fault ??= new SetAsideRecord(file, fields.LineOf(keyword), OmmKeywords.NameOf(keyword), reason, message, remedy);
    }
}
