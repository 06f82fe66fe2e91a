using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Ssa.Service.Access;
using Ssa.Store;

namespace Ssa.Service.Mapping;

/// <summary>
/// Where a page ended, as a token that holds for one caller and one request alone: it carries a code (HMAC-SHA-256, RFC 2104) under a secret that the services of a store share, over the request, whom it was given to, and the place. A token
/// that was made up, changed, or given to somebody else is refused, not misread. The place is what the last row of the page has shown.
/// </summary>
/// <param name="secret">The secret.</param>
internal sealed class PageTokens(byte[] secret)
{
    private const int PlaceBytes = 16;
    private const int CodeBytes = 16;

    /// <summary>The tokens of a store's services.</summary>
    public static PageTokens Of(SsaStore store) => new(store.Keys.Secret("page_token", RandomNumberGenerator.GetBytes(32)));

    /// <summary>The token behind a place.</summary>
    /// <param name="caller">Who gets it.</param>
    /// <param name="request">The request, its page fields cleared.</param>
    /// <param name="key">What the list is ordered by.</param>
    /// <param name="number">What tells equal ones apart.</param>
    public string Of(Caller caller, IMessage request, double key, long number)
    {
        Span<byte> bytes = stackalloc byte[PlaceBytes + CodeBytes];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, key);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], number);
        CodeOf(caller, request, bytes[..PlaceBytes]).CopyTo(bytes[PlaceBytes..]);
        return Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The place of a token; null for an empty one.</summary>
    /// <exception cref="Grpc.Core.RpcException">The token is not one of this caller and request.</exception>
    public (double Key, long Number)? Read(Caller caller, IMessage request, string token)
    {
        if (token.Length == 0)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[PlaceBytes + CodeBytes];
        return Convert.TryFromBase64String(token.Replace('-', '+').Replace('_', '/'), bytes, out var count) && count == bytes.Length
            && CryptographicOperations.FixedTimeEquals(bytes[PlaceBytes..], CodeOf(caller, request, bytes[..PlaceBytes]))
            ? (BinaryPrimitives.ReadDoubleLittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]))
            : throw Refusal.Field("page_token", "it is not a token of this request; send the next_page_token of the page before with all other fields unchanged");
    }

    /// <summary>The size of a page.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is negative.</exception>
    public static int Size(int asked, int usual, int most) => asked switch
    {
        < 0 => throw Refusal.Field("page_size", "it is 0 for the usual size, or more"),
        0 => Math.Min(usual, most),
        _ => Math.Min(asked, most),
    };

    // Each part behind its length, so that no two requests read the same.
    private ReadOnlySpan<byte> CodeOf(Caller caller, IMessage request, ReadOnlySpan<byte> place)
    {
        using var code = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Append(Encoding.UTF8.GetBytes(request.Descriptor.FullName));
        Append(Encoding.UTF8.GetBytes(caller.Participant));
        Append([(byte)(caller.Role >= Role.Admin ? 1 : 0)]);
        Append(request.ToByteArray());
        code.AppendData(place);
        return code.GetHashAndReset().AsSpan(0, CodeBytes);

        void Append(ReadOnlySpan<byte> part)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
            code.AppendData(length);
            code.AppendData(part);
        }
    }
}
