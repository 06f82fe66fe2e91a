namespace Ssa.Store;

/// <summary>The store cannot be used as it is; the message names it and says what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
