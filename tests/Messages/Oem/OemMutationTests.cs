using System.Text;
using NodaTime;
using Ssa.Propagation;
using static Ssa.Messages.Tests.Oem.OemSamples;

namespace Ssa.Messages.Tests.Oem;

/// <summary>A hundred thousand damaged messages by a fixed seed: the reader never fails, and what it accepts has states or says that it has none.</summary>
public sealed class OemMutationTests
{
    private const int MutatedMessages = 50_000;

    [Theory]
    [InlineData("kvn")]
    [InlineData("xml")]
    public void Damage_is_told_and_never_thrown(string notation)
    {
        var random = new Random(20260301);
        var kvn = Message(
            Metadata(("REF_FRAME", "GCRF"), ("TIME_SYSTEM", "TAI"), ("INTERPOLATION", "HERMITE"), ("INTERPOLATION_DEGREE", "7")) + States(5),
            Metadata(("START_TIME", "2026-03-01T00:20:00"), ("STOP_TIME", "2026-03-01T00:40:00"), ("TIME_SYSTEM", "TAI")) + States(4, 1200));
        var original = Encoding.UTF8.GetBytes(notation == "xml" ? OemXmlTests.Xml(kvn) : kvn + "COVARIANCE_START\nEPOCH = 2026-03-01T00:00:00\n1\n2 3\n4 5 6\n1 2 3 4\n1 2 3 4 5\n1 2 3 4 5 6\nCOVARIANCE_STOP\n");
        Assert.Single(Read(original).Accepted);
        var positions = new double[24];
        var times = new long[8];
        var accepted = 0;
        for (var i = 0; i < MutatedMessages; i++)
        {
            var text = Mutate(original, random);
            var batch = Read(text);

            Assert.All(batch.SetAside, record => Assert.True(
                record.Field.Length > 0 && record.Message.Length is > 0 and < 700 && record.Remedy.Length > 0 && record.Line >= 1 && !record.Message.Any(char.IsControl),
                $"{notation} text {i}: {record}"));
            foreach (var ephemeris in batch.Accepted)
            {
                accepted++;
                Assert.False(ephemeris.Identity.Name.Any(char.IsControl), $"{notation} text {i}");
                var start = (ephemeris.Start - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
                var length = (ephemeris.Stop - ephemeris.Start).ToInt64Nanoseconds();
                for (var j = 0; j < 8; j++)
                {
                    times[j] = start + (length / 7 * j);
                    var state = ephemeris.StateAt(times[j]);
                    Assert.Equal(state.Status == PropagationStatus.Ok, double.IsFinite(state.PositionKm.Norm) && double.IsFinite(state.VelocityKmPerS.Norm));
                }

                Assert.Equal(ephemeris.PositionsAt(times, positions), positions.AsSpan(0, 8).ToArray().Count(double.IsFinite));
            }
        }

        // Much damage only changes digits; were all texts refused, or none, this would test little.
        Assert.InRange(accepted, MutatedMessages / 100, MutatedMessages * 9 / 10);
    }

    private static byte[] Mutate(byte[] message, Random random)
    {
        var bytes = message.ToList();
        for (var more = random.Next(1, 4); more > 0; more--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(8))
            {
                case 0 or 1 when at < bytes.Count: // a byte becomes any other
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 or 3 when at < bytes.Count: // a byte becomes one that notations use
                    bytes[at] = (byte)"[]<>/=\":.-+E0123456789 \n"[random.Next(24)];
                    break;
                case 4 when random.Next(4) == 0: // cut
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5: // a piece is lost
                    bytes.RemoveRange(at, random.Next(Math.Min(60, bytes.Count - at + 1)));
                    break;
                case 6: // a piece stands twice
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(300, bytes.Count - at + 1))));
                    break;
                case 7 when random.Next(4) == 0: // binary
                    var binary = new byte[random.Next(100)];
                    random.NextBytes(binary);
                    bytes.InsertRange(at, binary);
                    break;
                default: // a digit becomes another
                    if (at < bytes.Count && bytes[at] is >= (byte)'0' and <= (byte)'9')
                    {
                        bytes[at] = (byte)('0' + random.Next(10));
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
