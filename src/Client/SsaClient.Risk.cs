using NodaTime;
using Ssa.V1;

namespace Ssa.Client;

/// <content>Risk.</content>
public sealed partial class SsaClient
{
    /// <summary>The risk of a stored conjunction by every method.</summary>
    /// <param name="request">Which conjunction, and how.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<RiskAssessment> AssessConjunctionAsync(AssessConjunctionRequest request, CancellationToken cancellation = default) =>
        (await Risk.AssessConjunctionAsync(request, cancellationToken: cancellation).ConfigureAwait(false)).Assessment;

    /// <summary>The risk of conjunction data messages by every method.</summary>
    /// <param name="request">The messages, and how.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>An assessment of each message that could be read, and what was wrong with the others.</returns>
    public async Task<AssessCdmResponse> AssessCdmAsync(AssessCdmRequest request, CancellationToken cancellation = default) =>
        await Risk.AssessCdmAsync(request, cancellationToken: cancellation).ConfigureAwait(false);

    /// <summary>An event from screening to screening, the oldest screening first.</summary>
    /// <param name="catalogNumber1">One object.</param>
    /// <param name="catalogNumber2">The other object.</param>
    /// <param name="near">A time near the closest approach, UTC.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IReadOnlyList<EventRecord>> GetEventHistoryAsync(int catalogNumber1, int catalogNumber2, Instant near, CancellationToken cancellation = default) =>
        (await Risk.GetEventHistoryAsync(
            new GetEventHistoryRequest { CatalogNumber1 = catalogNumber1, CatalogNumber2 = catalogNumber2, NearTime = near.ToTimestamp() }, cancellationToken: cancellation).ConfigureAwait(false)).Records;
}
