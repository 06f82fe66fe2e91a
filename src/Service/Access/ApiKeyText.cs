using System.Security.Cryptography;

namespace Ssa.Service.Access;

/// <summary>
/// A key as its holder has it: <c>ssa_{id}_{secret}</c>, the id 12 and the secret 64 hexadecimal digits. Hexadecimal, since each secret then has one spelling alone, and a double click selects all of it; the prefix lets scanners
/// for leaked secrets find it.
/// </summary>
/// <param name="Id">The public part.</param>
/// <param name="Secret">256 random bits.</param>
internal readonly record struct ApiKeyText(string Id, ReadOnlyMemory<byte> Secret)
{
    /// <summary>How every key begins.</summary>
    public const string Prefix = "ssa_";

    private const int IdBytes = 6;
    private const int SecretBytes = 32;
    private const int Length = 4 + (2 * IdBytes) + 1 + (2 * SecretBytes);

    /// <summary>A new key.</summary>
    public static ApiKeyText Fresh() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Reads a key; null where the text is none.</summary>
    public static ApiKeyText? Parse(string text)
    {
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + (2 * IdBytes)] != '_')
        {
            return null;
        }

        var (id, secret) = (text.Substring(Prefix.Length, 2 * IdBytes), text[(Prefix.Length + (2 * IdBytes) + 1)..]);
        return IsHexadecimal(id) && IsHexadecimal(secret) ? new ApiKeyText(id, Convert.FromHexString(secret)) : null;
    }

    /// <summary>
    /// SHA-256 of the secret, which is what is stored. A slow hash as for passwords would guard nothing: it makes guessing a person's choice dear, and 256 random bits cannot be guessed at any speed; it would only make every call dear.
    /// </summary>
    public byte[] SecretSha256() => SHA256.HashData(Secret.Span);

    /// <summary>The key in full, to be shown once.</summary>
    public string ToText() => $"{Prefix}{Id}_{Convert.ToHexStringLower(Secret.Span)}";

    /// <summary>Without the secret, so that no log holds it.</summary>
    public override string ToString() => $"{Prefix}{Id}_***";

    private static bool IsHexadecimal(string text) => text.All(char.IsAsciiHexDigitLower);
}
