using Digest.Signup.Gate;

namespace Digest.Web.Pages.Signup;

/// <summary>The sign-up form as it stands on several pages.</summary>
/// <param name="Typed">What stands in the field.</param>
/// <param name="Problem">Why it was not taken; null: it was not tried.</param>
/// <param name="Nonce">What makes it good for one sign-up; null: a new one.</param>
internal sealed record SignupForm(string Typed = "", string? Problem = null, FormNonce? Nonce = null);
