using Ssa.Report.Figures;
using Ssa.Report.Pictures;

namespace Ssa.Report.Page;

/// <summary>Pictures of the whole: where the objects are, and where and when they pass each other.</summary>
internal static class CatalogueSection
{
    /// <summary>Writes them.</summary>
    public static void Write(PageContext page, CancellationToken cancellation)
    {
        var (to, input) = (page.To, page.Input);
        OrbitHeights[] orbits = [.. input.Result.Objects.Select(OrbitHeights.Of)];
        var passes = page.Ranking.AllPasses.ToArray();
        var heights = new List<double>(passes.Length);
        foreach (var pass in passes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (page.States.HeightKm(pass.First, pass.Tca) is { } height)
            {
                heights.Add(height);
            }
        }

        to.Begin("section", ("id", "catalogue"), ("aria-labelledby", "catalogue-title"));
        to.Element("h2", "The catalogue and its passes", ("id", "catalogue-title"));
        to.Paragraph("Heights count from the equatorial radius, 6378.135 km. An object on an ellipse counts at each height with the part of its time that it spends there.", "soft");
        to.Begin("div", ("class", "pictures"));
        Figure.Write(to, CataloguePictures.LowDensity(orbits), "Density in low orbits", "How full space is in low orbits, in shells of 20 km: objects in a thousand million cubic kilometres.");
        Figure.Write(to, CataloguePictures.AllHeights(orbits), "All heights", "Each bar is a tenth higher than the one before; geosynchronous objects stand at 35,800 km.");
        Figure.Write(to, RatePictures.ByHeight(heights), "Passes by height", "Where the passes happen, by the height of the first object.");
        Figure.Write(to, RatePictures.ByTime(input.Result.Settings, passes), "Passes by time", "When they happen, by the time of closest approach.");
        Figure.Write(to, RatePictures.BySpeed(passes), "Passes by relative speed", "How fast the two move against each other. Around 14 km/s they meet nearly head-on.");
        WriteCloud(page);
        to.End();
        to.EndLine();
    }

    private static void WriteCloud(PageContext page)
    {
        var cloud = page.Input.Cloud ?? LaunchCloud.Largest(page.Input.Result.Objects);
        if (cloud is null)
        {
            return;
        }

        var chosen = page.Input.Cloud is null ? "the launch with the most objects here" : "as chosen";
        Figure.Write(
            page.To, CataloguePictures.Gabbard(cloud), "Gabbard diagram",
            $"{cloud.Name} ({chosen}), {Wording.Count(cloud.Members.Count, "object")}: each has a dot for its apogee and one for its perigee. The pieces of a break-up make an X whose crossing is the height of the event, until drag bends its left arms down.");
    }
}
