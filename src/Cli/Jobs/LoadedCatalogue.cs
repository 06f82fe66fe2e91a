using Ssa.Catalog;
using Ssa.Cli.Terminal;

namespace Ssa.Cli.Jobs;

/// <summary>What catalogue a command works on.</summary>
/// <param name="Files">Paths, <c>-</c> for standard input; none for the bundled sample.</param>
/// <param name="Lenient">Whether records with wrong checksums are accepted.</param>
/// <param name="SatcatPath">The satellite catalogue; null for none, or the sample's own.</param>
internal sealed record CatalogueRequest(IReadOnlyList<string> Files, bool Lenient, string? SatcatPath = null);

/// <summary>A catalogue as it was read, and what is known of its objects.</summary>
/// <param name="Input">Files, element sets and set-aside records.</param>
/// <param name="Satcat">The satellite catalogue; null where none is loaded.</param>
internal sealed record LoadedCatalogue(CatalogueInput Input, Satcat? Satcat)
{
    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="CatalogueReadException">A file cannot be read, or is of no known format.</exception>
    /// <exception cref="CommandFailure">The satellite catalogue cannot be opened.</exception>
    public static LoadedCatalogue Read(CatalogueRequest request, CancellationToken cancellation) =>
        Read(request, request.Files.Contains(CatalogueReader.StandardInput) ? Console.OpenStandardInput() : null, cancellation);

    /// <inheritdoc cref="Read(CatalogueRequest, CancellationToken)"/>
    /// <param name="request">The catalogue.</param>
    /// <param name="standardInput">What <c>-</c> reads; may be null where no file is called so.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static LoadedCatalogue Read(CatalogueRequest request, Stream? standardInput, CancellationToken cancellation)
    {
        var isSample = request.Files.Count == 0;
        var satcat = request.SatcatPath is { } path ? ReadSatcat(path) : isSample ? BundledSample.Satcat : null;
        var input = isSample
            ? BundledSample.Read()
            : CatalogueReader.Read(request.Files, request.Lenient, standardInput, cancellation);
        return new LoadedCatalogue(input, satcat);
    }

    /// <summary>Fails where not one element set can be used.</summary>
    /// <exception cref="CommandFailure">There is none; the message says the first reason.</exception>
    public LoadedCatalogue RequireElementSets()
    {
        if (Input.Batch.Accepted.Count > 0)
        {
            return this;
        }

        var names = string.Join(", ", Input.Files.Select(file => file.Name));
        var first = Input.Batch.SetAside.Count > 0 ? $" The first of {Input.Batch.SetAside.Count} records set aside: {SetAsideLine.Of(Input.Batch.SetAside[0])}" : "";
        throw new CommandFailure($"{names}: no usable element set.{first}");
    }

    /// <summary>Reads a satellite catalogue.</summary>
    /// <exception cref="CommandFailure">It cannot be opened.</exception>
    public static Satcat ReadSatcat(string path)
    {
        try
        {
            using var content = File.OpenRead(path);
            return Satcat.Read(content, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"--satcat: '{path}' cannot be read: {fault.Message} Check the path.");
        }
    }
}
