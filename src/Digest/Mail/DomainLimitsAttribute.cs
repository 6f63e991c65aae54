using System.ComponentModel.DataAnnotations;

namespace Digest.Mail;

/// <summary>Refuses a list of domain limits that is not understood.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DomainLimitsAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        try
        {
            _ = DomainLimits.Read(value as string ?? "");
            return ValidationResult.Success;
        }
        catch (FormatException problem)
        {
            return new ValidationResult(problem.Message, [validationContext.MemberName!]);
        }
    }
}
