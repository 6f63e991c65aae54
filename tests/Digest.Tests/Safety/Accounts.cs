using Digest.Outbox;
using Digest.Tests.Safety.Server;

namespace Digest.Tests.Safety;

/// <summary>Compares what a mail server took with what the rows say: for each recipient once, or accounted for.</summary>
internal static class Accounts
{
    private static readonly MessageStatus[] MayHaveArrived = [MessageStatus.Submitted, MessageStatus.Uncertain];

    /// <summary>
    /// Holds at any moment, whatever happened: nothing is Submitted that no server took. What is on the wire may not be in the
    /// rows yet.
    /// </summary>
    public static void ShouldClaimNothingFalse(IEnumerable<DeliveryRow> rows, IEnumerable<Receipt> receipts)
    {
        var taken = receipts.ToLookup(receipt => receipt.Recipient, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var ids = taken[row.Address].Select(receipt => receipt.MessageId).ToList();
            ids.Distinct(StringComparer.Ordinal).Count().ShouldBeLessThanOrEqualTo(1, $"a repetition is recognised by its Message-ID: {row}");
            if (row.Status is MessageStatus.Submitted)
            {
                ids.Count.ShouldBeGreaterThan(0, $"nothing is Submitted that no server took: {row}");
                row.Position.ShouldBeGreaterThanOrEqualTo(row.LastNumber, $"what was submitted counts as offered: {row}");
                (row.AnswerCode / 100).ShouldBe(2, $"{row}");
            }
            if (row.Status is MessageStatus.Deferred or MessageStatus.Failed or MessageStatus.Uncertain)
                row.Answer.ShouldNotBeNullOrEmpty($"the reason is kept: {row}");
        }
    }

    /// <summary>Holds when nothing is on the wire: what a server took is not tried as if it had not.</summary>
    public static void ShouldBeTrue(IReadOnlyCollection<DeliveryRow> rows, IReadOnlyCollection<Receipt> receipts)
    {
        ShouldClaimNothingFalse(rows, receipts);
        var taken = receipts.Select(receipt => receipt.Recipient).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => taken.Contains(row.Address)))
            MayHaveArrived.ShouldContain(row.Status, $"{row}");
    }

    /// <summary>Holds while every answer was written down: a repetition was preceded by an answer that is not known.</summary>
    public static void ShouldExplainRepetitions(IEnumerable<DeliveryRow> rows, IEnumerable<Receipt> receipts)
    {
        var taken = receipts.ToLookup(receipt => receipt.Recipient, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            taken[row.Address].Count().ShouldBeLessThanOrEqualTo(1 + row.Unknown, $"nothing is repeated without a reason: {row}");
            // What was put off for want of a server was not attempted.
            if (row.Status is MessageStatus.Failed or MessageStatus.Uncertain or MessageStatus.Submitted || row is { Status: MessageStatus.Deferred, AnswerCode: not null })
                row.Kept.ShouldBeGreaterThan(0, $"each attempt is kept: {row}");
        }
    }

    /// <summary>Holds at the end: nobody waits any more, and whoever got nothing was refused for good.</summary>
    public static void ShouldBeComplete(IReadOnlyCollection<DeliveryRow> rows, IReadOnlyCollection<Receipt> receipts, bool mayRefuse = false)
    {
        ShouldBeTrue(rows, receipts);
        foreach (var row in rows)
        {
            if (mayRefuse && row.Status is MessageStatus.Failed)
                (row.AnswerCode / 100).ShouldBe(5, $"{row}");
            else
                row.Status.ShouldBe(MessageStatus.Submitted, $"{row}");
        }
        receipts.Select(receipt => receipt.Recipient).Except(rows.Select(row => row.Address), StringComparer.Ordinal).ShouldBeEmpty("nobody else gets anything");
    }
}
