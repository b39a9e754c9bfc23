import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isRecord } from '../../../src/core/model/commit.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { makeFolder } from '../../store/folder.ts';
import { accountWith } from '../../support/account.ts';
import { createBench } from '../../support/engine.ts';
import { reworded, shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys } from '../../support/memorySealer.ts';
import { sideEffectsOver } from '../../support/sideEffectsOver.ts';

const reported = 'hi ha un forat enorme a la vorera';

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
    knowledge: { current: () => townWithFlows(flows, { [reported]: 'incident' }) },
  }));
  try {
    const { conversation } = await bench.say('c1', reported);
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

test('releases come in while a thousand flows are under way: each ends on the version with which it began', async () => {
  const folder = makeFolder();
  const store = openSqliteStore({ file: join(folder.path, 'journal.db'), log: createLog() });
  const flows = await shippedFlows();
  const released = [null, 'v2', 'v3', 'v4', 'v5'].map((name) => {
    const all = flows.all.map((flow) => (name !== null && flow.id === 'street-incident' ? reworded(flow, name) : flow));
    const version = all.find(({ id }) => id === 'street-incident')?.version ?? '';
    return { name, version, knowledge: townWithFlows({ ...flows, all }, { [reported]: 'incident' }) };
  });
  let live = 0;
  const bench = createBench(accountWith({}), (deps) => ({
    ...deps,
    ...sideEffectsOver({ journal: store.journal, sealer: deps.sealer, keys: createMemoryKeys(), clock: deps.clock }),
    journal: store.journal,
    outbox: store.outbox,
    knowledge: { current: () => released[live]?.knowledge ?? townWithFlows(flows, {}) },
  }));
  const names = Array.from({ length: 1_000 }, (_, index) => `c${index}`);
  const atOnce = 200;
  const words = [reported, 'davant del forn del carrer Major 12', 'no', 'no en tinc'];
  /** A release comes in after so many messages, no matter who is in the middle: two while people begin, two while they go on. */
  const releases = [300, 700, 1_500, 2_500];
  let said = 0;
  type Receipt = Awaited<ReturnType<typeof bench.say>>;
  const receipts = new Map<string, Receipt[]>(names.map((name) => [name, []]));
  const say = async (name: string, text: string) => {
    receipts.get(name)?.push(await bench.say(name, text));
    said += 1;
    live = releases.filter((count) => count <= said).length;
  };
  try {
    for (const text of words) {
      const waiting = names.values();
      const person = async () => {
        for (const name of waiting) await say(name, text);
      };
      await Promise.all(Array.from({ length: atOnce }, person));
    }
    await bench.engine.idle();
    const versions = new Map<string, number>();
    for (const name of names) {
      const [, , asked, ended] = receipts.get(name) ?? [];
      const { conversation = '', revision = 0 } = ended ?? {};
      const [first] = await store.journal.read(conversation, 0, 1);
      const [before, last] = await store.journal.read(conversation, (asked?.revision ?? 0) - 1, 2);
      if (first === undefined || before === undefined || last === undefined) throw new Error('there must be all');
      if (isRecord(first.state) || isRecord(before.state) || isRecord(last.state)) throw new Error('no records');
      expect([last.revision, last.state.flow]).toEqual([revision, null]);
      expect(last.events).toContainEqual({ type: 'flow.ended', flow: 'street-incident', how: 'completed' });
      const started = first.state.flow?.version;
      const own = released.find(({ version }) => version === started);
      if (own === undefined) throw new Error('it began with no version that was live');
      // To the end it is asked in the words of that version.
      const question = (await bench.deps.sealer.open(before))?.outbound.at(-1)?.text ?? '';
      expect(question).toContain(own.name === null ? 'Si teniu una foto' : `${own.name} ca`);
      versions.set(own.version, (versions.get(own.version) ?? 0) + 1);
    }
    // Each of the first three began some.
    expect([...versions.keys()].toSorted()).toEqual(
      released
        .slice(0, 3)
        .map(({ version }) => version)
        .toSorted(),
    );
  } finally {
    await store.close();
    folder.remove();
  }
});
