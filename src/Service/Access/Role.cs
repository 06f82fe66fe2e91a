namespace Ssa.Service.Access;

/// <summary>What a caller may do; each role may do what those before it may.</summary>
public enum Role
{
    /// <summary>Read what is public and what is its participant's own.</summary>
    Viewer = 1,

    /// <summary>Screen, assess, export.</summary>
    Analyst = 2,

    /// <summary>Change the catalogue: import, and plan screenings.</summary>
    Operator = 3,

    /// <summary>Everything, for every participant.</summary>
    Admin = 4,
}
