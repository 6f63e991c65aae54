using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Digest.Mail.Smtp;

/// <summary>
/// A connection to a mail server: bytes out, answers in, each within a time. Everything that can go wrong with it is one
/// exception, <see cref="ConnectionBrokenException"/>; cancellation by the caller passes through.
/// </summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int BlockBytes = 64 * 1024;
    private const int CommandBytes = 1024;

    /// <summary>As much goes in one block together with commands.</summary>
    public const int WholeBytes = BlockBytes - (2 * CommandBytes);

    private readonly Socket socket;
    private readonly Deadline deadline = new();
    private byte[] commands = new byte[CommandBytes];
    private Stream stream;
    private AnswerReader answers;

    private SmtpConnection(Socket socket)
    {
        this.socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
        answers = new AnswerReader(stream);
    }

    public bool IsEncrypted => stream is SslStream;

    /// <summary>Hears what is asked and answered; null: nobody does.</summary>
    public SmtpTranscript? Transcript { get; init; }

    /// <summary>Whether both ends are this machine.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(((IPEndPoint)socket.RemoteEndPoint!).Address);

    /// <summary>How this end names itself: its address as a literal (RFC 5321 §4.1.3) unless the machine has a full name.</summary>
    public string OwnName
    {
        get
        {
            var name = Dns.GetHostName();
            if (name.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(name) == UriHostNameType.Dns && Ascii.IsValid(name))
                return name;
            var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" : $"[{address}]";
        }
    }

    /// <summary>
    /// Whether the server has spoken, or hung up, without being asked. An encrypted connection also carries the protocol's own
    /// records, so there only what is already decrypted counts.
    /// </summary>
    public bool HasUnasked => answers.HasUnread || (!IsEncrypted && HasHungUpOrSpoken);

    /// <summary>Whether anything has arrived while nothing was asked: on an idle connection a farewell or the end.</summary>
    public bool HasHungUpOrSpoken
    {
        get
        {
            try
            {
                return answers.HasUnread || socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <summary>Connects to the first of the host's addresses that answers.</summary>
    public static async Task<SmtpConnection> ConnectAsync(string host, int port, TimeSpan limit, CancellationToken cancellation, SmtpTranscript? transcript = null)
    {
        ConnectionBrokenException? last = null;
        foreach (var address in await ResolveAsync(host, limit, cancellation))
        {
            var candidate = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                // Commands are small and answers are waited for: held back, each message would cost a delayed acknowledgement.
                candidate.NoDelay = true;
                await WithinAsync(async token => await candidate.ConnectAsync(address, port, token), limit, cancellation);
                return new SmtpConnection(candidate) { Transcript = transcript };
            }
            catch (ConnectionBrokenException problem)
            {
                last = problem;
                candidate.Dispose();
            }
            catch
            {
                candidate.Dispose();
                throw;
            }
        }
        throw last ?? new ConnectionBrokenException("the name has no address");
    }

    /// <summary>Makes everything from here on encrypted. What the server said before is forgotten: anybody may have put it there (RFC 3207 §6).</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The two sides do not agree, or the certificate is not trusted.</exception>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, TimeSpan limit, CancellationToken cancellation)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        await WithinAsync(token => encrypted.AuthenticateAsClientAsync(options, token), limit, cancellation);
        stream = encrypted;
        answers = new AnswerReader(encrypted);
    }

    /// <summary>Sends one command line and waits for its answer.</summary>
    public async Task<SmtpAnswer> AskAsync(string command, TimeSpan limit, CancellationToken cancellation) =>
        (await AskForLinesAsync(command, limit, cancellation)).Answer;

    /// <inheritdoc cref="AskAsync"/>
    public async Task<(SmtpAnswer Answer, IReadOnlyList<string> Lines)> AskForLinesAsync(string command, TimeSpan limit, CancellationToken cancellation)
    {
        await TellAsync([command], limit, cancellation);
        return await HearAsync(limit, cancellation);
    }

    /// <summary>Sends command lines together.</summary>
    public ValueTask TellAsync(ReadOnlySpan<string> lines, TimeSpan limit, CancellationToken cancellation)
    {
        // An answer that was not asked for would be taken for the answer to what is sent now.
        if (HasUnasked)
            throw new ConnectionBrokenException("the server spoke out of turn or closed the connection");
        return SendAsync(lines, limit, cancellation);
    }

    /// <summary>The same where answers may be on their way: after the final dot of a message.</summary>
    public ValueTask SendAsync(ReadOnlySpan<string> lines, TimeSpan limit, CancellationToken cancellation) => SendAsync([], lines, limit, cancellation);

    /// <summary>The same after the bytes of a message, together with them.</summary>
    public ValueTask SendAsync(ReadOnlySpan<byte> message, ReadOnlySpan<string> lines, TimeSpan limit, CancellationToken cancellation)
    {
        if (message.Length > commands.Length)
            commands = new byte[message.Length + CommandBytes];
        message.CopyTo(commands);
        var length = message.Length;
        foreach (var line in lines)
        {
            Transcript?.Asked(line);
            var most = length + Encoding.UTF8.GetMaxByteCount(line.Length) + 2;
            if (most > commands.Length)
                Array.Resize(ref commands, most + CommandBytes);
            length += Encoding.UTF8.GetBytes(line, commands.AsSpan(length));
            "\r\n"u8.CopyTo(commands.AsSpan(length));
            length += 2;
        }
        return WriteAsync(commands.AsMemory(0, length), limit, cancellation);
    }

    /// <summary>Sends bytes, each block within a time.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan limit, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
        {
            var block = bytes[..Math.Min(bytes.Length, BlockBytes)];
            try
            {
                await stream.WriteAsync(block, deadline.Begin(limit, cancellation));
            }
            catch (Exception problem) when (IsBroken(problem, cancellation))
            {
                throw Broken(problem, limit);
            }
            finally
            {
                deadline.End();
            }
            bytes = bytes[block.Length..];
        }
    }

    /// <summary>Waits for an answer.</summary>
    public async ValueTask<SmtpAnswer> ReadAsync(TimeSpan limit, CancellationToken cancellation) =>
        (await HearAsync(limit, cancellation)).Answer;

    private async ValueTask<(SmtpAnswer Answer, IReadOnlyList<string> Lines)> HearAsync(TimeSpan limit, CancellationToken cancellation)
    {
        if (answers.TryRead() is not { } heard)
        {
            try
            {
                heard = await answers.ReadAsync(deadline.Begin(limit, cancellation));
            }
            catch (Exception problem) when (IsBroken(problem, cancellation))
            {
                throw Broken(problem, limit);
            }
            finally
            {
                deadline.End();
            }
        }
        Transcript?.Answered(heard.Answer, heard.Lines);
        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        deadline.Dispose();
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            return await WithinAsync(async token => await Dns.GetHostAddressesAsync(host, token), limit, cancellation);
        }
        catch (ArgumentException problem)
        {
            // Addresses that mean "any", and names that are none.
            throw new ConnectionBrokenException(Mime.HeaderRules.Squeeze(problem.Message), problem);
        }
    }

    private static Task<bool> WithinAsync(Func<CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellation) =>
        WithinAsync(async token => { await work(token); return true; }, limit, cancellation);

    private static async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            return await work(timer.Token);
        }
        catch (Exception problem) when (IsBroken(problem, cancellation))
        {
            throw Broken(problem, limit);
        }
    }

    // The caller's cancellation passes through.
    private static bool IsBroken(Exception problem, CancellationToken cancellation) =>
        (problem is OperationCanceledException && !cancellation.IsCancellationRequested) || problem is IOException or SocketException or ObjectDisposedException;

    private static ConnectionBrokenException Broken(Exception problem, TimeSpan limit) =>
        new(problem is OperationCanceledException ? $"nothing happened for {limit.TotalSeconds:0.#} s" : Mime.HeaderRules.Squeeze(problem.Message), problem);
}
