using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using Ssa.Service.Mapping;

namespace Ssa.Service.Access;

/// <summary>Tells whose a token (JWT, RFC 7519) of the issuer is.</summary>
internal sealed class TokenCheck(JwtSettings settings, IConfigurationManager<OpenIdConnectConfiguration> issuer, TimeProvider time)
{
    /// <summary>The scheme that the handler of tokens is registered under.</summary>
    public const string Scheme = "jwt";

    private const int LongestText = 200;

    // An issuer that does not answer is not asked again with every call.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly long _start = time.GetTimestamp();
    private long _failedTicks = -Pause.Ticks - 1;

    /// <summary>The caller of a request's token, and until when it holds, UTC.</summary>
    /// <exception cref="Grpc.Core.RpcException">The token does not hold or says too little, or the issuer cannot be asked.</exception>
    public async Task<(Caller Caller, Instant Until)> Check(HttpContext context)
    {
        await RequireIssuer(context.RequestAborted).ConfigureAwait(false);
        var result = await context.AuthenticateAsync(Scheme).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw FaultOf(result.Failure);
        }

        var claims = result.Principal.Claims.ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);
        var roles = claims[settings.RoleClaim].Select(RoleText.Parse).OfType<Role>().ToArray();
        if (roles.Length == 0)
        {
            throw Refusal.Denied("ROLE_MISSING", $"The token's claim '{settings.RoleClaim}' names none of {string.Join(", ", RoleText.All)}.");
        }

        var participants = claims[settings.ParticipantClaim].Distinct(StringComparer.Ordinal).ToArray();
        if (participants is not [var participant] || !IsText(participant))
        {
            throw Refusal.Denied("PARTICIPANT_MISSING", $"The token's claim '{settings.ParticipantClaim}' names no participant, or not one: a text of 1 to {LongestText} characters without control characters.");
        }

        var subject = claims["sub"].FirstOrDefault() is { } sub && IsText(sub) ? sub : participant;
        return (new Caller(participant, roles.Max(), $"token/{subject}"), result.Properties?.ExpiresUtc is { } until ? Instant.FromDateTimeOffset(until) : Instant.MaxValue);
    }

    // It stands in logs and messages, where a line's end would forge the next line.
    private static bool IsText(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);

    private async Task RequireIssuer(CancellationToken cancellation)
    {
        var pause = time.GetElapsedTime(_start).Ticks - Interlocked.Read(ref _failedTicks);
        if (pause >= Pause.Ticks)
        {
            try
            {
                await issuer.GetConfigurationAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (Exception fault) when (fault is InvalidOperationException or IOException or HttpRequestException or ArgumentException)
            {
                Interlocked.Exchange(ref _failedTicks, time.GetElapsedTime(_start).Ticks);
            }
        }

        throw Refusal.Unavailable(string.Create(CultureInfo.InvariantCulture, $"The issuer {settings.IssuerText} of tokens does not say its keys at the moment; come back later, or use a key."), Pause);
    }

    private Grpc.Core.RpcException FaultOf(Exception? fault) => fault switch
    {
        SecurityTokenExpiredException => Refusal.Unauthenticated("TOKEN_EXPIRED", $"The token has expired; get a new one from {settings.IssuerText}."),
        SecurityTokenNotYetValidException => Refusal.Unauthenticated("TOKEN_NOT_YET_VALID", "The token does not hold yet; check the clocks."),
        SecurityTokenInvalidAudienceException => Refusal.Unauthenticated("TOKEN_AUDIENCE", $"The token is for somebody else; ask {settings.IssuerText} for one with the audience '{settings.Audience}'."),
        SecurityTokenInvalidIssuerException => Refusal.Unauthenticated("TOKEN_ISSUER", $"The token is not from {settings.IssuerText}."),
        _ => Refusal.Unauthenticated("TOKEN_INVALID", $"The token is not one that {settings.IssuerText} has signed with an asymmetric key of its own."),
    };
}
