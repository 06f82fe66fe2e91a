using System.Text;
using Ssa.Messages.Mutation;
using Ssa.Messages.Tests.Cdm;
using Ssa.Messages.Tests.Oem;
using Ssa.Messages.Tests.Omm;
using Ssa.Messages.Tests.Opm;

namespace Ssa.Messages.Tests.Mutation;

/// <summary>A share, by a fixed seed, of the million damaged messages that the benchmarks' <c>mutate-messages</c> reads.</summary>
public sealed class MutatedMessagesTests
{
    private const int MutatedOfEach = 1_000;

    [Theory]
    [InlineData("cdm")]
    [InlineData("oem")]
    [InlineData("opm")]
    [InlineData("omm")]
    public void Nothing_is_thrown_dropped_or_taken_for_what_it_is_not(string sort)
    {
        var mutator = new MessageMutator(20260301);
        foreach (var original in Originals(sort))
        {
            var kind = MutatedReading.KindOf(original);
            Assert.StartsWith(sort, kind, StringComparison.Ordinal);
            for (var i = 0; i < MutatedOfEach; i++)
            {
                var text = mutator.Mutate(original);
                var fault = MutatedReading.Readers[kind!](text);
                Assert.True(fault is null, $"{kind} text {i}: {fault}\n{Encoding.Latin1.GetString(text)}");
            }
        }
    }

    private static IEnumerable<byte[]> Originals(string sort) => (sort switch
    {
        "cdm" => CdmSamples.Notations.Select(notation => CdmSamples.Write(notation, CdmSamples.ReadOne(CdmSamples.Kvn))),
        "oem" => [OemSamples.Message(OemSamples.Metadata() + OemSamples.States()), RoundTripTests.WriteOem("xml", Document())],
        "opm" => OpmSamples.Notations.Select(notation => OpmSamples.Write(notation, OpmSamples.ReadOne(OpmSamples.Kvn))),
        _ => OmmSamples.Readers.Keys.Select(notation => OmmSamples.Text(notation, OmmSamples.Starlette)),
    }).Select(Encoding.UTF8.GetBytes);

    private static OemDocument Document()
    {
        var batch = new OemBatch();
        OemReader.ReadDocuments(Encoding.UTF8.GetBytes(OemSamples.Message(OemSamples.Metadata() + OemSamples.States())), "demo.oem", batch);
        return Assert.Single(batch.Accepted);
    }
}
