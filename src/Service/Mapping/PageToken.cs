using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;

namespace Ssa.Service.Mapping;

/// <summary>Where a page ended, tied to the request: a token of another request is refused, not misread.</summary>
internal static class PageToken
{
    private const int HashBytes = 8;

    /// <summary>The token behind a place.</summary>
    /// <param name="request">The request, its page fields cleared.</param>
    /// <param name="key">What the list is ordered by.</param>
    /// <param name="number">What tells equal ones apart.</param>
    public static string Of(IMessage request, double key, long number)
    {
        Span<byte> bytes = stackalloc byte[HashBytes + 16];
        HashOf(request).CopyTo(bytes);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[HashBytes..], key);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[(HashBytes + 8)..], number);
        return Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The place of a token; null for an empty one.</summary>
    /// <exception cref="Grpc.Core.RpcException">The token is not one of this request.</exception>
    public static (double Key, long Number)? Read(IMessage request, string token)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var bytes = new byte[HashBytes + 16];
        return Convert.TryFromBase64String(token.Replace('-', '+').Replace('_', '/'), bytes, out var count) && count == bytes.Length && bytes.AsSpan(0, HashBytes).SequenceEqual(HashOf(request))
            ? (BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(HashBytes)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(HashBytes + 8)))
            : throw Refusal.Field("page_token", "it is not a token of this request; send the next_page_token of the page before with all other fields unchanged");
    }

    /// <summary>The size of a page.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is negative.</exception>
    public static int Size(int asked, int usual, int most) => asked switch
    {
        < 0 => throw Refusal.Field("page_size", "it is 0 for the usual size, or more"),
        0 => usual,
        _ => Math.Min(asked, most),
    };

    private static ReadOnlySpan<byte> HashOf(IMessage request) => SHA256.HashData(request.ToByteArray()).AsSpan(0, HashBytes);
}
