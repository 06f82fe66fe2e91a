using Ssa.Propagation;

namespace Ssa.Cli.Formats;

/// <summary>The spelling of <see cref="Sgp4Mode"/> on the command line and in outputs.</summary>
internal static class Sgp4ModeText
{
    /// <summary><c>afspc</c> or <c>improved</c>.</summary>
    public static string Of(Sgp4Mode mode) => mode switch
    {
        Sgp4Mode.Afspc => "afspc",
        Sgp4Mode.Improved => "improved",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };
}
