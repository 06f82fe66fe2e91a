using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ssa.Tests;

/// <summary>A request as a server of the tests received it.</summary>
internal sealed record ImitationRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?')[0];

    /// <summary>A parameter of the query or of a form.</summary>
    public string? Parameter(string name) => ((string[])[.. Target.Split('?').Skip(1), Body])
        .SelectMany(text => text.Split('&')).Select(pair => pair.Split('=')).Where(pair => pair.Length == 2 && pair[0] == name)
        .Select(pair => WebUtility.UrlDecode(pair[1])).FirstOrDefault();
}

/// <summary>How an answer goes over the wire.</summary>
internal enum Wire
{
    /// <summary>With its length.</summary>
    Whole,

    /// <summary>In chunks.</summary>
    Chunked,

    /// <summary>Ended by the end of the connection.</summary>
    UntilClose,

    /// <summary>Announces its length and sends half of it.</summary>
    CutShort,

    /// <summary>Sends half in a chunk, and no end.</summary>
    ChunksCut,

    /// <summary>Sends half, and then nothing for as long as the server lives.</summary>
    Stalls,

    /// <summary>Closes the connection without a word.</summary>
    Nothing,
}

/// <summary>An answer of a server of the tests.</summary>
internal sealed record ImitationReply(int Status, byte[] Body)
{
    public ImitationReply(int status, string body)
        : this(status, Encoding.UTF8.GetBytes(body))
    {
    }

    public Wire Wire { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = [];
}

/// <summary>A small HTTP/1.1 server on this machine that answers as a function says, and remembers what it was asked.</summary>
internal sealed class ImitationServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<ImitationRequest> _requests = [];
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<ImitationRequest, ImitationReply> _answer;

    public ImitationServer(Func<ImitationRequest, ImitationReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _ = Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    public IReadOnlyList<ImitationRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Ends when an answer has begun to stall.</summary>
    public Task Stalled => _stalled.Task;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadRequestAsync(stream) is { } request)
                {
                    ImitationReply reply;
                    lock (_requests)
                    {
                        _requests.Add(request);
                        reply = _answer(request);
                    }

                    await SendAsync(stream, reply);
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // The caller hung up, or the test is over.
            }
        }
    }

    private async Task<ImitationRequest?> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, _end.Token);
        var first = lines[0].Split(' ');
        return new ImitationRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }

    private async Task SendAsync(NetworkStream stream, ImitationReply reply)
    {
        if (reply.Wire == Wire.Nothing)
        {
            return;
        }

        var half = reply.Body.AsMemory(0, reply.Body.Length / 2);
        var end = reply.Wire switch
        {
            Wire.Whole or Wire.CutShort or Wire.Stalls => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body.Length}\r\n"),
            Wire.Chunked or Wire.ChunksCut => "Transfer-Encoding: chunked\r\n",
            _ => "",
        };
        var headers = string.Concat(reply.Headers.Select(header => header + "\r\n"));
        await WriteAsync(stream, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Imitation\r\nConnection: close\r\n{end}{headers}\r\n"));
        switch (reply.Wire)
        {
            case Wire.Whole or Wire.UntilClose:
                await stream.WriteAsync(reply.Body, _end.Token);
                break;
            case Wire.Chunked:
                await WriteAsync(stream, string.Create(CultureInfo.InvariantCulture, $"{reply.Body.Length:X}\r\n"));
                await stream.WriteAsync(reply.Body, _end.Token);
                await WriteAsync(stream, "\r\n0\r\n\r\n");
                break;
            case Wire.ChunksCut:
                await WriteAsync(stream, string.Create(CultureInfo.InvariantCulture, $"{half.Length:X}\r\n"));
                await stream.WriteAsync(half, _end.Token);
                await WriteAsync(stream, "\r\n");
                break;
            case Wire.CutShort:
                await stream.WriteAsync(half, _end.Token);
                break;
            case Wire.Stalls:
                await stream.WriteAsync(half, _end.Token);
                _stalled.TrySetResult();
                await Task.Delay(Timeout.Infinite, _end.Token);
                break;
        }
    }

    private async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), _end.Token);
}
