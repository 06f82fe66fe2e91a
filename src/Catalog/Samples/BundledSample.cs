namespace Ssa.Catalog;

/// <summary>
/// The sample that commands use when no file is given: 290 real element sets of 2024-10-31, and what the satellite catalogue says of their objects. Both are resources of
/// the assembly, so that a first run needs no network; tle-samples/README.md tells how they were chosen.
/// </summary>
public static class BundledSample
{
    /// <summary>The name of the sample in reports.</summary>
    public const string Name = "showcase-2024-11-01.omm.csv";

    private const string SatcatName = "showcase-2024-11-01.satcat.csv";

    private static readonly Lazy<Satcat> Extract = new(ReadSatcat);

    /// <summary>Owners and types of the sample's objects.</summary>
    public static Satcat Satcat => Extract.Value;

    /// <summary>Reads the sample.</summary>
    public static CatalogueInput Read()
    {
        using var content = Open(Name);
        return CatalogueReader.ReadStream(content, Name, lenient: false);
    }

    private static Satcat ReadSatcat()
    {
        using var content = Open(SatcatName);
        return Satcat.Read(content, SatcatName);
    }

    private static Stream Open(string name) =>
        typeof(BundledSample).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The assembly was built without its resource {name}.");
}
