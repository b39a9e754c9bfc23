import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { makeFolder } from '../../store/folder.ts';
import { accountWith } from '../../support/account.ts';
import { sideEffectsOver } from '../../support/effects.ts';
import { createBench } from '../../support/engine.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys } from '../../support/memorySealer.ts';

const told = 'hi ha un forat enorme a la vorera';

test('nothing that a person told in a flow is in clear in any file of the data folder, and erasing it destroys it', async () => {
  const folder = makeFolder();
  const store = openSqliteStore({ file: join(folder.path, 'journal.db'), log: createLog() });
  const flows = await shippedFlows();
  const keys = createMemoryKeys();
  const sealer = createSealer({ keys, secret: new Uint8Array(32).fill(7) });
  const bench = createBench(accountWith({}), (deps) => ({
    ...deps,
    ...sideEffectsOver({ journal: store.journal, sealer, keys, clock: deps.clock }),
    journal: store.journal,
    outbox: store.outbox,
    sealer,
    knowledge: { current: () => townWithFlows(flows, { [told]: 'incident' }) },
  }));
  try {
    const { conversation } = await bench.say('c1', told);
    await bench.say('c1', 'davant del forn del carrer Inconfusible 12');
    await bench.say('c1', 'no, al 99');
    await bench.engine.idle();
    const commits = await store.journal.read(conversation, 0, 10);
    const newest = commits.at(-1);
    if (newest === undefined) throw new Error('there must be a commit');
    expect((await sealer.open(newest))?.slots?.place?.text).toContain('Inconfusible 99');
    const files = () => readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name)));
    expect(files().length).toBeGreaterThan(0);
    // What is not personal can be found: the search works.
    expect(files().some((bytes) => bytes.includes('street-incident'))).toBe(true);
    for (const word of ['Inconfusible', 'inconfusible', 'forn del', 'forat enorme'])
      expect(files().some((bytes) => bytes.includes(word))).toBe(false);
    await bench.say('c1', '/erase');
    await bench.say('c1', { kind: 'choice', value: 'erase:yes', text: 'yes' }, 'erase');
    await bench.engine.idle();
    for (const commit of commits) expect(await sealer.open(commit)).toBeNull();
  } finally {
    await store.close();
    folder.remove();
  }
});
