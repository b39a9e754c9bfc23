import { type Doing, type Presence, presenceTopic } from '../../core/ports/presence.ts';
import type { RedisConnection } from './connection.ts';
import { presenceKey } from './redisNames.ts';

/** The server's clock in milliseconds, so that the clocks of our machines don't matter. */
const serverNow = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
`;

/** Returns whether somebody is new there. The set lives as long as its longest entry. */
const noteScript = `${serverNow}
local added = redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', tonumber(last[2])))
return added
`;

const listScript = `${serverNow}
return redis.call('ZRANGE', KEYS[1], 0, -1)
`;

/** Presence across processes. While Redis is away it is empty. */
export function createRedisPresence(connection: RedisConnection, publish: (topic: string) => void): Presence {
  const evaluate = (script: string, key: string, ...words: string[]) =>
    connection.ask((client) => client.eval(script, { keys: [key], arguments: words }));

  const listOf = async (topic: string, doing: Doing): Promise<readonly string[]> => {
    const list = await evaluate(listScript, presenceKey(topic, doing));
    return Array.isArray(list) ? list.map(String).sort() : [];
  };

  return {
    async note(topic, who, doing, milliseconds) {
      const added = await evaluate(noteScript, presenceKey(topic, doing), who, String(milliseconds)).catch(() => 0);
      if (added === 1) publish(presenceTopic(topic));
    },
    async leave(topic, who, doing) {
      const removed = await connection.ask((client) => client.zRem(presenceKey(topic, doing), who)).catch(() => 0);
      if (removed > 0) publish(presenceTopic(topic));
    },
    async list(topic) {
      try {
        const [here, typing] = await Promise.all([listOf(topic, 'here'), listOf(topic, 'typing')]);
        return { here, typing };
      } catch {
        return { here: [], typing: [] };
      }
    },
  };
}
