using FsCheck;
using FsCheck.Fluent;

namespace Digest.Tests.Stories;

/// <summary>A text that was once in order, and what was done to it.</summary>
public sealed record Mutant(int Base, int Other, IReadOnlyList<Mutation> Mutations, string? ContentType)
{
    private static readonly string?[] ContentTypes = [null, null, "text/xml", "text/xml; charset=iso-8859-1", "application/json; charset=utf-16", "text/html; charset=\"shift_jis\"", "x; charset=utf-7", ";;", "text/xml; charset=ibm037"];

    public static Arbitrary<Mutant> Of(int bases)
    {
        var mutation = from kind in Gen.Choose(0, Mutation.Kinds - 1)
                       from at in Gen.Choose(0, 999)
                       from length in Gen.Choose(0, 999)
                       from piece in Gen.Choose(0, Mutation.PieceCount - 1)
                       select new Mutation(kind, at, length, piece);
        var mutant = from number in Gen.Choose(0, bases - 1)
                     from other in Gen.Choose(0, bases - 1)
                     from count in Gen.Choose(1, 10)
                     from mutations in Gen.ListOf(mutation, count)
                     from type in Gen.Elements(ContentTypes)
                     select new Mutant(number, other, mutations, type);
        return Arb.From(mutant, Smaller);
    }

    public byte[] Build(IReadOnlyList<byte[]> bases)
    {
        var bytes = bases[Base];
        foreach (var mutation in Mutations)
            bytes = mutation.Apply(bytes, bases[Other]);
        return bytes;
    }

    public override string ToString() => $"{Base}, {Other}, {ContentType ?? "null"}: {string.Join("; ", Mutations)}";

    private static IEnumerable<Mutant> Smaller(Mutant mutant) => Enumerable.Range(0, mutant.Mutations.Count)
        .Select(left => mutant with { Mutations = [.. mutant.Mutations.Where((_, at) => at != left)] })
        .Concat(mutant.ContentType is null ? [] : [mutant with { ContentType = null }]);
}
