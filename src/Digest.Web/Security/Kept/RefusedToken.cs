using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Digest.Web.Security.Kept;

/// <summary>Notices that a form's token did not fit; the framework's answer would be an error that loses what was typed.</summary>
internal sealed class RefusedToken : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (context.Result is IAntiforgeryValidationFailedResult && KeepingForms.WantsForm(http.Request) && (http.User.Identity?.IsAuthenticated == true || KeepingForms.LeadsIn(http.Request.Path)))
            http.RefuseForm();
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Only what comes before is of interest.
    }
}
