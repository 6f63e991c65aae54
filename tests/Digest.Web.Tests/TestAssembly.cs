namespace Digest.Tests.Tools;

/// <summary>What the test framework must be told by name in each assembly.</summary>
internal static class TestAssembly
{
    public const string Name = "Digest.Web.Tests";
}
