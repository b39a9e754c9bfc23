import { createRequire } from 'node:module';

/** Loaded before the service (`node --import`): no signal of it reaches another process. */
const redis = createRequire(import.meta.url)('redis');
const { createClient } = redis;
redis.createClient = (options) => Object.assign(createClient(options), { publish: async () => 0 });
