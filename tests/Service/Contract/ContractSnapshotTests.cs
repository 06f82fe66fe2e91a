using System.Text;
using Google.Protobuf.Reflection;

namespace Ssa.Service.Tests.Contract;

/// <summary>The contract as it stands in a file beside this one, so that a change to it is a decision: names, numbers and types, without comments.</summary>
public sealed class ContractSnapshotTests
{
    private const string File = "Contract/contract.txt";

    [Fact]
    public void The_contract_is_what_it_was()
    {
        var now = Describe();
        var path = Path.Combine(AppContext.BaseDirectory, File);
        var before = System.IO.File.ReadAllText(path).ReplaceLineEndings("\n");
        if (now != before)
        {
            System.IO.File.WriteAllText(path + ".new", now);
        }

        Assert.True(now == before, $"The contract has changed. Removing or renumbering what clients use breaks them. If the change is meant, put {path}.new in the place of tests/Service/{File}.");
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var file in ContractRulesTests.Files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            foreach (var service in file.Services)
            {
                foreach (var method in service.Methods)
                {
                    text.Append($"rpc {method.FullName} {(method.IsClientStreaming ? "stream " : "")}{method.InputType.FullName} -> {(method.IsServerStreaming ? "stream " : "")}{method.OutputType.FullName}\n");
                }
            }

            foreach (var field in file.MessageTypes.SelectMany(message => message.Fields.InFieldNumberOrder()))
            {
                var type = field.FieldType switch
                {
                    FieldType.Message when field.IsMap => "map",
                    FieldType.Message => field.MessageType.FullName,
                    FieldType.Enum => field.EnumType.FullName,
                    var plain => plain.ToString().ToLowerInvariant(),
                };
                var presence = field.IsRepeated ? "repeated " : field.RealContainingOneof is { } oneof ? $"oneof {oneof.Name} " : field.HasPresence && field.FieldType != FieldType.Message ? "optional " : "";
                text.Append($"field {field.FullName} = {field.FieldNumber} {presence}{type}\n");
            }

            foreach (var value in file.EnumTypes.SelectMany(one => one.Values))
            {
                text.Append($"value {value.FullName} = {value.Number}\n");
            }
        }

        return text.ToString();
    }
}
