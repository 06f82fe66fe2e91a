using System.Diagnostics.CodeAnalysis;

namespace Ssa.Service.Access;

/// <summary>Roles as keys, tokens and messages write them.</summary>
public static class RoleText
{
    /// <summary>Every role's word, the least first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Role>().Select(Of)];

    /// <summary>A role's word.</summary>
    /// <param name="role">The role.</param>
    [SuppressMessage("Globalization", "CA1308", Justification = "The words are written in lower case.")]
    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>A word's role; null where it is no role's.</summary>
    /// <param name="word">The word.</param>
    public static Role? Parse(string word)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            if (Of(role) == word)
            {
                return role;
            }
        }

        return null;
    }
}
