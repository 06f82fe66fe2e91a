namespace Ssa.Catalog;

/// <summary>A selector asks for an owner or a type, but no satellite catalogue is loaded; the message says the remedy.</summary>
/// <param name="selector">The selector as the user wrote it.</param>
public sealed class SelectorNeedsSatcatException(string selector)
    : Exception($"The selector \"{selector}\" asks for an owner or a type, which element sets do not carry: give the satellite catalogue with --satcat FILE.")
{
    /// <summary>The selector as the user wrote it.</summary>
    public string Selector { get; } = selector;
}
