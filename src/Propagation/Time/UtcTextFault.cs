namespace Ssa.Propagation.Time;

/// <summary>Why a text is no UTC time.</summary>
public enum UtcTextFault
{
    /// <summary>It is a time.</summary>
    None,

    /// <summary>It is not of the form date, T, time of day to the second.</summary>
    Form,

    /// <summary>The date does not exist: month 13, 30 February, day 366 of a common year, year 0.</summary>
    Date,

    /// <summary>The hour, minute or second is out of range; midnight is 00:00:00 of the next day.</summary>
    TimeOfDay,

    /// <summary>The second is 60: leap seconds are not counted.</summary>
    LeapSecond,

    /// <summary>It carries an offset from UTC.</summary>
    Offset,
}

/// <summary>Faults of time texts in words, for messages and set-aside records.</summary>
public static class UtcTextFaults
{
    /// <summary>What is wrong, without a full stop.</summary>
    /// <param name="fault">The fault.</param>
    public static string Message(UtcTextFault fault) => fault switch
    {
        UtcTextFault.Form => "is not a UTC time",
        UtcTextFault.Date => "the date does not exist",
        UtcTextFault.TimeOfDay => "the time of day is outside 00:00:00 to 23:59:59",
        UtcTextFault.LeapSecond => "second 60 is a leap second, which is not counted: a UTC day has 86,400 s here, as element sets are used",
        UtcTextFault.Offset => "carries an offset, but times are UTC",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    /// <summary>What to write instead, without a full stop.</summary>
    /// <param name="fault">The fault.</param>
    public static string Remedy(UtcTextFault fault) => fault switch
    {
        UtcTextFault.Form => "Write it like 2009-02-10T12:00:00Z or 2009-041T12:00:00.123Z",
        UtcTextFault.Date => "Write an existing date of the years 1 to 9999",
        UtcTextFault.TimeOfDay => "Write midnight as 00:00:00 of the day that begins",
        UtcTextFault.LeapSecond => "Use 23:59:59 or 00:00:00 of the next day",
        UtcTextFault.Offset => "Convert it to UTC and end it with Z or with the seconds",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
