using System.IO.Compression;
using System.Xml.Linq;
using Ssa.EndToEnd.Tests.Faults;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests.Remote;

/// <summary>The client as a package: made, looked into, and used by a program that knows nothing else of this repository.</summary>
public sealed class ClientPackageTests
{
    private const string Version = "0.0.1-test";

    [Fact]
    public async Task The_package_is_sound_and_a_program_works_with_it()
    {
        using var folder = new TemporaryFolder();
        var packed = await ToolRun.Run("dotnet", ["pack", Reference.InRepository("src/Client"), "-c", "Release", "--no-build", "--nologo", "-o", folder.PathOf("feed"), $"-p:PackageVersion={Version}"]);
        Assert.True(packed.Code == 0, packed.Output + packed.Error);
        LookInto(folder);

        // Packages that this machine has are taken from there; the test's own go to a folder that is thrown away.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder.PathOf("packages")}" /></config>
              <packageSources><add key="test" value="{folder.PathOf("feed")}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{cache}" /></fallbackPackageFolders>
            </configuration>
            """);
        var program = folder.Write("program.cs", $$"""
            #:package Ssa.Client@{{Version}}
            using Ssa.Client;

            using var client = new SsaClient(new Uri(args[0]));
            var report = await client.GetCatalogReportAsync();
            Console.WriteLine($"{report.Source} {report.ObjectCount}");
            """);
        using var service = await ServiceProcess.Start(folder.PathOf("store.db"));
        var run = await ToolRun.Run("dotnet", ["run", program, "--", service.Http.BaseAddress!.ToString()], folder.Root, new Dictionary<string, string> { ["NUGET_PACKAGES"] = folder.PathOf("packages") });
        Assert.SkipWhen(run.Code != 0 && (run.Output + run.Error).Contains("NU1301", StringComparison.Ordinal), "packages cannot be restored here: no source of packages answers");
        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Equal("showcase-2024-11-01.omm.csv 290", run.Output.Trim());
    }

    private static void LookInto(TemporaryFolder folder)
    {
        using var package = ZipFile.OpenRead(folder.PathOf($"feed/Ssa.Client.{Version}.nupkg"));
        var names = package.Entries.Select(entry => entry.FullName).ToHashSet();
        Assert.Superset(new HashSet<string> { "README.md", "lib/net10.0/Ssa.Client.dll", "lib/net10.0/Ssa.Client.xml", "protos/ssa/v1/screening_service.proto" }, names);
        using var content = package.GetEntry("Ssa.Client.nuspec")!.Open();
        var metadata = XDocument.Load(content).Root!.Elements().Single(one => one.Name.LocalName == "metadata").Elements().ToDictionary(one => one.Name.LocalName);
        Assert.Equal("Apache-2.0", metadata["license"].Value);
        Assert.Equal("README.md", metadata["readme"].Value);
        Assert.Equal("git", metadata["repository"].Attribute("type")?.Value);
        Assert.NotEqual("", metadata["repository"].Attribute("commit")?.Value ?? "");
        Assert.True(metadata["description"].Value.Length > 40);
        Assert.DoesNotContain(metadata["dependencies"].Descendants(), one => one.Attribute("id")?.Value.StartsWith("Ssa.", StringComparison.Ordinal) == true);
        using var symbols = ZipFile.OpenRead(folder.PathOf($"feed/Ssa.Client.{Version}.snupkg"));
        Assert.Contains("lib/net10.0/Ssa.Client.pdb", symbols.Entries.Select(entry => entry.FullName));
    }
}
