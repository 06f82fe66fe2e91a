using System.Globalization;
using System.Net;
using System.Reflection;
using NodaTime;

namespace Ssa.Catalog.Sources;

/// <summary>
/// The HTTP connection to one provider: one request at a time, no redirection followed, nothing tried twice, every answer complete within a set time.
/// Cookies live as long as it does, in memory only.
/// </summary>
internal sealed class ProviderConnection : IDisposable
{
    /// <summary>The largest answer that is taken: the whole public catalogue as JSON is a sixth of it.</summary>
    public const long MostBytes = 1L << 28;

    private const int ExcerptBytes = 4096;

    private static readonly string UserAgent = $"ssa/{typeof(ProviderConnection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]} (conjunction screening)";

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timers;

    /// <summary>Makes a connection; nothing is sent yet.</summary>
    /// <param name="timeout">The longest time for a request, from connecting to the answer's last byte.</param>
    /// <param name="timers">What ends a request whose time is over.</param>
    public ProviderConnection(Duration timeout, TimeProvider timers)
    {
        (_timeout, _timers) = (timeout.ToTimeSpan(), timers);
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = 1,
            UseCookies = true,

            // A connection for each request: with none to be stale, an early end is the server's answer and no reason to ask again.
            PooledConnectionLifetime = TimeSpan.Zero,
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new OneTryStream(context.PlaintextStream)),
        };
        _client = new HttpClient(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
    }

    /// <summary>Whether the server has set a cookie for this address.</summary>
    public bool HasCookie(Uri address) => _handler.CookieContainer.GetCookies(address).Count > 0;

    /// <summary>Sends one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bodyPath">Where to write the body of a status 200, as it was sent; null to keep the beginning alone.</param>
    /// <param name="cancellation">Stops the transfer.</param>
    /// <exception cref="TransferFault">There was no complete answer.</exception>
    /// <exception cref="IOException">The body's file cannot be written.</exception>
    public async Task<Reply> SendAsync(HttpRequestMessage request, string? bodyPath, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_timeout, _timers);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token).ConfigureAwait(false);
            using var body = await response.Content.ReadAsStreamAsync(limited.Token).ConfigureAwait(false);
            var excerpt = response.StatusCode == HttpStatusCode.OK && bodyPath is not null
                ? await SaveAsync(body, bodyPath, limited.Token).ConfigureAwait(false)
                : await ReadExcerptAsync(body, limited.Token).ConfigureAwait(false);
            return new Reply(
                (int)response.StatusCode,
                response.Headers.Location is { } location ? new Uri(request.RequestUri!, location).AbsoluteUri : null,
                HeaderOf(response.Headers, "ETag"),
                HeaderOf(response.Content.Headers, "Last-Modified"),
                excerpt,
                response.Content.Headers.ContentLength is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major >= 2);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TransferFault(StopReason.Timeout, string.Create(CultureInfo.InvariantCulture, $"The answer was not complete after {_timeout.TotalSeconds:0.###} s."));
        }
        catch (HttpRequestException fault)
        {
            throw TransferFault.Of(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private static async Task<byte[]> SaveAsync(Stream body, string path, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        var piece = new byte[1 << 16];
        var total = 0L;
        while (await ReadAsync(body, piece, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            total += count;
            if (total > MostBytes)
            {
                throw new TransferFault(StopReason.TooLarge, $"The answer is larger than {MostBytes >> 20} MiB.");
            }

            await file.WriteAsync(piece.AsMemory(0, count), cancellation).ConfigureAwait(false);
        }

        return [];
    }

    /// <summary>The beginning of an error page; a page that breaks off is no fault of its own.</summary>
    private static async Task<byte[]> ReadExcerptAsync(Stream body, CancellationToken cancellation)
    {
        var excerpt = new byte[ExcerptBytes];
        var length = 0;
        try
        {
            while (length < excerpt.Length && await ReadAsync(body, excerpt.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                length += count;
            }
        }
        catch (TransferFault fault) when (fault.Reason == StopReason.Truncated)
        {
            // The status has said what matters.
        }

        return excerpt[..length];
    }

    /// <summary>Reading alone is guarded here, so that a full disk is not taken for a bad server.</summary>
    private static async Task<int> ReadAsync(Stream body, Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(into, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            throw new TransferFault(StopReason.Truncated, $"The answer broke off before its end: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    private static string? HeaderOf(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
