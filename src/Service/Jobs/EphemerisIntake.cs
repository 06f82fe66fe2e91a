using System.Collections.Concurrent;
using Grpc.Core;
using NodaTime;
using Ssa.Service.Access;
using Ssa.Service.Hosting;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>Takes in ephemerides piece by piece: each as a whole, or nothing of it. Safe for several threads.</summary>
internal sealed class EphemerisIntake(SsaStore store, ServiceSettings settings, IClock clock)
{
    private const int LargestPiece = 1 << 20;
    private const int LongestTitle = 200;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, int> _underWay = new(StringComparer.Ordinal);

    /// <summary>Takes in an ephemeris.</summary>
    /// <param name="pieces">The header and the content behind it.</param>
    /// <param name="caller">Who sends it: it is their participant's.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The ephemeris with what to know of it.</returns>
    /// <exception cref="RpcException">It cannot be read or used, or is more than is taken.</exception>
    public async Task<V1.ImportEphemerisResponse> Take(IAsyncStreamReader<V1.ImportEphemerisRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var limits = settings.Ephemerides;
        try
        {
            // What is sent is held as a whole, so that each one under way takes memory.
            if (_underWay.AddOrUpdate(caller.Participant, 1, (_, count) => count + 1) > limits.AtOnce)
            {
                throw Refusal.Exhausted("ephemerides under way", $"A participant sends at most {limits.AtOnce} ephemerides at the same time; send this one again when another is in.", RetryAfter);
            }

            var (header, content) = await Receive(pieces, limits.Bytes, cancellation).ConfigureAwait(false);
            var isPrivate = header.Visibility switch
            {
                V1.EphemerisVisibility.Unspecified or V1.EphemerisVisibility.Private => true,
                V1.EphemerisVisibility.Public => false,
                _ => throw Refusal.Field("header.visibility", "it is EPHEMERIS_VISIBILITY_PRIVATE or EPHEMERIS_VISIBILITY_PUBLIC"),
            };
            var read = ReadEphemeris.Of(content.Span, header.Title);
            if (read.Contents.StateCount > limits.States)
            {
                throw Refusal.Full("states", $"An ephemeris has at most {limits.States} states on this server, and this one {read.Contents.StateCount}: send a shorter span or longer steps.");
            }

            var response = new V1.ImportEphemerisResponse { Ephemeris = ProtoEphemerides.Of(Keep(new ScreeningOwner(caller.Participant, isPrivate), header.Title, read.Contents, content)) };
            response.Remarks.AddRange(read.Remarks.Select(remark => new V1.EphemerisRemark { Line = remark.Line, Field = remark.Field, Message = remark.Message }));
            return response;
        }
        finally
        {
            _underWay.AddOrUpdate(caller.Participant, 0, (_, count) => count - 1);
            _underWay.TryRemove(KeyValuePair.Create(caller.Participant, 0));
        }
    }

    private static async Task<(V1.EphemerisHeader Header, ReadOnlyMemory<byte> Content)> Receive(IAsyncStreamReader<V1.ImportEphemerisRequest> pieces, int most, CancellationToken cancellation)
    {
        if (!await pieces.MoveNext(cancellation).ConfigureAwait(false) || pieces.Current.PartCase != V1.ImportEphemerisRequest.PartOneofCase.Header)
        {
            throw Refusal.Field("header", "the first message says what is imported");
        }

        var header = pieces.Current.Header;
        if (header.Title.Length is 0 or > LongestTitle || header.Title.Any(char.IsControl))
        {
            throw Refusal.Field("header.title", $"a title of 1 to {LongestTitle} characters without control characters says what it is");
        }

        using var content = new MemoryStream();
        while (await pieces.MoveNext(cancellation).ConfigureAwait(false))
        {
            var piece = pieces.Current;
            if (piece.PartCase != V1.ImportEphemerisRequest.PartOneofCase.Content || piece.Content.Length > LargestPiece)
            {
                throw Refusal.Field("content", $"after the header come pieces of content of at most {LargestPiece} bytes");
            }

            if (content.Length + piece.Content.Length > most)
            {
                throw Refusal.Full("content", $"An ephemeris has at most {most} bytes on this server: send a shorter span or longer steps.");
            }

            piece.Content.WriteTo(content);
        }

        return (header, content.GetBuffer().AsMemory(0, (int)content.Length));
    }

    private StoredEphemeris Keep(ScreeningOwner owner, string title, EphemerisContents contents, ReadOnlyMemory<byte> content)
    {
        try
        {
            return store.Ephemerides.Import(owner, title, contents, content, settings.Ephemerides.OfParticipant, clock.GetCurrentInstant()).Ephemeris;
        }
        catch (TooManyEphemeridesException fault)
        {
            throw Refusal.Full("ephemerides", $"Your participant has {fault.Limit} ephemerides, as many as one may have here: delete one first.");
        }
    }
}
