using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ssa.Service.Mapping;

namespace Ssa.Service.Access;

/// <summary>How many calls and streams callers may make. Safe for several threads.</summary>
internal sealed class CallLimits(CallLimitSettings settings, TimeProvider time)
{
    private static readonly TimeSpan StreamRetry = TimeSpan.FromSeconds(5);

    private readonly TokenBuckets _calls = new(settings.CallsPerMinute, settings.CallBurst, time);
    private readonly TokenBuckets _failures = new(settings.FailuresPerMinute, settings.FailuresPerMinute, time);
    private readonly ConcurrentDictionary<string, int> _streams = new(StringComparer.Ordinal);

    /// <summary>How an address is counted: of IPv6 the network, since one host has all of it.</summary>
    public static string NameOf(IPAddress? address)
    {
        address = address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address;
        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? $"address/{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))}"
            : $"address/{address?.ToString() ?? "unknown"}";
    }

    /// <summary>Counts a call.</summary>
    /// <exception cref="Grpc.Core.RpcException">The caller has made too many.</exception>
    public void TakeCall(string caller)
    {
        if (!_calls.TryTake(caller, out var wait))
        {
            throw Refusal.Exhausted("calls", $"A caller makes at most {settings.CallsPerMinute} calls a minute here, {settings.CallBurst} at once; come back later.", wait);
        }
    }

    /// <summary>Holds up an address that has shown too many credentials that do not hold, without a look at the next.</summary>
    /// <exception cref="Grpc.Core.RpcException">It has.</exception>
    public void RequireFewFailures(string address)
    {
        if (!_failures.HasToken(address, out var wait))
        {
            throw TooManyFailures(wait);
        }
    }

    /// <summary>Counts a call without a credential that holds.</summary>
    /// <exception cref="Grpc.Core.RpcException">The address has made too many.</exception>
    public void TakeFailure(string address)
    {
        if (!_failures.TryTake(address, out var wait))
        {
            throw TooManyFailures(wait);
        }
    }

    /// <summary>Counts a stream until it is disposed of.</summary>
    /// <exception cref="Grpc.Core.RpcException">The caller has too many open.</exception>
    public IDisposable OpenStream(string caller)
    {
        if (_streams.AddOrUpdate(caller, 1, (_, open) => open + 1) > settings.Streams)
        {
            Close(caller);
            throw Refusal.Exhausted("streams", $"A caller has at most {settings.Streams} streams open here; close one first.", StreamRetry);
        }

        return new Stream(this, caller);
    }

    private Grpc.Core.RpcException TooManyFailures(TimeSpan wait) => Refusal.Exhausted(
        "credentials", $"Your address has made {settings.FailuresPerMinute} calls a minute without a credential that holds; come back later.", wait);

    private void Close(string caller)
    {
        while (_streams.TryGetValue(caller, out var open))
        {
            if (open > 1 ? _streams.TryUpdate(caller, open - 1, open) : _streams.TryRemove(KeyValuePair.Create(caller, open)))
            {
                return;
            }
        }
    }

    private sealed class Stream(CallLimits limits, string caller) : IDisposable
    {
        private int _isClosed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                limits.Close(caller);
            }
        }
    }
}
