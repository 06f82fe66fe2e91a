namespace Ssa.Tests;

/// <summary>Finds data for tests: the repository's own files, and the large reference folder that may lie beside the checkout.</summary>
internal static class Reference
{
    /// <summary>The repository's root: the nearest folder above the test binaries that holds Ssa.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a file of the repository.</summary>
    public static string InRepository(string path) => Path.Combine(Root, path);

    /// <summary>
    /// The path of a file or folder under ../shared/reference. Where that folder is absent, as in a user's clone, the test is skipped
    /// and says so; a file that is missing inside a present folder is a failure, not a skip.
    /// </summary>
    public static string Shared(string path)
    {
        var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "reference"));
        Assert.SkipUnless(Directory.Exists(folder), "needs the large reference lists (../shared/reference), which are not part of the repository");
        var full = Path.Combine(folder, path);
        Assert.True(Path.Exists(full), $"{full} is missing");
        return full;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ssa.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above the test binaries holds Ssa.sln.");
    }
}
