using Ssa.Cli.Terminal;
using Ssa.EndToEnd.Tests.Formats;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests;

public class VerifyTests
{
    [Fact]
    public void A_verified_list_is_the_same_list_and_a_line_for_each_variant_says_so()
    {
        string[] command = ["screen", "--duration", "6h", "--threshold", "20km", "--format", "csv"];
        var plain = SsaProcess.Run(command).Expect(0);
        var verified = SsaProcess.Run([.. command, "--verify"]).Expect(0);
        Assert.Equal(plain.Bytes, verified.Bytes);
        Assert.DoesNotContain("verified", plain.Error, StringComparison.Ordinal);
        Assert.Contains($"verified: {plain.Rows.Count} rows identical with steps of 60 s\n", verified.Error, StringComparison.Ordinal);
        Assert.Contains($"verified: {plain.Rows.Count} rows identical with cells moved by 0.382 of their size\n", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Differing_rows_are_shown_as_errors_that_quiet_does_not_hide()
    {
        var result = MadeUp.Result([MadeUp.Object(22675, "COSMOS 2251"), MadeUp.Object(24946, "IRIDIUM 33")], MadeUp.Row(0, 1, 60));
        var differences = Enumerable.Range(0, 7).Select(i => new RowDifference(MadeUp.Row(0, 1, 60 + i), IsMissing: i == 0)).ToArray();
        Assert.Equal(
            """
            error: --verify: 7 rows differ with steps of 60 s:
              only in the list: 22675 × 24946 at 2026-07-11T00:01:00.000000Z, 0.698000000 km
              not in the list:  22675 × 24946 at 2026-07-11T00:01:01.000000Z, 0.698000000 km
              not in the list:  22675 × 24946 at 2026-07-11T00:01:02.000000Z, 0.698000000 km
              not in the list:  22675 × 24946 at 2026-07-11T00:01:03.000000Z, 0.698000000 km
              not in the list:  22675 × 24946 at 2026-07-11T00:01:04.000000Z, 0.698000000 km
              and 2 more
            error: --verify: the list is written but doubtful, which is a fault of ssa itself; please report it with the catalogue and the command line.

            """,
            Said(result, isVerified: false, new VerifiedVariant("steps of 60 s", differences), new VerifiedVariant("other cells", [])),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Nothing_is_said_without_the_option() => Assert.Equal("", Said(MadeUp.Result([]), isVerified: true));

    private static string Said(ScreeningResult result, bool isVerified, params VerifiedVariant[] variants)
    {
        var text = new StringWriter();
        Assert.Equal(isVerified, VerificationLines.Write(new Reporter(text, isTerminal: false, wantsColor: false, quiet: true), result, variants));
        return text.ToString();
    }
}
