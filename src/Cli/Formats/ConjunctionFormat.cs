namespace Ssa.Cli.Formats;

/// <summary>The forms of a list of close approaches.</summary>
internal enum ConjunctionFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>Comma-separated values with every column.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>One JSON document with settings and catalogue.</summary>
    Json,

    /// <summary>Comma-separated values as CelesTrak's SOCRATES publishes them.</summary>
    Socrates,

    /// <summary>Conjunction data messages in keyword-value notation, one a close approach.</summary>
    CdmKvn,

    /// <summary>Conjunction data messages as XML.</summary>
    CdmXml,
}
