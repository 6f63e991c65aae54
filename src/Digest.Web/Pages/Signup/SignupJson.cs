using Digest.Languages;
using Digest.Signup.Gate;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Signup;

/// <summary>What programs are answered about a sign-up (RFC 9457 where it was not taken).</summary>
internal static class SignupJson
{
    public static IActionResult Of(GateAnswer answer, Words words) => answer switch
    {
        GateAnswer.Refused refused => Problem(StatusCodes.Status400BadRequest, new { status = 400, title = refused.Problem, field = SignupFields.Address }),
        GateAnswer.OnceMore { WorkBits: 0 } once => Problem(StatusCodes.Status428PreconditionRequired,
            new { status = 428, title = words["signup.once-more-json"], nonce = once.Nonce.Text, waitSeconds = (int)once.Wait.TotalSeconds }),
        GateAnswer.OnceMore once => Problem(StatusCodes.Status428PreconditionRequired,
            new { status = 428, title = words["signup.work-json"], nonce = once.Nonce.Text, waitSeconds = (int)once.Wait.TotalSeconds, work = new { algorithm = "SHA-256", zeroBits = once.WorkBits } }),
        GateAnswer.Taken { Suggestion: { } suggestion, Typed: { } typed } =>
            new JsonResult(new { status = "accepted", message = words.Say("signup.taken-suggestion-json", ("address", typed), ("suggestion", suggestion)), suggestion }) { StatusCode = StatusCodes.Status202Accepted },
        GateAnswer.Question question => Problem(StatusCodes.Status428PreconditionRequired,
            new { status = 428, title = words.Say("signup.question", ("address", question.Suggestion)), nonce = question.Nonce.Text, waitSeconds = 0, suggestion = question.Suggestion }),
        _ => new JsonResult(new { status = "accepted", message = words["signup.taken-json"] }) { StatusCode = StatusCodes.Status202Accepted },
    };

    private static JsonResult Problem(int status, object content) => new(content) { StatusCode = status, ContentType = "application/problem+json" };
}
