using Microsoft.AspNetCore.Http;
using Ssa.Service.Mapping;

namespace Ssa.Service.Access;

/// <summary>What a caller shows: the text of a key or of a token.</summary>
/// <param name="Text">The text; never logged.</param>
internal readonly record struct Credential(string Text)
{
    private const string KeyHeader = "x-api-key";
    private const string Scheme = "Bearer ";

    /// <summary>Whether it is a key, not a token.</summary>
    public bool IsKey => Text.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal);

    /// <summary>The credential of a request; null where there is none.</summary>
    /// <exception cref="Grpc.Core.RpcException">The headers are not as they must be, or contradict each other.</exception>
    public static Credential? Of(HttpRequest request)
    {
        var (authorization, key) = (request.Headers.Authorization, request.Headers[KeyHeader]);
        if (authorization.Count + key.Count > 1)
        {
            throw Refusal.Unauthenticated("CREDENTIALS_CONTRADICT", "Send one credential: either 'authorization: Bearer …' or 'x-api-key: …', once.");
        }

        if (key.Count == 1)
        {
            var text = key.ToString();
            return text.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal)
                ? new Credential(text)
                : throw Refusal.Unauthenticated("CREDENTIAL_MALFORMED", "x-api-key holds a key, ssa_…, and nothing else.");
        }

        if (authorization.Count == 0)
        {
            return null;
        }

        var value = authorization.ToString();
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value.AsSpan(Scheme.Length).Trim() is { Length: > 0 } token && !token.Contains(' ')
            ? new Credential(token.ToString())
            : throw Refusal.Unauthenticated("CREDENTIAL_MALFORMED", "The header reads 'authorization: Bearer ' and a key, ssa_…, or a token.");
    }

    /// <summary>Says nothing of the text.</summary>
    public override string ToString() => IsKey ? "key" : "token";
}
