import type { RedisConnection } from './connection.ts';
import { leaseKey } from './redisNames.ts';

/** Decides who holds a name. An answer may come late or never, and the request may be carried out all the same. */
export interface LeaseServer {
  /** Grants a name for `ttl` milliseconds and answers with the token; null when it is held. */
  grant(name: string, ttl: number): Promise<number | null>;
  /** Renews it for `ttl` more from now; false when this token no longer holds it. */
  renew(name: string, token: number, ttl: number): Promise<boolean>;
  /** Releases it, if this token still holds it. */
  release(name: string, token: number): Promise<void>;
}

/**
 * A name that the server does not know (because it is new, or was restarted, flushed or out of memory) may still be
 * held by a process that was granted it before: it is withheld from everybody for one whole lease, after which nobody
 * can hold it. Tokens follow the server's clock, so that they keep growing after a loss of all data. Where the clock
 * was set back, a lease that would expire too late is cut to its full length.
 */
const record = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('HMGET', KEYS[1], 'token', 'until')
local token, ends = tonumber(known[1]), tonumber(known[2])
local function keep(number, till, holder)
  redis.call('HSET', KEYS[1],
    'token', string.format('%.0f', number), 'until', string.format('%.0f', till), 'holder', holder)
end
`;

const grantScript = `${record}
local ttl = tonumber(ARGV[1])
if not token or not ends then
  keep(now, now + ttl, '')
  return 0
end
if ends > now + ttl then
  redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ttl))
  return 0
end
if ends > now then return 0 end
token = math.max(token + 1, now)
keep(token, now + ttl, ARGV[2])
return token
`;

const renewScript = `${record}
if token ~= tonumber(ARGV[1]) or ends <= now then return 0 end
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[2]))
return 1
`;

const releaseScript = `${record}
if token == tonumber(ARGV[1]) then keep(token, 0, '') end
return 1
`;

/** Leases decided by Redis. `holder` shows operators who inspect Redis which process it is. */
export function createLeaseServer(connection: RedisConnection, holder: string): LeaseServer {
  const evaluate = (script: string, name: string, ...words: (string | number)[]) =>
    connection.ask((client) => client.eval(script, { keys: [leaseKey(name)], arguments: words.map(String) }));

  return {
    async grant(name, ttl) {
      const token = await evaluate(grantScript, name, ttl, holder);
      return typeof token === 'number' && token > 0 ? token : null;
    },
    async renew(name, token, ttl) {
      return (await evaluate(renewScript, name, token, ttl)) === 1;
    },
    async release(name, token) {
      await evaluate(releaseScript, name, token);
    },
  };
}
