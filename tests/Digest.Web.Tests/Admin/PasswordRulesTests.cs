using Digest.Web.Security;

namespace Digest.Web.Tests.Admin;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("too short")]
    [InlineData("Ada Lovelace")]
    [InlineData("adalovelace1815")]
    [InlineData("password123")]
    [InlineData("Passwort2026!")]
    [InlineData("1234567890")]
    [InlineData("0987654321")]
    [InlineData("qwertyuiop")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("ababababab")]
    [InlineData("correct horse battery staple")]
    public void What_anybody_would_try_first_is_refused_with_a_reason(string password) => PasswordRules.Problem(password, "Ada Lovelace").ShouldNotBeNull().ShouldEndWith(".");

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("seven grey herons")]
    [InlineData("Ada sails at dawn")]
    [InlineData("ŵyneb yn wyneb")]
    public void Long_ones_that_are_nobody_s_guess_are_taken(string password) => PasswordRules.Problem(password, "Ada").ShouldBeNull();

    [Theory]
    [InlineData("  Ada   Lovelace ", "Ada Lovelace")]
    [InlineData("A\u030Angstro\u0308m", "\u00C5ngstr\u00F6m")]
    [InlineData("", null)]
    [InlineData("Ada\u202Eecalevol", null)]
    [InlineData("Ada\u200B", null)]
    public void A_name_is_kept_so_that_two_that_look_alike_are_one(string typed, string? kept) => AdminNames.Clean(typed).ShouldBe(kept);
}
