using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Service.Hosting;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Access;

/// <summary>Puts the pieces of access in place.</summary>
public static partial class AccessServices
{
    /// <summary>Adds what decides who may do what.</summary>
    internal static void AddAccess(this IServiceCollection services, ServiceSettings settings, IClock clock)
    {
        services.AddSingleton(settings.Access);
        services.AddSingleton<KeyCheck>();
        services.AddSingleton(provider => new OpenDoor(provider.GetRequiredService<SsaStore>(), settings, clock, () => Closed(provider.GetRequiredService<ILogger<OpenDoor>>())));
        services.AddSingleton(_ => new CallLimits(settings.Limits, TimeProvider.System));
        services.AddSingleton(_ => new AcceptedCredentials(TimeProvider.System));
        services.AddSingleton(provider => PageTokens.Of(provider.GetRequiredService<SsaStore>()));
        if (settings.Access.Jwt is { } jwt)
        {
            services.AddTokenCheck(jwt, clock);
        }

        // The nearest proxy's word alone, whoever it is: behind one, the port is reached by it only.
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = 1;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
        });
    }

    /// <summary>Asks whoever comes from here on who they are; after routing and gRPC-Web, before every endpoint.</summary>
    internal static void UseAccess(this WebApplication app) => app.UseMiddleware<AccessGate>();

    /// <summary>Opens an endpoint to everybody, without a credential.</summary>
    internal static T OpenToAll<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new Requirement(null));

    /// <summary>Says in words who may call a service, and what to do about it.</summary>
    /// <param name="app">The service.</param>
    public static string WhoMayCall(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var settings = app.Services.GetRequiredService<AccessSettings>();
        if (app.Services.GetRequiredService<OpenDoor>().IsOpen())
        {
            return "Development mode: whoever reaches this address may do everything. It is reached from this machine alone. The first key ('ssa keys create') ends it, also while the service runs.";
        }

        var hasKeys = app.Services.GetRequiredService<SsaStore>().Keys.HasAny();
        return (hasKeys, settings.Jwt) switch
        {
            (_, { } jwt) => $"Callers show a key or a token of {jwt.IssuerText}.",
            (true, null) => "Callers show a key.",
            _ => "Callers show a key, and there is none yet: make one with 'ssa keys create' and the same --store.",
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store has a key now: development mode has ended, and callers show a key from here on.")]
    private static partial void Closed(ILogger log);
}
