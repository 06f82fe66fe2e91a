using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Ssa.Service.Access;

/// <summary>Who calls.</summary>
/// <param name="Participant">On whose behalf: who owns what the call makes. Private things are seen by their participant alone.</param>
/// <param name="Role">What the caller may do.</param>
/// <param name="Name">Names the caller in logs and limits: a key's name or a token's subject, never a secret.</param>
public sealed record Caller(string Participant, Role Role, string Name)
{
    /// <summary>The caller of a service in development mode, where nobody is asked who they are.</summary>
    public static Caller Development { get; } = new("local", Role.Admin, "development");
}

/// <summary>The caller of a call.</summary>
internal static class CallerContext
{
    /// <summary>Who makes this call. Every call has a caller by the time a method sees it; the development one where none is asked for.</summary>
    public static Caller Caller(this ServerCallContext context) => context.GetHttpContext().Features.Get<Caller>() ?? Access.Caller.Development;

    /// <summary>Notes who makes a request.</summary>
    public static void SetCaller(this HttpContext context, Caller caller) => context.Features.Set(caller);
}
