using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Service.Mapping;

namespace Ssa.Service.Access;

/// <summary>
/// Stands before every endpoint, whichever protocol leads to it: finds out who calls, whether they may, and whether not too often, before anything of the request's body is read. A refusal is written as the caller's protocol has it.
/// </summary>
internal sealed partial class AccessGate(RequestDelegate next, OpenDoor door, KeyCheck keys, CallLimits limits, AcceptedCredentials accepted, AccessSettings settings, IClock clock, IServiceProvider services, ILogger<AccessGate> log)
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);

    private readonly TokenCheck? _tokens = services.GetService<TokenCheck>();

    // Whoever is refused all the time must not fill the log.
    private readonly TokenBuckets _lines = new(perMinute: 10, size: 10, TimeProvider.System);

    /// <summary>Lets a request in, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            // There is nothing to guard: the answer is 404.
            await next(context).ConfigureAwait(false);
            return;
        }

        Entry entry;
        try
        {
            entry = await Admit(context, endpoint).ConfigureAwait(false);
        }
        catch (RpcException refusal)
        {
            var address = CallLimits.NameOf(context.Connection.RemoteIpAddress);
            if (_lines.TryTake(address, out _))
            {
                Refused(endpoint.DisplayName ?? "", address, refusal.Status.Detail);
            }

            await RefusalWriter.Write(context, refusal).ConfigureAwait(false);
            return;
        }

        using (entry.Stream)
        {
            if (entry is { Stream: not null, StillHolds: { } holds })
            {
                await FollowStream(context, holds).ConfigureAwait(false);
            }
            else
            {
                await next(context).ConfigureAwait(false);
            }
        }
    }

    private async Task<Entry> Admit(HttpContext context, Endpoint endpoint)
    {
        var (requirement, isStream) = endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method: var method }
            ? (MethodRoles.Of(method.FullName) ?? throw Refusal.Denied("METHOD_NOT_LISTED", $"{method.FullName} is open to nobody: it has no entry in the table of roles."), method.Type != MethodType.Unary)
            : (endpoint.Metadata.GetMetadata<Requirement>() ?? new Requirement(Role.Viewer), false);
        var address = CallLimits.NameOf(context.Connection.RemoteIpAddress);
        try
        {
            if (requirement.Role is not { } role)
            {
                // A health check of a machine of one's own is not counted.
                return WasOpen() ? default : Count(address, isStream, null);
            }

            if (Credential.Of(context.Request) is not { } credential)
            {
                if (door.IsOpen())
                {
                    RequireLocalName(context.Request.Host);
                    context.SetCaller(Caller.Development);
                    return default;
                }

                throw Refusal.Unauthenticated("CREDENTIAL_MISSING", $"Say who you are: send the header 'authorization: Bearer ' with a key, ssa_…{(_tokens is null ? "" : ", or a token of the issuer")}.");
            }

            if (!accepted.Has(credential))
            {
                limits.RequireFewFailures(address);
            }

            var (caller, until) = await Identify(context, credential).ConfigureAwait(false);
            if (caller.Role < role)
            {
                throw Refusal.Denied("ROLE_TOO_WEAK", $"This needs the role '{RoleText.Of(role)}'; {caller.Name} has '{RoleText.Of(caller.Role)}'.");
            }

            context.SetCaller(caller);
            return Count(caller.Name, isStream, () => StillHolds(credential, until));
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.Unauthenticated)
        {
            limits.TakeFailure(address);
            throw;
        }
        catch (System.Data.Common.DbException)
        {
            throw Refusal.Unavailable("The store of keys does not answer; come back later.", StoreRetry);
        }
    }

    /// <summary>Whether the service is in development mode, as far as is known: whether the process is alive must be told while the store does not answer.</summary>
    private bool WasOpen()
    {
        try
        {
            return door.IsOpen();
        }
        catch (System.Data.Common.DbException)
        {
            // Only who found it open before asks the store again.
            return true;
        }
    }

    private async Task<(Caller Caller, Instant Until)> Identify(HttpContext context, Credential credential)
    {
        try
        {
            var found = credential.IsKey ? (keys.Check(credential.Text), Instant.MaxValue)
                : _tokens is not null ? await _tokens.Check(context).ConfigureAwait(false)
                : throw Refusal.Unauthenticated("TOKENS_NOT_TAKEN", "This service takes keys, ssa_…, and no tokens: it has no issuer set.");
            accepted.Add(credential);
            return found;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.Unauthenticated)
        {
            accepted.Remove(credential);
            throw;
        }
    }

    private Entry Count(string name, bool isStream, Func<bool>? holds)
    {
        limits.TakeCall(name);
        return isStream ? new Entry(limits.OpenStream(name), holds) : default;
    }

    private bool StillHolds(Credential credential, Instant until)
    {
        if (!credential.IsKey)
        {
            return clock.GetCurrentInstant() < until;
        }

        try
        {
            keys.Check(credential.Text);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
        catch (System.Data.Common.DbException)
        {
            // Not known: the stream goes on until it is.
            return true;
        }
    }

    /// <summary>Lets a stream go on as long as the credential that opened it holds; then it is cut, and taking it up again is refused with the reason.</summary>
    private async Task FollowStream(HttpContext context, Func<bool> holds)
    {
        using var over = new CancellationTokenSource();
        var watch = Watch();
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }

        async Task Watch()
        {
            var pause = Duration.Max(settings.KeyMemory, Duration.FromMilliseconds(100)).ToTimeSpan();
            while (!over.IsCancellationRequested)
            {
                await Task.Delay(pause, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!over.IsCancellationRequested && !holds())
                {
                    context.Abort();
                    return;
                }
            }
        }
    }

    /// <summary>In development mode a name that is not this machine's is a page's of elsewhere, whose name was made to lead here (DNS rebinding).</summary>
    private static void RequireLocalName(HostString host)
    {
        var name = host.Host.Trim('[', ']');
        var isLocal = name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
        if (!isLocal)
        {
            throw Refusal.Denied("HOST_NOT_LOCAL", "In development mode the service answers to localhost and loopback addresses alone; make a key with 'ssa keys create' to use other names.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused {Endpoint} from {Address}: {Reason}")]
    private partial void Refused(string endpoint, string address, string reason);

    /// <summary>How a request was let in.</summary>
    /// <param name="Stream">Closes its stream's count; null where it is none or not counted.</param>
    /// <param name="StillHolds">Whether its credential still does; null where none was asked for.</param>
    private readonly record struct Entry(IDisposable? Stream, Func<bool>? StillHolds);
}
