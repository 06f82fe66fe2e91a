using NodaTime;
using NodaTime.Text;

namespace Ssa.Catalog.Sources;

/// <summary>
/// A session at Space-Track: logs in when first needed, keeps the session's cookie in memory, and logs in again once where a query is answered with HTTP 401.
/// Every request is counted before it leaves.
/// </summary>
/// <remarks>
/// Logging in is a form sent to /ajaxauth/login (space-track.org/documentation, How To). A refused login is answered with HTTP 200 and
/// <c>{"Login":"Failed"}</c>, so the status alone tells nothing: only a session's cookie does. A refused account is not tried again, lest it be locked.
/// </remarks>
internal sealed class SpaceTrackSession(ProviderConnection connection, RequestLedger ledger, SpaceTrackCredentials? credentials, Uri address, IClock clock)
{
    private const string Provider = "Space-Track";

    /// <summary>The words of Space-Track where a limit was passed; they come with HTTP 500, and with 200 as well.</summary>
    private const string LimitPassed = "violated your query rate limit";

    private readonly Uri _login = new(address, "ajaxauth/login");
    private bool _isLoggedIn;

    /// <summary>Hides the account's words in a text.</summary>
    public string Mask(string text) => credentials?.Mask(text) ?? text;

    /// <summary>Asks for a file.</summary>
    /// <param name="url">What to ask for.</param>
    /// <param name="path">Where to write it.</param>
    /// <param name="cancellation">Stops the transfer.</param>
    /// <returns>The answer, whose status is 200, or a stop.</returns>
    public async Task<(Reply? Reply, Answer.Stop? Stop)> GetAsync(Uri url, string path, CancellationToken cancellation)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            if (await LogInAsync(cancellation).ConfigureAwait(false) is { } refused)
            {
                return (null, refused);
            }

            var (reply, stop) = await SendAsync(HttpMethod.Get, url, form: null, path, cancellation).ConfigureAwait(false);
            if (reply is { Status: 200 } || stop is not null)
            {
                return (reply, stop);
            }

            _isLoggedIn = false;
            if (reply!.Status != 401 || isSecond || credentials is null)
            {
                return (null, reply.Status == 401 && credentials is null ? Missing() : StopOf(reply, url));
            }
        }
    }

    /// <summary>The stop of an answer that has Space-Track's words for a passed limit; null where it has not.</summary>
    public static Answer.Stop? LimitStop(ReadOnlySpan<byte> body) => Reply.Contains(body, LimitPassed)
        ? new Answer.Stop(
            StopReason.RateLimited,
            StopExtent.SourceUntilResumed,
            $"{Provider} says that your account has passed its limit of queries.",
            "Find out what else uses the account, wait an hour at least, then resume.")
        : null;

    private static Answer.Stop Missing() => new(
        StopReason.CredentialsMissing,
        StopExtent.Call,
        $"{Provider} needs an account, and none is given.",
        $"Set {SpaceTrackCredentials.IdentityVariable} and {SpaceTrackCredentials.PasswordVariable}, or {SpaceTrackCredentials.SecretFileVariable} to the path of a secret file; an account is free at www.space-track.org.");

    private async Task<Answer.Stop?> LogInAsync(CancellationToken cancellation)
    {
        if (_isLoggedIn || credentials is null)
        {
            return credentials is null && address == SpaceTrackSettings.OwnAddress ? Missing() : null;
        }

        using var form = credentials.ToForm();
        var (reply, stop) = await SendAsync(HttpMethod.Post, _login, form, path: null, cancellation).ConfigureAwait(false);
        if (stop is not null)
        {
            return stop;
        }

        if (reply!.Status is not (200 or 401 or 403))
        {
            return StopOf(reply, _login);
        }

        _isLoggedIn = reply.Status == 200 && connection.HasCookie(address) && !reply.Says("\"Failed\"");
        return _isLoggedIn ? null : new Answer.Stop(
            StopReason.CredentialsRefused,
            StopExtent.SourceUntilResumed,
            $"{Provider} does not accept the account{(reply.Quote(Mask) is { Length: > 2 } said ? $"; it says {said}" : "")}.",
            "Check user name and password by logging in with a browser; then resume. They are not tried again before.");
    }

    private Answer.Stop StopOf(Reply reply, Uri url) => LimitStop(reply.Excerpt) ?? StatusStops.Of(reply, url, Provider, Mask);

    private async Task<(Reply? Reply, Answer.Stop? Stop)> SendAsync(HttpMethod method, Uri url, HttpContent? form, string? path, CancellationToken cancellation)
    {
        if (ledger.Take(clock.GetCurrentInstant()) is { } freeAt)
        {
            return (null, new Answer.Stop(
                StopReason.RateLimited,
                StopExtent.Call,
                $"One more request would pass the limit that is set for {Provider}.",
                $"Try again at {InstantPattern.General.Format(freeAt)}."));
        }

        using var request = new HttpRequestMessage(method, url) { Content = form };
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        try
        {
            return (await connection.SendAsync(request, path, cancellation).ConfigureAwait(false), null);
        }
        catch (TransferFault fault)
        {
            return (null, StatusStops.Of(fault, url, Provider, Mask));
        }
    }
}
