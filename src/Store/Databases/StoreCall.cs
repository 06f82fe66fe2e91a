namespace Ssa.Store;

/// <summary>A call of the store that has ended: one transaction, with the wait for its turn.</summary>
/// <param name="IsWrite">Whether it could change something.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="HasFailed">Whether the database failed it; a call that found a lease lost or nothing to do has not failed.</param>
public readonly record struct StoreCall(bool IsWrite, TimeSpan Elapsed, bool HasFailed);
