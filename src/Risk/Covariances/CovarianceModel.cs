namespace Ssa.Risk;

/// <summary>Where the covariance of an object comes from.</summary>
public enum CovarianceOrigin
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Table of Flohrer, Krag and Klinkrad 2008, grown as Aida and Kirschner 2013 have it: perigees below 800 km.</summary>
    TableLow,

    /// <summary>The same table, grown as Levit and Marshall 2011 have it: perigees from 800 km.</summary>
    TableHigh,

    /// <summary>As <see cref="TableHigh"/>, from the nearest lower inclination, since the table leaves the orbit's own cell empty.</summary>
    TableBorrowed,

    /// <summary>Fitted to the object's own history of element sets.</summary>
    History,
}

/// <summary>
/// What is known of an object's position errors as a function of the time from its element set's epoch: a covariance of positions on the object's own RTN axes, m². Immutable: may be used by any number of
/// threads.
/// </summary>
public abstract class CovarianceModel
{
    private protected CovarianceModel(CovarianceOrigin origin, string source) => (Origin, Source) = (origin, source);

    /// <summary>Where it comes from, as a word of a fixed vocabulary.</summary>
    public CovarianceOrigin Origin { get; }

    /// <summary>Where it comes from, for people.</summary>
    public string Source { get; }

    /// <summary>The covariance on the object's RTN axes, m².</summary>
    /// <param name="ageDays">Time from the element set's epoch, days; its sign does not matter.</param>
    public abstract Covariance3 At(double ageDays);
}
