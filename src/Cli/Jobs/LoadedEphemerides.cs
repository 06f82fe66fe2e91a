using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Cli.Jobs;

/// <summary>The ephemerides of a screening, as they were read.</summary>
/// <param name="Files">The files, in the order given.</param>
internal sealed record LoadedEphemerides(IReadOnlyList<EphemerisFile> Files)
{
    /// <summary>No ephemeris.</summary>
    public static LoadedEphemerides None { get; } = new([]);

    /// <summary>All ephemerides, in the order of files and messages.</summary>
    public IReadOnlyList<InterpolatedEphemeris> Objects { get; } = [.. Files.SelectMany(file => file.Ephemerides)];

    /// <summary>What was set aside, in the same order.</summary>
    public IReadOnlyList<SetAsideRecord> SetAside { get; } = [.. Files.SelectMany(file => file.SetAside)];

    /// <summary>Reads files.</summary>
    /// <exception cref="CatalogueReadException">A file cannot be read or holds no usable ephemeris.</exception>
    public static LoadedEphemerides Read(IReadOnlyList<string> paths, EarthOrientation orientation, CancellationToken cancellation)
    {
        var files = new List<EphemerisFile>();
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(EphemerisFile.Read(path, orientation));
        }

        return new LoadedEphemerides(files);
    }

    /// <summary>The name of the file that holds an ephemeris.</summary>
    public string FileOf(InterpolatedEphemeris ephemeris) => Files.First(file => file.Ephemerides.Contains(ephemeris)).Name;
}
