using Ssa.Assessment;
using Ssa.Catalog;
using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Cli.Jobs;

/// <summary>What the files of <c>ssa risk</c> hold.</summary>
internal sealed class RiskInput
{
    /// <summary>The conjunctions, in the order of files and messages.</summary>
    public List<RiskSubject> Subjects { get; } = [];

    /// <summary>Messages and cases that cannot be read, each with its reason.</summary>
    public List<SetAsideRecord> SetAside { get; } = [];

    /// <summary>Files that cannot be opened, in words.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>Reads files; one that cannot be read costs no other.</summary>
    /// <param name="paths">The files; <c>-</c> is standard input.</param>
    /// <param name="standardInput">Opens standard input.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static RiskInput Read(IReadOnlyList<string> paths, Func<Stream> standardInput, CancellationToken cancellation)
    {
        var input = new RiskInput();
        input.ReadEach(paths, standardInput, input.Add, cancellation);
        return input;
    }

    /// <summary>Hands on the content of each file; one that cannot be read costs no other.</summary>
    /// <param name="paths">The files; <c>-</c> is standard input.</param>
    /// <param name="standardInput">Opens standard input.</param>
    /// <param name="take">Takes a file.</param>
    /// <param name="cancellation">Stops reading.</param>
    public void ReadEach(IReadOnlyList<string> paths, Func<Stream> standardInput, Action<WholeFile> take, CancellationToken cancellation)
    {
        var hasReadStandardInput = false;
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (path == CatalogueReader.StandardInput && hasReadStandardInput)
                {
                    throw new CatalogueReadException(path, "Standard input was read before; it can be read once.", "Name each input once.");
                }

                hasReadStandardInput |= path == CatalogueReader.StandardInput;
                take(path == CatalogueReader.StandardInput ? WholeFile.Read(standardInput(), path) : WholeFile.Read(path));
            }
            catch (CatalogueReadException fault)
            {
                Unreadable.Add(fault.Message);
            }
        }
    }

    private void Add(WholeFile file)
    {
        if (RiskCaseFile.IsOne(file.Text.Span))
        {
            new RiskCaseFile(file.Name, this).Read(file.Text.Span);
            return;
        }

        var batch = new CdmBatch();
        CdmReader.Read(file.Text.Span, file.Name, batch);
        Subjects.AddRange(batch.Accepted.Select(CdmRiskSubject.Of));
        SetAside.AddRange(batch.SetAside);
    }
}
