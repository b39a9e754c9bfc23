import { writeSync } from 'node:fs';
import { openMongoStore } from '../../../../src/store/mongo/store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { makeCommit, nameOf, noon, sendTask } from '../../../contract/store/fixture.ts';

/**
 * One of several processes on the same database: `node append.ts URI ROUND`. It writes to three conversations that all
 * share, and delivers whatever waits, until it is killed. Each commit that was acknowledged is printed as `commit …`, each
 * task before it is sent as `task …`; a kill loses no line.
 */
const [uri, round] = process.argv.slice(2) as [string, string];
const passing = ['store.busy', 'store.unreachable'];
const codeOf = (error: unknown) => String((error as { code?: unknown }).code);
const store = await open();

/** Anybody who starts a service starts it again when it ended because the server was gone for a moment. */
async function open(): Promise<Store> {
  try {
    return await openMongoStore({ uri, log: { info: () => {}, warn: () => {}, error: () => {} } });
  } catch (error) {
    if (!passing.includes(codeOf(error))) throw error;
    return open();
  }
}

/** Does it again and again; what fails because the server is gone for a moment is simply done again. */
async function forever(work: (number: number) => Promise<void>): Promise<never> {
  for (let number = 0; ; number++) {
    try {
      await work(number);
    } catch (error) {
      if (!passing.includes(codeOf(error))) throw error;
    }
  }
}

function talk(conversation: string): Promise<never> {
  return forever(async (number) => {
    const inboundKey = `${round}-${number}`;
    const { latest } = await store.journal.load(conversation, inboundKey);
    const revision = (latest?.revision ?? 0) + 1;
    const commit = makeCommit(conversation, revision, { inboundKey, at: noon, outbox: [sendTask(0)] });
    if ((await store.journal.append(commit)) !== 'appended') return;
    writeSync(1, `commit ${conversation} ${revision} ${inboundKey}\n`);
  });
}

const deliver = () =>
  forever(async () => {
    for (const entry of await store.outbox.claim(noon, noon + 60_000, 3)) {
      writeSync(1, `task ${nameOf(entry)}\n`);
      await store.outbox.done(entry, null);
    }
  });

await Promise.all([...Array.from({ length: 3 }, (_, index) => talk(`person-${index}`)), deliver()]);
