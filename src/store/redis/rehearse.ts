import type { Client } from './connection.ts';
import { leaseKey, signalChannel } from './redisNames.ts';

/**
 * Runs each operation once, so that a missing permission, a full memory or a replica shows at the start. Rejects with
 * the server's answer.
 */
export async function rehearse(outgoing: Client, incoming: Client): Promise<void> {
  const channel = signalChannel('rehearsal');
  const key = leaseKey('rehearsal');
  const listener = () => {};
  await incoming.subscribe(channel, listener);
  await incoming.unsubscribe(channel, listener);
  await outgoing.publish(channel, '');
  await outgoing.eval(script, { keys: [key], arguments: [] });
  await outgoing.zRem(key, 'a');
}

/** Every command of our scripts; it leaves nothing behind. A full memory refuses the first one. */
const script = `
redis.call('SET', KEYS[1], 0, 'EX', 1)
redis.call('INCRBY', KEYS[1], 1)
redis.call('PTTL', KEYS[1])
redis.call('EXPIRE', KEYS[1], 1)
redis.call('DEL', KEYS[1])
redis.call('TIME')
redis.call('ZADD', KEYS[1], 1, 'a')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', 0)
redis.call('ZREVRANGE', KEYS[1], 0, 0)
redis.call('ZRANGE', KEYS[1], 0, -1)
redis.call('PEXPIREAT', KEYS[1], 1)
redis.call('HSET', KEYS[1], 'a', 1)
redis.call('HMGET', KEYS[1], 'a')
redis.call('DEL', KEYS[1])
return 1
`;
