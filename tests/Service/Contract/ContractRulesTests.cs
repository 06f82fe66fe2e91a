using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Ssa.V1;

namespace Ssa.Service.Tests.Contract;

/// <summary>The rules that the protos keep: buf's category STANDARD, and that every element is documented.</summary>
public sealed partial class ContractRulesTests
{
    internal static readonly FileDescriptor[] Files = [CommonReflection.Descriptor, CatalogServiceReflection.Descriptor, ScreeningServiceReflection.Descriptor, RiskServiceReflection.Descriptor];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Protos");

    [Fact]
    public void Every_proto_file_is_looked_at() => Assert.Equal(
        Directory.EnumerateFiles(Folder, "*.proto", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(),
        Files.Select(file => file.Name).Order());

    [Fact]
    public void Packages_and_files_are_named_alike()
    {
        foreach (var file in Files)
        {
            // PACKAGE_DEFINED, PACKAGE_DIRECTORY_MATCH, PACKAGE_LOWER_SNAKE_CASE, PACKAGE_VERSION_SUFFIX, PACKAGE_SAME_CSHARP_NAMESPACE, FILE_LOWER_SNAKE_CASE
            Assert.Matches("^[a-z]+(\\.[a-z][a-z0-9_]*)*\\.v[0-9]+$", file.Package);
            Assert.Equal(file.Package.Replace('.', '/'), Path.GetDirectoryName(file.Name)!.Replace('\\', '/'));
            Assert.Matches(LowerSnake(), Path.GetFileNameWithoutExtension(file.Name));
            Assert.Equal("Ssa.V1", file.GetOptions().CsharpNamespace);

            // IMPORT_NO_PUBLIC, IMPORT_NO_WEAK, SYNTAX_SPECIFIED
            Assert.Empty(file.PublicDependencies);
            Assert.DoesNotMatch("(?m)^import (public|weak)", Text(file));
            Assert.StartsWith("syntax = \"proto3\";", Text(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Messages_fields_and_oneofs_are_named_as_they_should_be()
    {
        foreach (var message in Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested).Where(message => message.GetOptions()?.MapEntry != true))
        {
            Assert.Matches(Pascal(), message.Name);
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                Assert.Matches(LowerSnake(), field.Name);
                Assert.False(field.IsRequired);
            }

            Assert.All(message.Oneofs.Where(oneof => !oneof.IsSynthetic), oneof => Assert.Matches(LowerSnake(), oneof.Name));
        }
    }

    [Fact]
    public void Enumerations_begin_unspecified_and_prefix_their_values()
    {
        foreach (var one in Files.SelectMany(file => file.EnumTypes.Concat(file.MessageTypes.SelectMany(WithNested).SelectMany(message => message.EnumTypes))))
        {
            Assert.Matches(Pascal(), one.Name);
            Assert.NotEqual(true, one.GetOptions()?.AllowAlias);
            var prefix = string.Concat(one.Name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}")) + "_";
            Assert.Equal((0, prefix + "UNSPECIFIED"), (one.Values[0].Number, one.Values[0].Name));
            Assert.All(one.Values, value =>
            {
                Assert.StartsWith(prefix, value.Name, StringComparison.Ordinal);
                Assert.Matches("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", value.Name);
            });
        }
    }

    [Fact]
    public void Services_and_their_messages_are_named_as_they_should_be()
    {
        var used = new HashSet<string>();
        foreach (var service in Files.SelectMany(file => file.Services))
        {
            Assert.Matches(Pascal(), service.Name);
            Assert.EndsWith("Service", service.Name, StringComparison.Ordinal);
            foreach (var method in service.Methods)
            {
                // RPC_PASCAL_CASE, RPC_REQUEST_STANDARD_NAME, RPC_RESPONSE_STANDARD_NAME, RPC_REQUEST_RESPONSE_UNIQUE
                Assert.Matches(Pascal(), method.Name);
                Assert.Contains(method.InputType.Name, new[] { method.Name + "Request", service.Name + method.Name + "Request" });
                Assert.Contains(method.OutputType.Name, new[] { method.Name + "Response", service.Name + method.Name + "Response" });
                Assert.True(used.Add(method.InputType.FullName) && used.Add(method.OutputType.FullName), method.FullName);
            }
        }
    }

    [Fact]
    public void Everything_is_documented()
    {
        foreach (var file in Files)
        {
            var lines = Text(file).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (Declaration().IsMatch(lines[i]))
                {
                    Assert.True(i > 0 && lines[i - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal), $"{file.Name}:{i + 1}: '{lines[i].Trim()}' has no comment above it");
                }
            }
        }
    }

    [Fact]
    public void Numbers_carry_their_units()
    {
        foreach (var field in Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested).SelectMany(message => message.Fields.InDeclarationOrder()).Where(field => field.FieldType == FieldType.Double))
        {
            var isUnitless = field.ContainingType.Name == "Vector3" || Regex.IsMatch(field.Name, "eccentricity|probability|^pc|^value$|^lower$|^upper$|^progress$");
            Assert.True(isUnitless || Regex.IsMatch(field.Name, "_(km|m|deg|minutes|days|km_s|m2|rev_per_day[23]?|per_earth_radius|since_epoch)$"), field.FullName);
        }
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) => message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static string Text(FileDescriptor file) => File.ReadAllText(Path.Combine(Folder, file.Name));

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex LowerSnake();

    [GeneratedRegex("^([A-Z][a-z0-9]*)+$")]
    private static partial Regex Pascal();

    [GeneratedRegex(@"^\s*((message|enum|service|rpc|oneof) \w|(repeated |optional )?[\w.<>, ]+ \w+ = \d+;|[A-Z_0-9]+ = \d+;)")]
    private static partial Regex Declaration();
}
