using System.Globalization;
using Ssa.Messages;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>An ephemeris as its message was read: the same whenever it is read.</summary>
/// <param name="Ephemeris">The states.</param>
/// <param name="Contents">What it says of itself.</param>
/// <param name="Remarks">What to know of it that is no fault.</param>
internal sealed record ReadEphemeris(InterpolatedEphemeris Ephemeris, EphemerisContents Contents, IReadOnlyList<EphemerisRemark> Remarks)
{
    /// <summary>Reads the message of one object.</summary>
    /// <param name="content">The message, KVN or XML.</param>
    /// <param name="title">What to call it.</param>
    /// <exception cref="Grpc.Core.RpcException">It cannot be read or used, or is of several objects; line and field are named.</exception>
    public static ReadEphemeris Of(ReadOnlySpan<byte> content, string title)
    {
        if (content is [0x1F, 0x8B, ..])
        {
            throw Refusal.Field("content", "it is packed with gzip: send the message itself");
        }

        var batch = new EphemerisBatch();
        OemReader.Read(content, title, EarthOrientation.None, batch);
        if (batch.SetAside is [var fault, ..])
        {
            throw Refusal.Field("content", string.Create(CultureInfo.InvariantCulture, $"line {fault.Line}, {fault.Field}: {fault.Message} {fault.Remedy}"));
        }

        if (batch.Accepted is not [var ephemeris])
        {
            throw Refusal.Field("content", batch.Accepted.Count == 0
                ? "it holds no ephemeris; send a CCSDS orbit ephemeris message (OEM) as KVN or XML"
                : string.Create(CultureInfo.InvariantCulture, $"it holds the ephemerides of {batch.Accepted.Count} objects; send each as a message of its own"));
        }

        var identity = ephemeris.Identity;
        return new ReadEphemeris(
            ephemeris,
            new EphemerisContents
            {
                ObjectName = identity.Name,
                ObjectId = identity.ObjectId,
                Number = identity.Number,
                Frame = FramesOf(content, title),
                Start = ephemeris.Start,
                Stop = ephemeris.Stop,
                StateCount = ephemeris.Segments.Sum(segment => (long)segment.Count),
                Interpolation = string.Join(", ", ephemeris.Segments.Select(segment => TextOf(segment.Interpolation)).Distinct()),
            },
            batch.Remarks);
    }

    private static string FramesOf(ReadOnlySpan<byte> content, string title)
    {
        var documents = new OemBatch();
        OemReader.ReadDocuments(content, title, documents);
        return string.Join(", ", documents.Accepted.SelectMany(document => document.Segments).Select(segment => segment.Metadata("REF_FRAME")).Distinct());
    }

    private static string TextOf(EphemerisInterpolation interpolation) =>
        string.Create(CultureInfo.InvariantCulture, $"{(interpolation.Method == InterpolationMethod.Hermite ? "hermite" : "lagrange")} {interpolation.Degree}");
}
