using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>All that a service keeps, in one database.</summary>
public sealed class SsaStore
{
    private SsaStore(Database database)
    {
        (Name, IsOfOneMachine) = (database.Name, database.IsOfOneMachine);
        Catalogue = new CatalogueStore(database);
        Screenings = new ScreeningStore(database);
        Conjunctions = new ConjunctionStore(database);
        Ephemerides = new EphemerisStore(database);
        Keys = new KeyStore(database);
    }

    /// <summary>Where it is, without secrets.</summary>
    public string Name { get; }

    /// <summary>Whether the services that use it all run on one machine, as with a file.</summary>
    public bool IsOfOneMachine { get; }

    /// <summary>Element sets, snapshots, SATCAT.</summary>
    public CatalogueStore Catalogue { get; }

    /// <summary>Screenings.</summary>
    public ScreeningStore Screenings { get; }

    /// <summary>What they found.</summary>
    public ConjunctionStore Conjunctions { get; }

    /// <summary>Ephemerides of participants.</summary>
    public EphemerisStore Ephemerides { get; }

    /// <summary>Who may call.</summary>
    public KeyStore Keys { get; }

    /// <summary>Opens a store, made where there is none yet, and brings it to this program's schema.</summary>
    /// <param name="location">The path of an SQLite file, or <c>postgres://user:password@host:port/database</c>.</param>
    /// <exception cref="StoreException">It cannot be opened, or a newer program has made it.</exception>
    public static SsaStore Open(string location) => new(Database.Open(location));
}
