using System.Diagnostics;
using System.Security.Cryptography;
using Digest.Mail.Dkim;

namespace Digest.Benchmarks;

/// <summary>What the signature alone costs on this machine, with the key that the messages are signed with.</summary>
internal static class Signing
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    /// <summary>CPU-seconds for 1,000 signatures, and signatures per second with every core at it.</summary>
    public static (double PerThousand, double PerSecond) Measure(string keyFile)
    {
        var key = DkimKey.Load(keyFile);
        Run(key, threads: 1, TimeSpan.FromSeconds(0.3));
        var (count, cpu, _) = Run(key, threads: 1, Time);
        var (together, _, wall) = Run(key, Environment.ProcessorCount, Time);
        return (cpu * 1000 / count, together / wall);
    }

    private static (long Count, double Cpu, double Wall) Run(DkimKey key, int threads, TimeSpan time)
    {
        var (total, began) = (0L, Stopwatch.GetTimestamp());
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var all = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var (hash, signature, count) = (new byte[SHA256.HashSizeInBytes], new byte[key.SignatureBytes], 0L);
            for (; Stopwatch.GetElapsedTime(began) < time; count++)
                key.Sign(hash, signature);
            Interlocked.Add(ref total, count);
        })).ToList();
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
        return (total, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
