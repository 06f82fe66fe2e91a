using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Time;

namespace Ssa.Messages;

/// <summary>Reads the value of one keyword: what is certain with a defect where it is odd, a fault where it is not.</summary>
internal readonly struct CdmValueReading(CdmReading message, CdmKeyword keyword, int line)
{
    private const string Unknown = "not known";

    /// <summary>Reads a value; false where there is nothing to keep.</summary>
    public bool TryRead(string text, string unit, bool isNil, out CdmBlock.Entry entry)
    {
        entry = new CdmBlock.Entry("", double.NaN, null, line);
        if (text.Length == 0)
        {
            if (keyword.IsMandatory || !isNil)
            {
                message.AddDefect(line, keyword.Name, $"{keyword.Name} is empty.", keyword.IsMandatory ? Unknown : "not given");
            }

            return keyword.IsMandatory;
        }

        return keyword.Kind switch
        {
            CdmValueKind.Number => TryReadNumber(text, unit, ref entry),
            CdmValueKind.Numbers => TryReadNumbers(text, unit, ref entry),
            CdmValueKind.Time => TryReadTime(text, ref entry),
            _ => TryReadText(text, ref entry),
        };
    }

    private bool TryReadNumber(string text, string unit, ref CdmBlock.Entry entry)
    {
        if (MessageText.IsPlaceholder(text))
        {
            message.AddDefect(line, keyword.Name, $"{keyword.Name} is {QuotedText.Of(text)}.", keyword.IsMandatory ? Unknown : "not given");
            return keyword.IsMandatory;
        }

        if (!TryDecimal(text, out var value) || !TryConvert(unit, ref value))
        {
            return false;
        }

        if ((keyword.Name.Contains("PROBABILITY", StringComparison.Ordinal) && value is < 0 or > 1) || (value < 0 && IsVariance))
        {
            message.AddDefect(line, keyword.Name, $"{keyword.Name} is {QuotedText.Of(text)}, which it cannot be.", "as it stands");
        }

        entry = entry with { Number = value };
        return true;
    }

    private bool IsVariance => keyword.Section is CdmSection.Covariance or CdmSection.XyzCovariance && keyword.Name.IndexOf('_', StringComparison.Ordinal) is var cut
        && keyword.Name.AsSpan(1, cut - 1).SequenceEqual(keyword.Name.AsSpan(cut + 1));

    private bool TryReadNumbers(string text, string unit, ref CdmBlock.Entry entry)
    {
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            message.AddDefect(line, keyword.Name, $"{keyword.Name} is {QuotedText.Of(text)}.", "not given");
            return false;
        }

        var read = new string[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!TryDecimal(words[i], out var value) || !TryConvert(unit, ref value))
            {
                return false;
            }

            read[i] = MessageText.Number(value);
        }

        entry = entry with { Text = string.Join(' ', read) };
        return true;
    }

    private bool TryReadTime(string text, ref CdmBlock.Entry entry)
    {
        if (!keyword.IsMandatory && MessageText.IsPlaceholder(text))
        {
            message.AddDefect(line, keyword.Name, $"{keyword.Name} is {QuotedText.Of(text)}.", "not given");
            return false;
        }

        var plain = text;
        if (text.Length > 10 && text[10] == ' ')
        {
            plain = $"{text[..10]}T{text[11..].TrimStart()}";
            if (message.IsOrdered)
            {
                message.AddDefect(line, keyword.Name, $"{keyword.Name} has a blank between date and time of day.", plain);
            }
        }

        if (!UtcText.TryParse(plain, out Instant time, out var fault))
        {
            message.SetFault(line, keyword.Name, SetAsideReason.Field, $"{keyword.Name} is {QuotedText.Of(text)}: {UtcTextFaults.Message(fault)}.", $"{UtcTextFaults.Remedy(fault)}.");
            return false;
        }

        entry = entry with { Time = time };
        return true;
    }

    private bool TryReadText(string text, ref CdmBlock.Entry entry)
    {
        var upper = text.ToUpperInvariant();
        if (keyword.Name == "OBJECT")
        {
            if (upper is not ("OBJECT1" or "OBJECT2"))
            {
                message.SetFault(line, "OBJECT", SetAsideReason.Field, $"OBJECT is {QuotedText.Of(text)}.", "Write OBJECT1 or OBJECT2.");
                return false;
            }

            text = upper;
        }
        else if (keyword.Name == "REF_FRAME" && OemFrame.Of(text) is null)
        {
            message.AddDefect(line, keyword.Name, $"REF_FRAME is {QuotedText.Of(text)}, which is not known here.", "as it stands; states in it cannot be used");
        }
        else if (keyword.Name == "ORBIT_CENTER" && upper != "EARTH")
        {
            message.AddDefect(line, keyword.Name, $"ORBIT_CENTER is {QuotedText.Of(text)}.", "as it stands; states about it cannot be used");
        }

        entry = entry with { Text = text };
        return true;
    }

    private bool TryDecimal(string text, out double value)
    {
        var form = MessageText.ReadNumber(text, out value, out var isOdd);
        if (isOdd)
        {
            message.AddDefect(line, keyword.Name, $"{keyword.Name} is written {QuotedText.Of(text)}.", MessageText.Number(value));
        }

        if (form != DecimalForm.Number)
        {
            var isMalformed = form == DecimalForm.Malformed;
            message.SetFault(line, keyword.Name, isMalformed ? SetAsideReason.Field : SetAsideReason.Range, $"{keyword.Name} is {QuotedText.Of(text)}, which is no {(isMalformed ? "" : "finite ")}number.");
        }

        return form == DecimalForm.Number;
    }

    private bool TryConvert(string unit, ref double value)
    {
        if (MessageUnits.IsExpected(keyword.Unit, unit))
        {
            return true;
        }

        var expected = keyword.Unit.Length == 0 ? "no unit" : keyword.Unit;
        if (!MessageUnits.TryFactor(keyword.Unit, unit, out var factor))
        {
            message.SetFault(line, keyword.Name, SetAsideReason.Field, $"{keyword.Name} is given in {QuotedText.Of(unit)}.", $"Give it in {expected}.");
            return false;
        }

        value *= factor;
        message.AddDefect(line, keyword.Name, $"{keyword.Name} is given in {QuotedText.Of(unit)}; the standard has {expected}.", $"{MessageText.Number(value)} {keyword.Unit}");
        if (double.IsInfinity(value))
        {
            message.SetFault(line, keyword.Name, SetAsideReason.Range, $"{keyword.Name} is too large.");
        }

        return true;
    }
}
