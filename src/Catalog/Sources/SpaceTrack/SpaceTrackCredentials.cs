using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;

namespace Ssa.Catalog.Sources;

/// <summary>
/// The account at Space-Track. Its words leave this type only in the form that logs in: no message, log or <see cref="ToString"/> shows them. They come from the
/// environment or a secret file, never from a command line, which every user of a machine can list.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SpaceTrackCredentials
{
    /// <summary>The environment's variable with the user name.</summary>
    public const string IdentityVariable = "SSA_SPACETRACK_IDENTITY";

    /// <summary>The environment's variable with the password.</summary>
    public const string PasswordVariable = "SSA_SPACETRACK_PASSWORD";

    /// <summary>The environment's variable with the path of a secret file.</summary>
    public const string SecretFileVariable = "SSA_SPACETRACK_SECRET_FILE";

    private const string Hidden = "***";
    private const int LongestSecretFile = 4096;

    private readonly string _identity;
    private readonly string _password;
    private readonly string[] _forms;

    private SpaceTrackCredentials(string identity, string password, string? warning)
    {
        (_identity, _password, Warning) = (identity, password, warning);

        // A server may quote them back in any of these forms; the longer ones first, so that no half of one stays.
        _forms = [.. ((string[])[identity, password]).SelectMany(FormsOf).Distinct().OrderByDescending(form => form.Length)];
    }

    /// <summary>What is unsafe about where they stand; null where nothing is.</summary>
    public string? Warning { get; }

    /// <summary>Takes them from the environment: both variables, or the secret file that a third names.</summary>
    /// <param name="variable">The value of a variable, null or empty where it is not set.</param>
    /// <param name="credentials">The account; null where nothing is set.</param>
    /// <param name="fault">What is wrong and the remedy; null where nothing is set or all is well.</param>
    /// <returns>Whether there is an account.</returns>
    public static bool TryFromEnvironment(Func<string, string?> variable, [NotNullWhen(true)] out SpaceTrackCredentials? credentials, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(variable);
        (credentials, fault) = (null, null);
        var (identity, password, file) = (variable(IdentityVariable), variable(PasswordVariable), variable(SecretFileVariable));
        if (string.IsNullOrEmpty(identity) && string.IsNullOrEmpty(password))
        {
            return !string.IsNullOrEmpty(file) && TryFromFile(file, out credentials, out fault);
        }

        if (string.IsNullOrEmpty(identity) || string.IsNullOrEmpty(password))
        {
            fault = $"{(string.IsNullOrEmpty(identity) ? IdentityVariable : PasswordVariable)} is not set, but its partner is; set both, or {SecretFileVariable}.";
            return false;
        }

        credentials = new SpaceTrackCredentials(identity, password, warning: null);
        return true;
    }

    /// <summary>Takes them from a file with the two lines <c>identity=…</c> and <c>password=…</c>; everything after the sign counts, blanks too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="credentials">The account; its <see cref="Warning"/> says where others than the owner can read the file.</param>
    /// <param name="fault">What is wrong and the remedy; the file's words are not in it.</param>
    public static bool TryFromFile(string path, [NotNullWhen(true)] out SpaceTrackCredentials? credentials, [NotNullWhen(false)] out string? fault)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        credentials = null;
        string[] lines;
        try
        {
            if (new FileInfo(path).Length > LongestSecretFile)
            {
                fault = $"The secret file {path} is longer than {LongestSecretFile} bytes; it holds the two lines identity=… and password=…";
                return false;
            }

            lines = File.ReadAllLines(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"The secret file {path} cannot be read: {unreadable.Message}";
            return false;
        }

        var (identity, password) = (ValueOf(lines, "identity="), ValueOf(lines, "password="));
        if (string.IsNullOrEmpty(identity) || string.IsNullOrEmpty(password))
        {
            fault = $"The secret file {path} lacks {(string.IsNullOrEmpty(identity) ? "identity" : "password")}; write the two lines identity=… and password=…";
            return false;
        }

        credentials = new SpaceTrackCredentials(identity, password, WarningOf(path));
        fault = null;
        return true;
    }

    /// <summary>Says that there is an account, and nothing of it.</summary>
    public override string ToString() => $"Space-Track account (identity {Hidden}, password {Hidden})";

    /// <summary>Hides the words wherever they stand in a text, also as they are written in addresses, forms, HTML and JSON.</summary>
    internal string Mask(string text)
    {
        foreach (var form in _forms)
        {
            text = text.Replace(form, Hidden, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>The login form.</summary>
    internal FormUrlEncodedContent ToForm() => new([KeyValuePair.Create("identity", _identity), KeyValuePair.Create("password", _password)]);

    private static string? ValueOf(string[] lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    private static string? WarningOf(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0
            ? $"The secret file {path} can be read or written by others; make it yours alone: chmod 600 {path}"
            : null;
    }

    private static string[] FormsOf(string word)
    {
        var escaped = Uri.EscapeDataString(word);
        return [word, escaped, escaped.Replace("%20", "+", StringComparison.Ordinal), WebUtility.UrlEncode(word), WebUtility.HtmlEncode(word), JsonEncodedText.Encode(word).ToString()];
    }
}
