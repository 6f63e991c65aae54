namespace Digest.Signup.Gate;

/// <summary>What became of a posted sign-up; the same whatever is known about the address.</summary>
public abstract record GateAnswer
{
    private GateAnswer()
    {
    }

    /// <summary>It is taken, or looks as if it were.</summary>
    /// <param name="Suggestion">The address that was meant most likely, for a program; null: the typed one looks right, or a person was asked.</param>
    /// <param name="Typed">The address as it was read, where there is a suggestion.</param>
    public sealed record Taken(string? Suggestion = null, string? Typed = null) : GateAnswer;

    /// <summary>It is taken when somebody has said which address is the right one.</summary>
    /// <param name="Nonce">Still good.</param>
    /// <param name="Typed">The address as it was read.</param>
    /// <param name="Suggestion">What was meant, most likely.</param>
    public sealed record Question(FormNonce Nonce, string Typed, string Suggestion) : GateAnswer;

    /// <summary>There is something wrong with the address.</summary>
    /// <param name="Problem">What, in a sentence for whoever typed it.</param>
    public sealed record Refused(string Problem) : GateAnswer;

    /// <summary>It is taken when it is posted once more with this nonce.</summary>
    /// <param name="Nonce">Stands in the form that is shown.</param>
    /// <param name="Wait">How long to wait before that; whole seconds.</param>
    /// <param name="WorkBits">With so much work (<see cref="Work"/>) <see cref="FormNonce.FillTime"/> is wait enough; 0: none is asked for.</param>
    public sealed record OnceMore(FormNonce Nonce, TimeSpan Wait, int WorkBits) : GateAnswer;
}
