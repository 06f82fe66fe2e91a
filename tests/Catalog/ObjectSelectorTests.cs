using System.Text;
using CsCheck;
using Ssa.Propagation;

namespace Ssa.Catalog.Tests;

public class ObjectSelectorTests
{
    private static readonly MeanElements[] Objects =
    [
        Sets.Of(5) with { Name = "VANGUARD 1", ObjectId = "1958-002B", MeanMotionRevPerDay = 10.857, Eccentricity = 0.184 },
        Sets.Of(25544) with { Name = "ISS (ZARYA)", ObjectId = "1998-067A" },
        Sets.Of(29733) with { Name = "FENGYUN 1C DEB", ObjectId = "1999-025AB" },
        Sets.Of(25730) with { Name = "FENGYUN 1C", ObjectId = "1999-025A" },
        Sets.Of(41882) with { Name = "HIMAWARI-9", ObjectId = "2016-064A", MeanMotionRevPerDay = 1.0027 },
        Sets.Of(60001) with { Name = "STARLINK-1007+A,B", ObjectId = "" },
    ];

    private static readonly Satcat Owners = Satcat.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(
            """{"5":["US","PAY"],"25544":["ISS","PAY"],"29733":["PRC","DEB"],"25730":["PRC","PAY"],"41882":["JPN","PAY"],"41883":["JPN","R/B"]}""")),
        "satcat.json");

    [Theory]
    [InlineData("25544", new[] { 25544 })]
    [InlineData("25544,5", new[] { 5, 25544 })]
    [InlineData(" 25544 , 5 ", new[] { 5, 25544 })]
    [InlineData("00005", new[] { 5 })]
    [InlineData("name=ISS (ZARYA)", new[] { 25544 })]
    [InlineData("name=iss*", new[] { 25544 })]
    [InlineData("NAME=*1c*", new[] { 29733, 25730 })]
    [InlineData("name=FENGYUN 1C", new[] { 25730 })]
    [InlineData("name=FENGYUN ?C", new[] { 25730 })]
    [InlineData("name=HIMAWARI-?", new[] { 41882 })]
    [InlineData("name=HIMAWARI?", new int[0])]
    [InlineData("name=*1007?A?B", new[] { 60001 })]
    [InlineData("name=*", new[] { 5, 25544, 29733, 25730, 41882, 60001 })]
    [InlineData("name=ISS", new int[0])]
    [InlineData(@"name=ISS\*", new int[0])]
    [InlineData("owner=PRC", new[] { 29733, 25730 })]
    [InlineData("owner=jpn", new[] { 41882 })]
    [InlineData("launch=1999-025", new[] { 29733, 25730 })]
    [InlineData("launch=1999-026", new int[0])]
    [InlineData("type=PAYLOAD", new[] { 5, 25544, 25730, 41882 })]
    [InlineData("type=DEBRIS", new[] { 29733 })]
    [InlineData("type=ROCKET_BODY", new int[0])]
    [InlineData("type=UNKNOWN", new[] { 60001 })]
    [InlineData("regime=LEO", new[] { 25544, 29733, 25730, 60001 })]
    [InlineData("regime=geo", new[] { 41882 })]
    [InlineData("owner=PRC+type=PAYLOAD", new[] { 25730 })]
    [InlineData("launch=1999-025 + type=DEBRIS + regime=LEO", new[] { 29733 })]
    [InlineData("5,25544+regime=LEO", new[] { 25544 })]
    public void A_selector_chooses_the_objects_that_fulfil_all_of_its_terms(string text, int[] numbers)
    {
        var isChosen = ObjectSelector.Parse(text).Select(Objects, Owners);

        Assert.Equal(numbers, Objects.Where((_, i) => isChosen[i]).Select(chosen => chosen.Number.Value));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("25544+", "a term is missing beside a +")]
    [InlineData("+25544", "a term is missing beside a +")]
    [InlineData("name=A++name=B", "a term is missing beside a +")]
    [InlineData("25544,", "a number is missing beside a comma")]
    [InlineData("25544,,5", "a number is missing beside a comma")]
    [InlineData("ISS", "\"ISS\" is not a catalogue number")]
    [InlineData("T0288", "\"T0288\" is not a catalogue number")]
    [InlineData("0", "\"0\" is not a catalogue number")]
    [InlineData("-5", "\"-5\" is not a catalogue number")]
    [InlineData("5.0", "\"5.0\" is not a catalogue number")]
    [InlineData("1000000000", "\"1000000000\" is not a catalogue number")]
    [InlineData("99999999999999999999", "is not a catalogue number")]
    [InlineData("name=", "nothing follows \"name=\"")]
    [InlineData("=ISS", "there is no key \"\"")]
    [InlineData("country=JPN", "there is no key \"country\"")]
    [InlineData("owner=JPN,US", "Repeat the option")]
    [InlineData("name=A,B", "write ? instead")]
    [InlineData("name=STARLINK-1007+A", "write ? instead")]
    [InlineData("type=PAY", "type=PAYLOAD")]
    [InlineData("regime=SSO", "regime=LEO")]
    [InlineData("launch=1999-25", "launch=1999-025")]
    [InlineData("launch=1999-025A", "launch=1999-025")]
    [InlineData("launch=99025", "launch=1999-025")]
    public void A_malformed_selector_is_refused_with_its_text_the_fault_and_the_remedy(string text, string part)
    {
        var fault = Assert.Throws<FormatException>(() => ObjectSelector.Parse(text));

        Assert.Contains($"\"{text}\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.Contains("rite", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner=JPN")]
    [InlineData("regime=LEO+type=DEBRIS")]
    public void Owner_and_type_without_a_satellite_catalogue_fail_with_that_remedy(string text)
    {
        var selector = ObjectSelector.Parse(text);

        Assert.True(selector.NeedsSatcat);
        var fault = Assert.Throws<SelectorNeedsSatcatException>(() => selector.Select(Objects, satcat: null));
        Assert.Equal(text, fault.Selector);
        Assert.Contains("--satcat", fault.Message, StringComparison.Ordinal);
        Assert.Throws<SelectorNeedsSatcatException>(() => selector.FindUnmatched(Objects, satcat: null));
    }

    [Fact]
    public void Other_selectors_need_no_satellite_catalogue()
    {
        Assert.Equal([false, true, false, false, false, false], ObjectSelector.Parse("name=ISS*+regime=LEO+launch=1998-067+25544").Select(Objects, satcat: null));
    }

    [Fact]
    public void Several_selectors_widen()
    {
        var isChosen = ObjectSelector.Any([ObjectSelector.Parse("25544"), ObjectSelector.Parse("owner=JPN")], Objects, Owners);

        Assert.Equal([false, true, false, false, true, false], isChosen);
        Assert.DoesNotContain(true, ObjectSelector.Any([], Objects, Owners));
    }

    [Theory]
    [InlineData("25544", new string[0])]
    [InlineData("25544,99999,5,77777,99999", new[] { "99999", "77777" })]
    [InlineData("name=HUBBLE*", new[] { "name=HUBBLE*" })]
    [InlineData("99999+regime=LEO", new[] { "99999+regime=LEO" })]
    [InlineData("owner=PRC+type=DEBRIS", new string[0])]
    public void What_matches_nothing_is_told_by_its_name(string text, string[] unmatched)
    {
        Assert.Equal(unmatched, ObjectSelector.Parse(text).FindUnmatched(Objects, Owners));
    }

    [Fact]
    public void The_choice_follows_the_objects_when_their_order_changes()
    {
        var cases = from text in Gen.OneOf("25544,5", "name=*1C*", "owner=PRC+type=DEBRIS", "regime=LEO", "launch=1999-025")
                    from shuffled in Gen.Shuffle(Objects.ToArray())
                    select (text, shuffled);

        cases.Sample((text, shuffled) =>
        {
            var selector = ObjectSelector.Parse(text);
            var expected = selector.Select(Objects, Owners);
            var found = selector.Select(shuffled, Owners);
            Assert.All(shuffled, (shuffledObject, i) => Assert.Equal(expected[Array.IndexOf(Objects, shuffledObject)], found[i]));
        });
    }

    [Fact]
    public void Any_text_is_either_a_selector_or_refused_as_malformed()
    {
        var texts = Gen.OneOf(Gen.Char["+,=* ?0159nameowrlauchtypig-"].Array[0, 20].Select(chars => new string(chars)), Gen.String);

        texts.Sample(text =>
        {
            try
            {
                Assert.Equal(Objects.Length, ObjectSelector.Parse(text).Select(Objects, Owners).Count);
            }
            catch (FormatException fault)
            {
                Assert.Contains(text, fault.Message, StringComparison.Ordinal);
            }
        });
    }
}
