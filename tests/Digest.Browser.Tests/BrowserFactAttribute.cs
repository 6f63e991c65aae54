namespace Digest.Browser.Tests;

/// <summary>A test that needs Chromium; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Program is null)
            Skip = "Chromium is not installed; DIGEST_CHROMIUM may name its program";
    }
}
