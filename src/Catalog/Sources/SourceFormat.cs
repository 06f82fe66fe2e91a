namespace Ssa.Catalog.Sources;

/// <summary>The format in which a provider is asked for OMM data. TLE is not among them: it has no room for catalogue numbers from 100000 up without tricks.</summary>
public enum SourceFormat
{
    /// <summary>OMM keywords as the columns of a CSV file.</summary>
    Csv,

    /// <summary>OMM keywords as the names of JSON objects.</summary>
    Json,
}

/// <summary>The words of <see cref="SourceFormat"/>.</summary>
internal static class SourceFormats
{
    /// <summary>The format in a provider's URL, and the ending of a file's name.</summary>
    public static string TextOf(SourceFormat format) => format == SourceFormat.Csv ? "csv" : "json";

    /// <summary>The format as the catalogue's reader names it.</summary>
    public static string CatalogueFormatOf(SourceFormat format) => format == SourceFormat.Csv ? CatalogueFormat.OmmCsv : CatalogueFormat.OmmJson;
}
