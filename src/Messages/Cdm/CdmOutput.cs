namespace Ssa.Messages;

/// <summary>What writers of every notation write of a section.</summary>
internal static class CdmOutput
{
    /// <summary>The comments, and after them the keywords that the standard does not have.</summary>
    public static IEnumerable<string> CommentsOf(CdmBlock block) => block.Section == CdmSection.UserDefined
        ? block.Comments.Select(Clean)
        : block.Comments.Select(Clean).Concat(block.Others.Select(other => Clean($"{other.Key} = {other.Value}")));

    /// <summary>The keywords that are given, in the order of the standard, with their values; an empty value where it is not known.</summary>
    public static IEnumerable<(CdmKeyword Keyword, string Value)> ValuesOf(CdmBlock block)
    {
        foreach (var keyword in CdmKeywords.Of(block.Section))
        {
            if (block.Has(keyword.Name))
            {
                yield return (keyword, keyword.Kind switch
                {
                    CdmValueKind.Number => MessageText.Number(block.Number(keyword.Name)),
                    CdmValueKind.Time => block.Time(keyword.Name) is { } time ? MessageText.Time(time) : "",
                    _ => block.Text(keyword.Name),
                });
            }
        }
    }

    /// <summary>The user-defined parameters.</summary>
    public static IEnumerable<KeyValuePair<string, string>> UserDefinedOf(CdmBlock block) => block.Section == CdmSection.UserDefined ? block.Others : [];

    // Comments can be given by a program, with line ends and all; what no message can hold becomes a question mark.
    private static string Clean(string comment) => MessageText.TryClean(comment, out var clean)
        ? clean
        : string.Concat(comment.Select(c => char.IsControl(c) || char.IsSurrogate(c) || !System.Xml.XmlConvert.IsXmlChar(c) ? '?' : c)).Trim();
}
