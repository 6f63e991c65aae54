using Digest.Outbox;

namespace Digest.Tests.Outbox;

/// <summary>For how many answers a commit waits.</summary>
public sealed class CompanyTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(0.2);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Commit = TimeSpan.FromMilliseconds(0.5);
    private readonly Company company = new();

    [Fact]
    public void All_are_waited_for_while_that_is_quicker_than_a_commit()
    {
        company.Note(Quick, Commit);
        company.Wanted(10).ShouldBe(10);
    }

    [Fact]
    public void Half_are_waited_for_where_the_server_is_slower()
    {
        company.Note(Slow, Commit);
        (company.Wanted(10), company.Wanted(1)).ShouldBe((5, 1));
        company.Note(Quick, Commit);
        company.Wanted(10).ShouldBe(5, "half come quicker than all");
    }

    [Fact]
    public void After_a_while_it_is_tried_again()
    {
        company.Note(Slow, Commit);
        for (var commit = 0; company.Wanted(10) == 5; commit++)
        {
            commit.ShouldBeLessThan(1000, "a server that has become quick is not believed");
            company.Note(Quick, Commit);
        }
        company.Wanted(10).ShouldBe(10);
    }
}
