using System.Globalization;

namespace Ssa.Catalog.Sources;

/// <summary>
/// What a status other than 200 means where a provider has no meaning of its own for it. Each stops the source until a person resumes it: CelesTrak asks that
/// programs stop at once at any answer but 200 and report it to a person (CelesTrak Usage Policy, 2026 May 22, celestrak.org/usage-policy.php).
/// </summary>
internal static class StatusStops
{
    /// <summary>The stop.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="url">What was asked for.</param>
    /// <param name="provider">The provider as people call it.</param>
    /// <param name="mask">Hides secrets in the server's words.</param>
    public static Answer.Stop Of(Reply reply, Uri url, string provider, Func<string, string> mask)
    {
        var said = reply.Quote(mask);
        var answered = string.Create(CultureInfo.InvariantCulture, $"{provider} answered {mask(url.ToString())} with HTTP {reply.Status}{(said.Length > 0 ? $": {said}" : "")}.");
        var (reason, remedy) = reply.Status switch
        {
            >= 300 and < 400 => (StopReason.Moved, reply.Location is { } location
                ? $"Look at the new address, {mask(location)}, and where you trust it give its base as the mirror, or update ssa; then resume."
                : $"Find the new address at {provider}, give its base as the mirror, or update ssa; then resume."),
            401 => (StopReason.CredentialsRefused, "Check the account at the provider; then resume."),
            403 => (StopReason.Forbidden, $"Find out at {provider} why your address or account is refused; then resume."),
            404 or 410 => (StopReason.NotFound, "Check the mirror's address and the group's name, or update ssa; then resume."),
            429 => (StopReason.RateLimited, "Find out what else asks the provider from your address or account, wait an hour at least, then resume."),
            >= 500 => (StopReason.ServerError, $"Look at {provider}'s own pages whether it works again; then resume."),
            _ => (StopReason.Refused, $"Find out at {provider} what it means; then resume."),
        };
        return new Answer.Stop(reason, StopExtent.SourceUntilResumed, answered, remedy);
    }

    /// <summary>The stop of a request that brought no complete answer.</summary>
    public static Answer.Stop Of(TransferFault fault, Uri url, string provider, Func<string, string> mask)
    {
        var message = $"{mask(url.ToString())}: {mask(fault.Message)}";
        return fault.Reason switch
        {
            StopReason.NameNotResolved => new Answer.Stop(fault.Reason, StopExtent.Call, message, "Check the address and your network, and try again."),
            StopReason.Unreachable => new Answer.Stop(fault.Reason, StopExtent.SourceForAWhile, message,
                $"Check your network, and with a browser whether {provider} answers you: a firewall there may have blocked your address. The source asks again later by itself, or at once when resumed."),
            StopReason.Timeout => new Answer.Stop(fault.Reason, StopExtent.SourceUntilResumed, message, "Check the network, or allow more time; then resume."),
            StopReason.TooLarge => new Answer.Stop(fault.Reason, StopExtent.SourceUntilResumed, message, "Check the mirror's address: this is no catalogue of element sets; then resume."),
            _ => new Answer.Stop(fault.Reason, StopExtent.SourceUntilResumed, message, "Check the network and any proxy on the way; then resume."),
        };
    }
}
