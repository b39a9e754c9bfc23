import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isRecord } from '../../../src/core/model/commit.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { makeFolder } from '../../store/folder.ts';
import { accountWith } from '../../support/account.ts';
import { sideEffectsOver } from '../../support/effects.ts';
import { createBench } from '../../support/engine.ts';
import { reworded, shippedFlows, townWithFlows } from '../../support/flows.ts';
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

test('a thousand conversations that are under way across a change of the content each end on their own version', async () => {
  const folder = makeFolder();
  const store = openSqliteStore({ file: join(folder.path, 'journal.db'), log: createLog() });
  const flows = await shippedFlows();
  const before = townWithFlows(flows, { [told]: 'incident' });
  const all = flows.all.map((flow) => (flow.id === 'street-incident' ? reworded(flow, 'v2') : flow));
  const after = townWithFlows({ ...flows, all }, { [told]: 'incident' });
  const { version } = flows.all.find(({ id }) => id === 'street-incident') ?? { version: '' };
  let knowledge = before;
  const bench = createBench(accountWith({}), (deps) => ({
    ...deps,
    ...sideEffectsOver({ journal: store.journal, sealer: deps.sealer, keys: createMemoryKeys(), clock: deps.clock }),
    journal: store.journal,
    outbox: store.outbox,
    knowledge: { current: () => knowledge },
  }));
  const count = 1_000;
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  const sayAll = (some: readonly string[], words: string) => Promise.all(some.map((name) => bench.say(name, words)));
  try {
    await sayAll(names.slice(0, count / 2), told);
    knowledge = after;
    await sayAll(names.slice(count / 2), told);
    await sayAll(names, 'davant del forn del carrer Major 12');
    const asked = await sayAll(names, 'no');
    const ended = await sayAll(names, 'no en tinc');
    await bench.engine.idle();
    const versions = new Map<string, number>();
    for (const [at, { conversation, revision }] of ended.entries()) {
      const [before, last] = await store.journal.read(conversation, (asked[at]?.revision ?? 0) - 1, 2);
      if (before === undefined || last === undefined || isRecord(last.state)) throw new Error('there must be both');
      expect([last.revision, last.state.flow]).toEqual([revision, null]);
      expect(last.events).toContainEqual({ type: 'flow.ended', flow: 'street-incident', how: 'completed' });
      const question = (await bench.deps.sealer.open(before))?.outbound.at(-1)?.text ?? '';
      const own = question.includes('v2 ca') ? 'v2' : question.includes('Si teniu una foto') ? version : question;
      versions.set(own, (versions.get(own) ?? 0) + 1);
    }
    expect(Object.fromEntries(versions)).toEqual({ [version]: count / 2, v2: count / 2 });
  } finally {
    await store.close();
    folder.remove();
  }
});
