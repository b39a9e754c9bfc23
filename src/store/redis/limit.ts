import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Limit } from '../../core/ports/limit.ts';
import { answerOf } from '../local/limit.ts';
import type { RedisConnection } from './connection.ts';
import { limitPrefix } from './redisNames.ts';

/**
 * Creates a limit of `points` per key in `seconds`, counted for all processes together; while Redis is away each
 * process counts alone, from zero.
 */
export function createRedisLimit(connection: RedisConnection, name: string, points: number, seconds: number): Limit {
  const limiter = new RateLimiterRedis({
    // The part of a client that the limiter uses to count: it is answered, or rejected, in time.
    storeClient: {
      eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
        connection.ask((client) => client.eval(script, options)),
    },
    useRedisPackage: true,
    keyPrefix: limitPrefix(name),
    points,
    duration: seconds,
    // A key without points is refused locally until the window ends: a flood does not reach Redis.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ points, duration: seconds }),
  });
  return {
    allow: (key, count = 1) => answerOf(limiter.consume(key, count)),
    giveBack: async (key, count = 1) => {
      await limiter.reward(key, count);
    },
  };
}
