using Digest.Signup.Gate;

namespace Digest.Web.Pages.Signup;

/// <summary>The sign-up form as it stands on several pages.</summary>
/// <param name="Typed">What stands in the field.</param>
/// <param name="Problem">Why it was not taken; null: it was not tried.</param>
/// <param name="Again">What is missing; null: nothing is known to be.</param>
internal sealed record SignupForm(string Typed = "", string? Problem = null, GateAnswer.OnceMore? Again = null);
