using System.Globalization;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>Checks that a message has what it needs, and puts the objects into their order.</summary>
internal sealed class CdmCompleteness(CdmReading message, CdmBlock header, CdmBlock relative, List<CdmObject> objects, int line)
{
    private const double MissDistanceLeewayM = 2;
    private const double MissDistanceLeeway = 0.02;

    /// <summary>Checks the message, whose version is the one given.</summary>
    public void Check(string version)
    {
        if (version.Length == 0)
        {
            message.SetFault(line, CdmKeywords.Version, SetAsideReason.Field, $"The message has no {CdmKeywords.Version}.", "Give conjunction data messages (CDM), with states and covariances.");
        }
        else if (relative.Time("TCA") is null)
        {
            message.SetFault(line, "TCA", SetAsideReason.Field, "The message has no time of closest approach.");
        }
        else if (objects.Count < 2)
        {
            message.SetFault(line, "OBJECT", SetAsideReason.Length, $"The message has {(objects.Count == 0 ? "no object" : "one object only")}.");
        }
        else
        {
            NoteMissing(header, line);
            NoteMissing(relative, line);
            OrderObjects();
            objects.ForEach(CheckObject);
            CompareMissDistance();
        }
    }

    // Messages round states to millimetres and miss distances to metres; what is further apart was not made of one computation.
    private void CompareMissDistance()
    {
        var stated = relative.Number("MISS_DISTANCE");
        var found = (objects[1].PositionKm - objects[0].PositionKm).Norm * 1e3;
        if (objects[0].ReferenceFrame.Equals(objects[1].ReferenceFrame, StringComparison.OrdinalIgnoreCase) && Math.Abs(found - stated) > Math.Max(MissDistanceLeewayM, MissDistanceLeeway * found))
        {
            message.AddDefect(
                relative.LineOf("MISS_DISTANCE"), "MISS_DISTANCE", string.Create(CultureInfo.InvariantCulture, $"MISS_DISTANCE is {stated} m, but the states are {found:F3} m apart."), "both as they stand");
        }
    }

    private void OrderObjects()
    {
        for (var i = 0; i < 2; i++)
        {
            var metadata = objects[i][CdmSection.Metadata];
            if (metadata.Text("OBJECT").Length == 0)
            {
                var name = objects[1 - i][CdmSection.Metadata].Text("OBJECT") is "OBJECT1" ? "OBJECT2" : objects[1 - i][CdmSection.Metadata].Text("OBJECT") is "OBJECT2" ? "OBJECT1" : $"OBJECT{i + 1}";
                message.AddDefect(objects[i].Line, "OBJECT", "An object does not say which it is.", name);
                metadata.Set("OBJECT", name);
            }
        }

        if (objects[0][CdmSection.Metadata].Text("OBJECT") == objects[1][CdmSection.Metadata].Text("OBJECT"))
        {
            message.SetFault(objects[1].Line, "OBJECT", SetAsideReason.Field, $"Both objects are called {objects[1][CdmSection.Metadata].Text("OBJECT")}.", "Call them OBJECT1 and OBJECT2.");
        }
        else if (objects[0][CdmSection.Metadata].Text("OBJECT") == "OBJECT2")
        {
            message.AddDefect(objects[0].Line, "OBJECT", "OBJECT2 stands before OBJECT1.", "by their names");
            objects.Reverse();
        }
    }

    private void CheckObject(CdmObject found)
    {
        NoteMissing(found[CdmSection.Metadata], found.Line);
        foreach (var keyword in CdmKeywords.Of(CdmSection.StateVector))
        {
            if (!found[CdmSection.StateVector].Has(keyword.Name))
            {
                message.SetFault(found.Line, keyword.Name, SetAsideReason.Field, $"{Named(found)} has no {keyword.Name}: its state is incomplete.");
            }
        }

        CheckCovariance(found, CdmCovarianceKeywords.Rtn, found[CdmSection.XyzCovariance].HasValues);
        CheckCovariance(found, CdmCovarianceKeywords.Xyz, mayLack: true);

        // Sections without a value are not written: their comments go to the covariance before them.
        foreach (var section in new[] { CdmSection.XyzCovariance, CdmSection.EigenvectorCovariance, CdmSection.AdditionalCovariance, CdmSection.UserDefined })
        {
            var block = found[section];
            if (!block.HasValues)
            {
                foreach (var comment in block.Comments)
                {
                    found[CdmSection.Covariance].Comments.Add(comment);
                }

                block.Comments.Clear();
            }
        }
    }

    private void CheckCovariance(CdmObject found, CdmKeyword[] elements, bool mayLack)
    {
        var block = found[elements[0].Section];
        var missing = elements.Take(CdmCovarianceKeywords.StateElements).Where(element => !block.Has(element.Name)).ToList();
        if (missing.Count == 0)
        {
            NotePartRows(found, block, elements);
        }
        else if (elements.Any(element => block.Has(element.Name)) ? !IsPositionOnly(block, elements) : !mayLack)
        {
            var what = missing.Count == CdmCovarianceKeywords.StateElements ? "no covariance" : $"no {missing[0].Name}: its covariance is incomplete";
            message.SetFault(found.Line, missing[0].Name, SetAsideReason.Field, $"{Named(found)} has {what}.");
        }
        else if (IsPositionOnly(block, elements))
        {
            message.AddDefect(found.Line, missing[0].Name, $"{Named(found)} has a covariance of its position only.", "without covariance of the velocity");
        }
    }

    private static bool IsPositionOnly(CdmBlock block, CdmKeyword[] elements) =>
        elements[0].Section == CdmSection.Covariance
        && elements.Index().All(element => block.Has(element.Item.Name) == (element.Index < CdmCovarianceKeywords.PositionElements));

    private void NotePartRows(CdmObject found, CdmBlock block, CdmKeyword[] elements)
    {
        for (var row = 6; row < CdmCovarianceKeywords.LargestDimension; row++)
        {
            var names = elements.Skip(row * (row + 1) / 2).Take(row + 1).Select(element => element.Name).ToList();
            if (names.Exists(block.Has) && names.Find(name => !block.Has(name)) is { } lacking)
            {
                message.AddDefect(found.Line, lacking, $"A row of the covariance of {Named(found)} has no {lacking}.", "what there is, kept");
            }
        }
    }

    private void NoteMissing(CdmBlock block, int at)
    {
        foreach (var keyword in CdmKeywords.Of(block.Section))
        {
            if (keyword.IsMandatory && !block.Has(keyword.Name))
            {
                message.AddDefect(at, keyword.Name, $"{keyword.Name} is missing, which every message must give.", "not known");
            }
        }
    }

    private static string Named(CdmObject found) => found[CdmSection.Metadata].Text("OBJECT");
}
