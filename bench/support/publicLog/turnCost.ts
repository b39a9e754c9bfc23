import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConversation } from '../../../test/support/directLine.ts';
import { createFreshMessages } from '../questions.ts';
import { startServer } from '../server.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const conversations = 20;
const messagesEach = 50;

/** Processor time a message of the whole service, all threads, milliseconds, without the log; the median of rounds. */
export async function turnCost(): Promise<number> {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
  const server = await startServer(new URL('../../peers/finestreta.mjs', import.meta.url), [], {
    DATA_DIR: folder,
    TRANSPARENCY_LOG: 'off',
    MESSAGES_BURST: '1000000',
    MESSAGES_PER_MINUTE: '1000000',
    WEBCHAT_STARTS_PER_MINUTE: '1000000',
    WEBCHAT_POSTS_PER_MINUTE: '1000000',
  });
  const costs: number[] = [];

  async function measure(): Promise<number> {
    const nextMessage = createFreshMessages();
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
    const after = await server.usage();
    return (after.allMs - before.allMs) / (conversations * messagesEach);
  }

  try {
    // To warm it up.
    await measure();
    for (let round = 0; round < rounds; round += 1) costs.push(await measure());
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return costs.toSorted((one, other) => one - other)[Math.floor(costs.length / 2)] ?? Number.NaN;
}
