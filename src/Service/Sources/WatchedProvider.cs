using System.Security.Cryptography;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Service.Hosting;

namespace Ssa.Service.Sources;

/// <summary>A provider or folder that is looked at as one, with the sources of the settings that it serves.</summary>
/// <param name="Name">Its name: one service at a time looks at it.</param>
/// <param name="Source">Who fetches, and keeps the provider's rules.</param>
/// <param name="Settings">The sources by the item that they are of the provider's.</param>
internal sealed record WatchedProvider(string Name, IElementSetSource Source, IReadOnlyDictionary<string, SourceSetting> Settings) : IDisposable
{
    /// <summary>Whether it is asked over the network, and has rules.</summary>
    public bool HasRules => Source is IProviderSource;

    /// <summary>The providers of the settings. Groups of CelesTrak's go through one connection, one after the other.</summary>
    public static IReadOnlyList<WatchedProvider> Of(OperationSettings settings, IClock clock)
    {
        var providers = new List<WatchedProvider>();
        var groups = settings.Sources.Where(source => source.Kind == SourceKind.CelesTrak).ToArray();
        if (groups.Length > 0)
        {
            var celesTrak = new CelesTrakSettings { CacheFolder = settings.CacheFolder, Groups = [.. groups.Select(group => group.Subject)] };
            celesTrak = celesTrak with { BaseAddress = settings.CelesTrakMirror ?? celesTrak.BaseAddress };
            providers.Add(new WatchedProvider("celestrak", new CelesTrakSource(celesTrak, clock), groups.ToDictionary(group => group.Subject)));
        }

        foreach (var source in settings.Sources.Where(source => source.Kind != SourceKind.CelesTrak))
        {
            providers.Add(new WatchedProvider(source.Name, MakeSource(source, settings, clock), new Dictionary<string, SourceSetting> { [""] = source }));
        }

        return providers;
    }

    /// <summary>The source that an outcome is of: by its item where the provider has several, else the only one.</summary>
    public SourceSetting SettingOf(string item) => Settings.TryGetValue(item, out var source) ? source : Settings.Values.First();

    /// <inheritdoc/>
    public void Dispose() => (Source as IDisposable)?.Dispose();

    private static IElementSetSource MakeSource(SourceSetting source, OperationSettings settings, IClock clock)
    {
        if (source.Kind != SourceKind.SpaceTrack)
        {
            return new FileSource(new FileSourceSettings { CacheFolder = settings.CacheFolder, Paths = [source.Subject] }, clock);
        }

        var spaceTrack = new SpaceTrackSettings { CacheFolder = settings.CacheFolder };
        spaceTrack = spaceTrack with { BaseAddress = settings.SpaceTrackMirror ?? spaceTrack.BaseAddress };
        return new SpaceTrackSource(spaceTrack, settings.SpaceTrackAccount, clock, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
    }
}
