using System.Net;
using Digest.Web.Tests.Subscribers;

namespace Digest.Web.Tests;

/// <summary>Domains in letters of their own, and names with more in them than one sees.</summary>
public sealed class DomainLettersJourneys
{
    [Fact]
    public async Task A_domain_is_kept_as_A_labels_and_readers_and_admins_see_its_letters()
    {
        await using var site = await TestSite.StartAsync();
        (await site.SignUpAsync("Redaktion@Bücher.example")).Body.ShouldContain("Please look into your inbox");
        (await site.ColumnAsync("SELECT address FROM signup_requests")).ShouldBe("Redaktion@xn--bcher-kva.example");
        var slip = await site.SignUpAsync("ada@@Bücher.example");
        WebUtility.HtmlDecode(slip.Body).ShouldContain("value=\"ada@@Bücher.example\"");
        await site.ReaderAsync("ada@xn--bcher-kva.example");
        await site.ReaderAsync("eve@xn--pypal-4ve.example");
        using var admin = await SubscriberJourneys.SignInAsync(site);
        var list = WebUtility.HtmlDecode((await admin.GetAsync("/admin/subscribers")).Body);
        list.ShouldContain(">ada@bücher.example<");
        list.ShouldContain(">eve@xn--pypal-4ve.example<");
        (await site.ColumnAsync("SELECT address FROM subscribers WHERE status = 'Active' ORDER BY id")).ShouldBe("ada@xn--bcher-kva.example, eve@xn--pypal-4ve.example");
    }

    [Fact]
    public async Task What_nobody_sees_is_left_out_of_a_name_that_an_admin_copies_in()
    {
        await using var site = await TestSite.StartAsync();
        using var admin = await SubscriberJourneys.SignInAsync(site);
        await admin.GetAsync("/admin/subscribers/add");
        await admin.SubmitAsync("/admin/subscribers/add", ("address", "ada@example.org"), ("name", "\u202AAda\u202E Love\u200Blace\u202C"), ("consent", "asked"), ("note", "at the fair"));
        (await site.FindAsync("ada@example.org"))!.Name.ShouldBe("Ada Lovelace");
        await admin.GetAsync("/admin/subscribers/add");
        (await admin.SubmitAsync("/admin/subscribers/add", ("address", "eve@example.org"), ("name", "Eve\u0007"), ("consent", "asked"), ("note", "at the fair"))).Body.ShouldContain("control characters");
        (await site.FindAsync("eve@example.org")).ShouldBeNull();
    }
}
