namespace Ssa.Risk;

/// <summary>Where in the encounter plane the sphere's centre lies. Both agree where the states stand at closest approach.</summary>
public enum MissConvention
{
    /// <summary>The miss vector after moving both states linearly to closest approach: the component normal to the relative velocity.</summary>
    Refined,

    /// <summary>The distance as the states stand, laid along the normal component's direction: what programs without refinement compute.</summary>
    AsGiven,
}
