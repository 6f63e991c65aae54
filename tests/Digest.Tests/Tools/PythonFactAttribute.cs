namespace Digest.Tests.Tools;

/// <summary>A fact that needs Python with a module; skipped, saying so, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string module = "email")
    {
        if (Python.Find(module) is null)
            Skip = $"No Python 3 with the module '{module}' on this machine (Debian: apt-get install python3-{module}).";
    }
}
