using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Ssa.Store;

namespace Ssa.Service.Access;

/// <summary>Who calls.</summary>
/// <param name="Participant">On whose behalf: who owns what the call makes. Private things are seen by their participant alone.</param>
/// <param name="Role">What the caller may do.</param>
/// <param name="Name">Names the caller in logs and limits: a key's name or a token's subject, never a secret.</param>
public sealed record Caller(string Participant, Role Role, string Name)
{
    /// <summary>The caller of a service in development mode, where nobody is asked who they are.</summary>
    public static Caller Development { get; } = new("local", Role.Admin, "development");

    /// <summary>Which screenings are there for the caller.</summary>
    public ScreeningViewer Viewer => Role >= Role.Admin ? ScreeningViewer.Everything : ScreeningViewer.Of(Participant);

    /// <summary>Whether the caller may change what belongs to a participant.</summary>
    public bool MayChange(string participant) => Role >= Role.Admin || Participant == participant;
}

/// <summary>The caller of a call.</summary>
internal static class CallerContext
{
    /// <summary>Who makes this call.</summary>
    /// <exception cref="InvalidOperationException">Nobody was asked who they are: the call did not come through <see cref="AccessGate"/>.</exception>
    public static Caller Caller(this ServerCallContext context) =>
        context.GetHttpContext().Features.Get<Caller>() ?? throw new InvalidOperationException("The call has no caller.");

    /// <summary>Notes who makes a request.</summary>
    public static void SetCaller(this HttpContext context, Caller caller) => context.Features.Set(caller);
}
