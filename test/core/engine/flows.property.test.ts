import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { makeFolder } from '../../store/folder.ts';
import { anyFlowStep, conversationOf, essenceOf, liveThrough } from '../../support/flowLife.ts';
import { shippedFlows } from '../../support/flows.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';

test('whatever happens in between, a matter is one case, no answer is lost, and both stores hold the same journal', async () => {
  const flows = await shippedFlows();
  const folder = makeFolder();
  let files = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFlowStep, { minLength: 1, maxLength: 12 }), async (steps) => {
        const memory = await liveThrough(createMemoryJournal(), flows, steps);
        files += 1;
        const sqlite = openSqliteStore({ file: `${folder.path}/${files}.db`, log: createLog() });
        const stored = await liveThrough(sqlite, flows, steps);
        await sqlite.close();
        expect(essenceOf(stored)).toEqual(essenceOf(memory));

        let version: string | null = null;
        for (const [at, commit] of memory.commits.entries()) {
          const { flow, cases } = conversationOf(commit);
          // Told again after staff closed it, a matter is a new one.
          const open = cases.filter(({ status }) => status !== 'closed');
          expect(open.length).toBeLessThanOrEqual(1);
          // Every value that counts as filled is sealed with this very commit.
          expect(memory.slots[at]).toEqual([...(flow?.filled ?? [])].sort());
          const started = commit.events.find((event) => event.type === 'flow.started');
          if (started !== undefined) version = started.version;
          if (flow !== null) expect(flow.version).toBe(version);
          expect(JSON.stringify([commit.events, commit.state])).not.toMatch(/Secret|forat/);
        }
      }),
      { numRuns: 60 },
    );
  } finally {
    folder.remove();
  }
});
