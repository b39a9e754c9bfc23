import { type ServerProcess, startServer } from '../server.ts';
import type { Installation } from './installation.ts';
import { processorTime } from './processorTime.ts';

/** Identical processes of the service on one installation. */
export interface Service {
  readonly ports: readonly number[];
  /** Processor seconds so far, of every part of the measured system. */
  cpu(): Cpu;
  /** Resident memory of all its processes, bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** Processor seconds by part; null for servers that run elsewhere. */
export interface Cpu {
  readonly bot: number;
  readonly database: number | null;
  readonly redis: number;
  /** The load generator: this process. */
  readonly load: number;
}

/** Limits raised for a load generator, which has one address. */
const unlimited = {
  MESSAGES_BURST: '1000000',
  MESSAGES_PER_MINUTE: '1000000',
  WEBCHAT_STARTS_PER_MINUTE: '1000000',
  WEBCHAT_POSTS_PER_MINUTE: '1000000',
};

/** Starts processes of the service on an installation; resolves when all of them accept messages. */
export async function startService(installation: Installation, processes: number): Promise<Service> {
  const env = { ...installation.env(processes), ...unlimited };
  const script = new URL('../../peers/finestreta.mjs', import.meta.url);
  const servers: readonly ServerProcess[] = await Promise.all(
    Array.from({ length: processes }, () => startServer(script, [], env)),
  );
  return {
    ports: servers.map(({ port }) => port),
    cpu() {
      const { user, system } = process.cpuUsage();
      const bot = servers.reduce((sum, server) => sum + processorTime(server.process.pid ?? 0), 0);
      return { bot, ...installation.cpu(), load: (user + system) / 1e6 };
    },
    memory: () => servers.reduce((sum, server) => sum + server.memory(), 0),
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** Processor milliseconds per message of each part, between two readings. */
export function cpuPerMessage(before: Cpu, after: Cpu, messages: number): Cpu {
  const each = (part: 'bot' | 'redis' | 'load') => ((after[part] - before[part]) / messages) * 1_000;
  const database =
    before.database === null || after.database === null
      ? null
      : ((after.database - before.database) / messages) * 1_000;
  return { bot: each('bot'), database, redis: each('redis'), load: each('load') };
}
