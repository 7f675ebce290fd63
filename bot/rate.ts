import { randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CodedError } from '../services/errors.ts';
import { keyedHash } from '../services/privacy/encryption.ts';

/** How much is allowed within how long. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
}

/** Counts what a key does; `spend` throws CodedError `too_many_requests`, with Retry-After, when it is too much. */
export interface Rate {
  spend(key: string): Promise<void>;
}

/** A rate in this process's memory. Keys are kept as hashes under a key that ends with the process. */
export function createRate(limit: RateLimit): Rate {
  const limiter = new RateLimiterMemory({ points: limit.points, duration: limit.seconds });
  const hashKey = randomBytes(32);
  return {
    async spend(key) {
      try {
        await limiter.consume(keyedHash(hashKey, key));
      } catch (thrown) {
        if (!(thrown instanceof RateLimiterRes)) throw thrown;
        const retryAfterSeconds = Math.max(1, Math.ceil(thrown.msBeforeNext / 1_000));
        throw new CodedError('too_many_requests', 'too_many_requests', { retryAfterSeconds });
      }
    },
  };
}

/** What one client is counted under: an IPv4 address, or the /64 network of an IPv6 address, which is one home's. */
export function clientKey(address: string): string {
  return isIPv6(address) ? `${ipv6Groups(address).slice(0, 4).join(':')}::/64` : address;
}

/** Part of an address that names no person, for the log: the /24 of IPv4, the /48 of IPv6. */
export function clientPrefix(address: string): string {
  if (isIPv6(address)) return `${ipv6Groups(address).slice(0, 3).join(':')}::/48`;
  return `${address.split('.').slice(0, 3).join('.')}.0/24`;
}

function ipv6Groups(address: string): string[] {
  const [head = '', tail] = address.split('%', 1)[0]?.toLowerCase().split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill('0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
