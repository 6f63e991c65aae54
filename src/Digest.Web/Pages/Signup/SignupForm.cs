namespace Digest.Web.Pages.Signup;

/// <summary>The sign-up form as it stands on several pages.</summary>
/// <param name="Consent">What one agrees to.</param>
/// <param name="Typed">What stands in the field.</param>
/// <param name="Problem">Why it was not taken; null: it was not tried.</param>
internal sealed record SignupForm(string Consent, string Typed = "", string? Problem = null);
