import { writeSync } from 'node:fs';
import { startCheckpoints } from '../../../../src/store/sqlite/checkpoints.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/store.ts';
import { makeCommit, sendTask } from '../../../contract/store/fixture.ts';

/**
 * Appends to twenty conversations at once until it is killed, and prints each commit once it was acknowledged:
 * `node append.ts FILE ROUND`. What it prints is written at once, so that a kill loses no line.
 */
const [file, round] = process.argv.slice(2) as [string, string];
const log = { info: () => {}, warn: () => {}, error: () => {} };
// Often, so that the kill comes amid a checkpoint.
const checkpoints = startCheckpoints(log, { intervalMs: 2, longLog: 20 });
const store = openSqliteStore({ file, log, checkpoints });

/** Beside a thread, the pipe may be one that is full instead of waiting. */
function print(line: string): void {
  for (;;) {
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EAGAIN') throw error;
    }
  }
}

async function talk(conversation: string): Promise<never> {
  for (let number = 0; ; number++) {
    const { latest } = await store.journal.load(conversation, 'none');
    const revision = (latest?.revision ?? 0) + 1;
    const inboundKey = `${round}-${number}`;
    const outcome = await store.journal.append(
      makeCommit(conversation, revision, { inboundKey, outbox: [sendTask(0)] }),
    );
    if (outcome === 'appended') print(`${conversation} ${revision} ${inboundKey}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, (_, index) => talk(`person-${index}`)));
