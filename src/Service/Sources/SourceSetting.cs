using System.Diagnostics.CodeAnalysis;
using Ssa.Catalog.Sources;

namespace Ssa.Service.Sources;

/// <summary>The sorts of sources.</summary>
public enum SourceKind
{
    /// <summary>A group of CelesTrak's.</summary>
    CelesTrak,

    /// <summary>The public catalogue of Space-Track.</summary>
    SpaceTrack,

    /// <summary>A watched folder, or a file, of element sets.</summary>
    Folder,

    /// <summary>A file, or a watched folder, of SATCAT.</summary>
    Satcat,
}

/// <summary>A source as the settings name it. Paths come from settings alone, never from a client.</summary>
/// <param name="Kind">Its sort.</param>
/// <param name="Subject">The group or the full path; empty for Space-Track.</param>
public sealed record SourceSetting(SourceKind Kind, string Subject)
{
    private const string Forms = "write celestrak:GROUP, space-track, folder:PATH or satcat:PATH";

    /// <summary>Its name in reports, metrics and the store.</summary>
    public string Name => Kind switch
    {
        SourceKind.CelesTrak => $"celestrak:{Subject}",
        SourceKind.SpaceTrack => "space-track",
        SourceKind.Folder => $"folder:{Subject}",
        _ => $"satcat:{Subject}",
    };

    /// <summary>Reads a source: <c>celestrak</c>, <c>celestrak:GROUP</c>, <c>space-track</c>, <c>folder:PATH</c> or <c>satcat:PATH</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">The source, its path made full.</param>
    /// <param name="fault">What is wrong, and the remedy.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SourceSetting? source, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 2);
        var subject = parts.Length > 1 ? parts[1] : "";
        (source, fault) = parts[0] switch
        {
            "celestrak" when text == "celestrak" => (new SourceSetting(SourceKind.CelesTrak, "active"), null),
            "celestrak" when CelesTrakSettings.IsGroupName(subject) => (new SourceSetting(SourceKind.CelesTrak, subject), null),
            "celestrak" => (null, $"'{subject}' is not the name of a group: letters, digits, - and _ only"),
            "space-track" when text == "space-track" => (new SourceSetting(SourceKind.SpaceTrack, ""), null),
            "folder" when subject.Length > 0 => (new SourceSetting(SourceKind.Folder, Path.GetFullPath(subject)), null),
            "satcat" when subject.Length > 0 => (new SourceSetting(SourceKind.Satcat, Path.GetFullPath(subject)), null),
            _ => ((SourceSetting?)null, $"'{text}' is no source; {Forms}"),
        };
        return source is not null;
    }
}
