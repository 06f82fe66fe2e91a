namespace Ssa.Risk;

/// <summary>How a covariance is fitted to a history of element sets.</summary>
public sealed record HistoryFitSettings
{
    /// <summary>The longest time over which a set is compared with a later one, days.</summary>
    public double LongestSpanDays { get; init; } = 15;

    /// <summary>Differences without which there is no fit.</summary>
    public int LeastDifferences { get; init; } = 60;

    /// <summary>From how many robust standard deviations of its neighbours' a difference of consecutive sets is no noise: an outlier, or a manoeuvre.</summary>
    public double OutlierFactor { get; init; } = 6;

    /// <summary>A longer gap between sets divides a history: what happened in it is not known, days.</summary>
    public double LongestGapDays { get; init; } = 10;

    /// <summary>Refuses settings outside their ranges.</summary>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public void Validate()
    {
        if (!(LongestSpanDays is > 0 and <= 100 && LongestGapDays is > 0 and <= 100 && LeastDifferences >= 10 && OutlierFactor >= 3))
        {
            throw new ArgumentException(
                "The longest span and gap must be more than 0 and at most 100 days, the least number of differences at least 10, the outlier factor at least 3.", nameof(LongestSpanDays));
        }
    }
}
