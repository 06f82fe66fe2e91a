using Grpc.Core;
using Grpc.Net.Client;
using Ssa.V1;

namespace Ssa.Client;

/// <summary>
/// Calls a service. The contract's own clients are there as they are (<see cref="Catalog"/>, <see cref="Screening"/>, <see cref="Risk"/>); the methods give each call of the contract in the idioms of C#: what comes in
/// pages or streams is a sequence, what was cut is taken up again, and calls that may be made twice are made again where the service cannot be reached. Every method ends with an <see cref="RpcException"/> where the
/// service refuses; its status carries the details of google.rpc (<c>GetRpcStatus()</c> of Grpc.StatusProto). Safe for several threads.
/// </summary>
public sealed partial class SsaClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly SsaClientOptions _options;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="address">The service, as <c>http://127.0.0.1:5080</c> or <c>https://ssa.example.org</c>.</param>
    /// <param name="options">How it is reached; null for the usual.</param>
    /// <exception cref="ArgumentException">The address or an option cannot be used; the message says why.</exception>
    public SsaClient(Uri address, SsaClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        _options = options ?? new SsaClientOptions();
        _channel = ServiceChannel.Open(address, _options);
        var calls = ServiceChannel.CallsOf(_channel, _options.ApiKey);
        Catalog = new CatalogService.CatalogServiceClient(calls);
        Screening = new ScreeningService.ScreeningServiceClient(calls);
        Risk = new RiskService.RiskServiceClient(calls);
    }

    /// <summary>The catalogue's methods as the contract has them.</summary>
    public CatalogService.CatalogServiceClient Catalog { get; }

    /// <summary>The screenings' methods as the contract has them.</summary>
    public ScreeningService.ScreeningServiceClient Screening { get; }

    /// <summary>The methods of risk as the contract has them.</summary>
    public RiskService.RiskServiceClient Risk { get; }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private static TimeSpan Longer(TimeSpan pause) => TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, ServiceChannel.LongestPause.Ticks));
}
