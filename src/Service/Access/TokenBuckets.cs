using System.Collections.Concurrent;

namespace Ssa.Service.Access;

/// <summary>
/// One bucket of tokens a name: each call takes one, and they come back at a steady rate up to the bucket's size. Buckets that are full again are forgotten, so that names cost no memory for long. Safe for several threads.
/// </summary>
/// <param name="perMinute">Tokens that come back a minute.</param>
/// <param name="size">The most tokens of a bucket.</param>
/// <param name="time">The time, which only its passing is taken of.</param>
internal sealed class TokenBuckets(int perMinute, int size, TimeProvider time)
{
    private const int Many = 10_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();

    /// <summary>Takes a token.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="wait">Otherwise, when there is the next.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(string name, out TimeSpan wait)
    {
        while (true)
        {
            var bucket = _buckets.GetOrAdd(name, _ => new Bucket(size));
            lock (bucket)
            {
                if (bucket.IsForgotten)
                {
                    continue;
                }

                wait = Refill(bucket);
                if (wait > TimeSpan.Zero)
                {
                    return false;
                }

                bucket.Tokens--;
            }

            Forget();
            return true;
        }
    }

    /// <summary>Whether there is a token, which stays.</summary>
    public bool HasToken(string name, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!_buckets.TryGetValue(name, out var bucket))
        {
            return true;
        }

        lock (bucket)
        {
            wait = Refill(bucket);
            return wait <= TimeSpan.Zero;
        }
    }

    private TimeSpan Refill(Bucket bucket)
    {
        var now = time.GetElapsedTime(_start);
        bucket.Tokens = Math.Min(size, bucket.Tokens + ((now - bucket.At).TotalMinutes * perMinute));
        bucket.At = now;
        return bucket.Tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromMinutes((1 - bucket.Tokens) / perMinute) + TimeSpan.FromMilliseconds(1);
    }

    private void Forget()
    {
        if (_buckets.Count <= Many)
        {
            return;
        }

        foreach (var (name, bucket) in _buckets)
        {
            lock (bucket)
            {
                Refill(bucket);
                if (bucket.Tokens >= size)
                {
                    bucket.IsForgotten = true;
                    _buckets.TryRemove(KeyValuePair.Create(name, bucket));
                }
            }
        }
    }

    private sealed class Bucket(int size)
    {
        public double Tokens { get; set; } = size;

        public TimeSpan At { get; set; }

        public bool IsForgotten { get; set; }
    }
}
