using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Ssa.Service.Access;

/// <summary>Registers the check of tokens.</summary>
internal static class TokenServices
{
    private static readonly Duration Skew = Duration.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Where one key both signs and checks, whoever can check can sign; and the public key must not pass for such a one.
    private static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Adds the check of an issuer's tokens.</summary>
    public static void AddTokenCheck(this IServiceCollection services, JwtSettings settings, IClock clock)
    {
        // The parts of the package that check, without those for cookies and pages, which would keep keys of their own in the user's folder.
        services.AddAuthenticationCore(authentication => authentication.AddScheme<JwtBearerHandler>(TokenCheck.Scheme, null));
        services.TryAddSingleton(UrlEncoder.Default);
        services.AddTransient<JwtBearerHandler>();
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>();
        services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(_ => new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{settings.Issuer.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new SafeDocuments()));
        services.AddOptions<JwtBearerOptions>(TokenCheck.Scheme).Configure<IConfigurationManager<OpenIdConnectConfiguration>>((options, issuer) =>
        {
            options.ConfigurationManager = issuer;
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAlgorithms = Asymmetric,
                RequireSignedTokens = true,
                ValidateIssuerSigningKey = true,
                ValidAudience = settings.Audience,

                // To the letter, whatever the issuer's document calls itself.
                IssuerValidator = (issuer, _, _) => issuer == settings.IssuerText ? issuer : throw new SecurityTokenInvalidIssuerException("Another issuer."),
                LifetimeValidator = (from, until, _, _) => IsNow(from, until, clock.GetCurrentInstant()),
            };
        });
        services.AddSingleton(provider => new TokenCheck(settings, provider.GetRequiredService<IConfigurationManager<OpenIdConnectConfiguration>>(), TimeProvider.System));
    }

    private static bool IsNow(DateTime? from, DateTime? until, Instant now)
    {
        if (until is not { } end || now > InstantOf(end) + Skew)
        {
            throw new SecurityTokenExpiredException("Expired, or without an end.");
        }

        return from is not { } start || now >= InstantOf(start) - Skew ? true : throw new SecurityTokenNotYetValidException("Not yet valid.");

        static Instant InstantOf(DateTime time) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc));
    }

    /// <summary>Gets an issuer's documents over https, or over http from this machine; whatever address one of them names for the next.</summary>
    private sealed class SafeDocuments : IDocumentRetriever
    {
        private const int LargestDocument = 1 << 20;

        // Of the process, which every issuer's documents may share; a redirection could lead away from https.
        private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience, MaxResponseContentBufferSize = LargestDocument };

        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            {
                throw new IOException($"'{address}' is not https.");
            }

            try
            {
                using var response = await Http.GetAsync(url, cancel).ConfigureAwait(false);
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
            }
            catch (TaskCanceledException fault) when (!cancel.IsCancellationRequested)
            {
                throw new IOException($"'{address}' does not answer.", fault);
            }
        }
    }
}
