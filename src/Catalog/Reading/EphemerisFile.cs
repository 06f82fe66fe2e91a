using Ssa.Messages;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Catalog;

/// <summary>A file of orbit ephemeris messages, as it was read.</summary>
/// <param name="Name">The name as the user gave it.</param>
/// <param name="Bytes">Bytes read, before any decompression.</param>
/// <param name="Sha256">SHA-256 of the bytes as read, lower-case hexadecimal.</param>
/// <param name="Ephemerides">What can be used, one per object of a message, in input order.</param>
/// <param name="SetAside">What cannot, each with its reason.</param>
/// <param name="Remarks">What the user should know about the ephemerides that can be used.</param>
public sealed record EphemerisFile(
    string Name, long Bytes, string Sha256, IReadOnlyList<InterpolatedEphemeris> Ephemerides, IReadOnlyList<SetAsideRecord> SetAside, IReadOnlyList<EphemerisRemark> Remarks)
{
    /// <summary>Reads a file, plain or gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="orientation">Earth orientation data for frames other than TEME.</param>
    /// <exception cref="CatalogueReadException">The file cannot be read, is larger than 256 MiB, or holds no ephemeris that can be used.</exception>
    public static EphemerisFile Read(string path, EarthOrientation orientation)
    {
        var file = WholeFile.Read(path);
        var batch = new EphemerisBatch();
        OemReader.Read(file.Text.Span, path, orientation, batch);
        if (batch.Accepted.Count > 0)
        {
            return new EphemerisFile(path, file.StoredBytes, file.Sha256, batch.Accepted, batch.SetAside, batch.Remarks);
        }

        throw batch.SetAside is [var first, ..]
            ? new CatalogueReadException(path, $"No usable ephemeris. The first of {batch.SetAside.Count} set aside, in line {first.Line}: {first.ReasonText}: {first.Message}", first.Remedy)
            : new CatalogueReadException(path, "It holds no ephemeris.", "Give an orbit ephemeris message (CCSDS OEM) as KVN or XML.");
    }
}
