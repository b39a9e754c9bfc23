import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConversation } from '../../../test/support/directLine.ts';
import { createFreshMessages } from '../questions.ts';
import { startServer } from '../server.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const conversations = 20;
const messagesEach = 50;
/** Until the log has entered what came last. */
const settleMs = 2_500;

/** Processor time a message, all threads, milliseconds, with the log on and off; both services in turn, the same work. */
export async function turnCosts(): Promise<{ readonly on: number; readonly off: number }> {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
  const open = (log: 'on' | 'off') =>
    startServer(new URL('../../peers/finestreta.mjs', import.meta.url), [], {
      DATA_DIR: join(folder, log),
      TRANSPARENCY_LOG: log,
      MESSAGES_BURST: '1000000',
      MESSAGES_PER_MINUTE: '1000000',
      WEBCHAT_STARTS_PER_MINUTE: '1000000',
      WEBCHAT_POSTS_PER_MINUTE: '1000000',
    });
  const servers = { on: await open('on'), off: await open('off') };
  const costs = { on: [] as number[], off: [] as number[] };

  async function measure(log: 'on' | 'off'): Promise<number> {
    const nextMessage = createFreshMessages();
    const server = servers[log];
    const url = `http://127.0.0.1:${server.port}`;
    const opened = await Promise.all(Array.from({ length: conversations }, () => openConversation(url)));
    const before = await server.usage();
    await Promise.all(
      opened.map(async (conversation) => {
        for (let message = 0; message < messagesEach; message += 1) {
          const { id, text } = nextMessage();
          const { status } = await conversation.post(text, id);
          if (status !== 200) throw new Error(`a message was answered with ${status}`);
        }
      }),
    );
    await sleep(settleMs);
    const after = await server.usage();
    return (after.allMs - before.allMs) / (conversations * messagesEach);
  }

  try {
    // To warm both up.
    await measure('on');
    await measure('off');
    for (let round = 0; round < rounds; round += 1) {
      for (const log of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
        costs[log].push(await measure(log));
      }
    }
  } finally {
    await servers.on.stop();
    await servers.off.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { on: median(costs.on), off: median(costs.off) };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
