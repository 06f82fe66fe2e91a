using System.Text;
using System.Text.RegularExpressions;

namespace Ssa.Messages;

/// <summary>The combined hard-body radius of a conjunction, and where in the message it stands.</summary>
/// <param name="RadiusM">The sum of both objects' radii, m.</param>
/// <param name="Source">Where it comes from, in words.</param>
public sealed partial record CdmHardBodyRadius(double RadiusM, string Source)
{
    /// <summary>
    /// The radius that a message gives; null where it gives none. In this order: HBR keywords or comments of both objects, which are summed; one HBR in a comment of the message, which is that of
    /// both together; exclusion volume radii of both objects, which are summed.
    /// </summary>
    /// <remarks>Metres unless the comment says otherwise. The radius of one object alone is no combined one: then the next source is tried.</remarks>
    /// <param name="message">The message.</param>
    public static CdmHardBodyRadius? Of(CdmMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        CdmObject[] objects = [message.Object1, message.Object2];
        if (Sum(objects.Select(Keyword)) is { } keywords)
        {
            return new CdmHardBodyRadius(keywords, "HBR of both objects");
        }

        var operators = objects.Select(owner => Keyword(owner) ?? One(owner.Comments, Operator())).ToList();
        if (Sum(operators) is { } byOperators)
        {
            return new CdmHardBodyRadius(byOperators, "operators' hard-body radii of both objects");
        }

        List<double>[] comments = [.. objects.Select(owner => All(owner.Comments, HardBody()))];
        var shared = All(message.Header.Comments.Concat(message.Relative.Comments).Concat(Others(message.Header)).Concat(Others(message.Relative)), HardBody());
        if (shared.Count == 0 && comments.All(found => found.Count == 1))
        {
            return new CdmHardBodyRadius(comments.Sum(found => found[0]), "HBR in comments of both objects");
        }

        if (shared.Concat(comments.SelectMany(found => found)).Distinct().ToList() is [var combined])
        {
            return new CdmHardBodyRadius(combined, "HBR in a comment, of both objects together");
        }

        return Sum(objects.Select(owner => One(owner.Comments, Exclusion()))) is { } excluded
            ? new CdmHardBodyRadius(excluded, "exclusion volume radii in comments of both objects")
            : null;
    }

    private static IEnumerable<string> Others(CdmBlock block) => block.Others.Select(other => $"{other.Key} = {other.Value}");

    private static double? Keyword(CdmObject owner) => owner[CdmSection.AdditionalParameters].Number("HBR") is >= 0 and var radius ? radius : null;

    private static double? Sum(IEnumerable<double?> radii) => radii.Aggregate((double?)0, (sum, radius) => sum + radius);

    private static double? One(IEnumerable<string> comments, Regex pattern) => All(comments, pattern) is [var only] ? only : null;

    private static List<double> All(IEnumerable<string> comments, Regex pattern)
    {
        var found = new List<double>();
        foreach (var comment in comments)
        {
            var match = pattern.Match(comment);
            if (match.Success && DecimalText.Read(Encoding.ASCII.GetBytes(match.Groups["number"].Value), out var value) == DecimalForm.Number && value >= 0)
            {
                found.Add(match.Groups["unit"].Value.Equals("km", StringComparison.OrdinalIgnoreCase) ? value * 1e3 : value);
            }
        }

        return found;
    }

    private const string Value = @"\s*[=:]\s*(?<number>[0-9.+\-eE]+)\s*\[?\s*(?<unit>km|m)?\s*\]?\s*$";

    [GeneratedRegex(@"^\s*(COMBINED\s+)?(HBR|HARD[ _-]?BODY[ _-]?RADIUS)" + Value, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HardBody();

    [GeneratedRegex(@"^\s*OPERATOR[ _-]HARD[ _-]?BODY[ _-]RADIUS" + Value, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Operator();

    [GeneratedRegex(@"^\s*EXCLUSION[ _-]VOLUME[ _-]RADIUS" + Value, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Exclusion();
}
