import { describe, expect, test } from '@jest/globals';
import { createCaseProjection } from '../../../src/core/cases/caseProjection.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { accountWith } from '../../support/account.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { envelopeOf, openStaffBench, type StaffBench } from './bench.ts';
import { ona } from './desk.ts';

const account = accountWith({ id: 'front-desk', channel: 'test' });
const open = () => openStaffBench(account, [ona], (deps) => deps);
/** The same, where all that the citizen says after a case was opened adds to it. */
const openAdding = () =>
  openStaffBench(account, [ona], (deps) => ({
    ...deps,
    knowledge: { current: () => ({ ...talkTown, moves: always('add') }) },
  }));
const never = new AbortController().signal;
const note = (text: string) => ({ kind: 'note', text, mentions: [] }) as const;

/** The rows of another process over the same stores. */
const elsewhere = ({ index, store, sealer, pubsub }: StaffBench) =>
  createCaseProjection({ index, journal: store.journal, sealer, pubsub, channelOf: () => 'test' });

describe('the row of a case', () => {
  test('says where it is, who serves, when something is due, and what it is about', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    const [row] = bench.index.rows();
    expect(row).toMatchObject({
      ...{ tenant: 'default', account: 'front-desk', channel: 'test', conversation: opened.conversation, revision: 1 },
      ...{ handledBy: null, text: 'passeu-me amb algú', changedAt: bench.clock.now() },
    });
    expect(row?.nextAt).toBe(row?.case.escalations[0]?.at);
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', { kind: 'take' }, { id: 'd1' }));
    expect(bench.index.rows()).toMatchObject([{ handledBy: 'ona', revision: 2, text: 'passeu-me amb algú' }]);
  });

  test('says the matter: not the last words, not a choice, and of who wants a person what they asked before or tell after', async () => {
    const bench = openAdding();
    await bench.openCase('c1');
    await bench.say('c1', 'hi ha algú?');
    expect(bench.index.rows()).toMatchObject([{ text: 'hi ha algú?' }]);
    await bench.say('c1', 'és per una multa que no entenc');
    await bench.say('c1', { kind: 'choice', value: 'none', text: 'Cap d’aquestes coses' });
    await bench.say('c1', 'gràcies per la vostra ajuda');
    expect(bench.index.rows()).toMatchObject([{ text: 'és per una multa que no entenc', isDescribed: true }]);
    await bench.rows.rebuild(never);
    expect(bench.index.rows()).toMatchObject([{ text: 'és per una multa que no entenc' }]);
    const before = open();
    await before.say('c1', 'no trobo on es demana la grua');
    await before.openCase('c1');
    expect(before.index.rows()).toMatchObject([{ text: 'no trobo on es demana la grua' }]);
  });

  test('is found by every word that people said or noted in the conversation, accents aside, and by none of the bot', async () => {
    const bench = open();
    await bench.say('c1', 'la primera paraula');
    const opened = await bench.openCase('c1');
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', note('Truqueu a la SÍNDICA'), { id: 'd1' }));
    await bench.engine.handleCommand(
      envelopeOf(opened, 'ona', { kind: 'reply', text: 'Demà passarem', files: [] }, { id: 'd2' }),
    );
    const tokens = bench.index.rows()[0]?.tokens ?? [];
    for (const word of ['primera', 'paraula', 'sindica', 'dema', 'passarem']) expect(tokens).toContain(word);
    // What the bot answered to the first.
    expect(tokens).not.toContain('unanswered');
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test('has nothing of another case of the conversation, and nothing that belongs to none', async () => {
    const bench = open();
    await bench.say('c1', 'el fanal no funciona');
    await bench.say('c1', 'soc periodista');
    await bench.say('c1', '/help');
    await bench.say('c1', 'el fanal no funciona', 'again');
    const rows = bench.index.rows();
    const row = (kind: string) => rows.find((each) => each.case.kind === kind);
    expect(row('incident')).toMatchObject({ text: 'el fanal no funciona', tokens: ['el', 'fanal', 'no', 'funciona'] });
    expect(row('press')).toMatchObject({ text: 'soc periodista', tokens: ['soc', 'periodista'] });
    // The same when all of it is made again.
    await bench.rows.rebuild(never);
    expect(bench.index.rows()).toEqual(rows);
  });

  test('keeps a bound: the beginning of a long text, and the newest words of a long talk', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', { kind: 'take' }, { id: 'd1' }));
    const text = Array.from({ length: 1_100 }, (_, at) => `w${at}`).join(' ');
    await bench.say('c1', text);
    const [row] = bench.index.rows();
    expect(row?.text).toBe(text.slice(0, 200));
    expect(row?.tokens).toHaveLength(1_000);
    expect(row?.tokens).toContain('w1099');
    expect(row?.tokens).not.toContain('w0');
  });

  test('is replaced by what is newer only', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    const [first] = bench.store.commits();
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', { kind: 'take' }, { id: 'd1' }));
    const rows = bench.index.rows();
    if (first) await bench.rows.show(first);
    expect(bench.index.rows()).toEqual(rows);
  });

  test('goes on from what this process put in, without reading it again', async () => {
    const bench = openAdding();
    await bench.openCase('c1');
    const asked: string[] = [];
    const { read } = bench.store.journal;
    Object.assign(bench.store.journal, {
      read: (...args: Parameters<typeof read>) => {
        asked.push('the journal');
        return read(...args);
      },
    });
    Object.assign(bench.index, { rowOf: async () => asked.push('the index') });
    await bench.say('c1', 'encara hi és');
    expect(asked).toEqual([]);
    expect(bench.index.rows()).toMatchObject([{ revision: 2, text: 'encara hi és' }]);
    for (const word of ['passeu', 'encara']) expect(bench.index.rows()[0]?.tokens).toContain(word);
  });

  test('has also what was said since this process put it in, where another one did so', async () => {
    const bench = openAdding();
    const opened = await bench.openCase('c1');
    const { show } = bench.rows;
    Object.assign(bench.rows, elsewhere(bench));
    await bench.say('c1', 'ho veu un altre');
    Object.assign(bench.rows, { show });
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', note('i ara aquest'), { id: 'd1' }));
    expect(bench.index.rows()).toMatchObject([{ revision: 3, text: 'ho veu un altre' }]);
    for (const word of ['passeu', 'altre', 'aquest']) expect(bench.index.rows()[0]?.tokens).toContain(word);
  });

  test('is closed also where the index hears of that only when the case has left the state of its conversation', async () => {
    const bench = open();
    const cases = () => (bench.newest().state as ConversationState).cases;
    const first = await bench.openCase('c1');
    await bench.say('c1', 'soc periodista');
    const { conversation } = first;
    const other = cases().at(-1)?.code ?? '';
    const { show } = bench.rows;
    const late: Commit[] = [];
    Object.assign(bench.rows, { show: async (commit: Commit) => void late.push(commit) });
    for (let code: string | undefined = first.code; code !== undefined; code = cases().at(-1)?.code) {
      const close = { kind: 'close', reason: 'resolved' } as const;
      await bench.engine.handleCommand(envelopeOf({ conversation, code }, 'ona', close, { id: `close ${code}` }));
      await bench.say('c1', 'el fanal no funciona', `open after ${code}`);
      if (!cases().some((each) => each.code === first.code)) break;
    }
    await bench.engine.handleCommand(envelopeOf({ conversation, code: other }, 'ona', note('encara'), { id: 'd1' }));
    for (const commit of late.toReversed()) await show(commit);
    const row = bench.index.rows().find((each) => each.case.code === first.code);
    expect(row?.case.status).toBe('closed');
    await bench.rows.rebuild(never);
    expect(bench.index.rows().find((each) => each.case.code === first.code)).toMatchObject({
      case: row?.case,
      handledBy: row?.handledBy,
    });
  });

  test('wakes anybody who follows cases', async () => {
    const bench = open();
    await bench.openCase('c1');
    expect(bench.pubsub.published).toContain('cases');
  });
});

describe('an erasure', () => {
  test('takes what was said out of the index, and it does not come back from a process that was slow', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    const before = bench.newest();
    await bench.say('c1', '/erase');
    await bench.say('c1', { kind: 'choice', value: 'erase:yes', text: 'Yes' });
    await bench.rows.show(before);
    for (const row of bench.index.rows()) expect(row).toMatchObject({ text: '', tokens: [] });
    // What comes later is a conversation of its own.
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', note('later'), { id: 'd1' })).catch(() => {});
    expect(JSON.stringify(bench.index.rows())).not.toContain('passeu');
  });

  test('by another process leaves nothing to take over from what this one has at hand', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    const { show, forget } = bench.rows;
    Object.assign(bench.rows, elsewhere(bench));
    await bench.say('c1', '/erase');
    await bench.say('c1', { kind: 'choice', value: 'erase:yes', text: 'Yes' });
    Object.assign(bench.rows, { show, forget });
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', note('this is later'), { id: 'd1' }));
    expect(bench.index.rows()).toMatchObject([{ revision: 4, text: '', tokens: ['this', 'is', 'later'] }]);
  });

  test('that takes effect only when more was said leaves that, and nothing from before', async () => {
    const bench = openAdding();
    const { conversation } = await bench.openCase('c1');
    const { destroy } = bench.keys;
    Object.assign(bench.keys, { destroy: () => Promise.reject(new Error('the keys are out of reach')) });
    await bench.say('c1', '/erase');
    await bench.say('c1', { kind: 'choice', value: 'erase:yes', text: 'Yes' });
    const erasure = bench.newest();
    await bench.say('c1', 'i encara això');
    expect(bench.index.rows()[0]?.tokens).toContain('passeu');
    // Another process does what was left to do.
    Object.assign(bench.keys, { destroy });
    await bench.keys.destroy(conversation, erasure.keyId);
    await elsewhere(bench).forget(erasure, null);
    await bench.say('c1', 'i una altra cosa');
    const [row] = bench.index.rows();
    expect(row).toMatchObject({ revision: 5, text: 'i una altra cosa' });
    expect(row?.tokens).not.toContain('passeu');
    for (const word of ['encara', 'altra']) expect(row?.tokens).toContain(word);
  });

  test('that comes while a row is being made takes it out again', async () => {
    const bench = open();
    const opened = await bench.openCase('c1');
    const { conversation } = opened;
    const put = bench.index.put;
    Object.assign(bench.index, {
      put: async (...args: Parameters<typeof put>) => {
        // The keys go just before the row is there.
        await bench.keys.destroy(conversation, null);
        await put(...args);
      },
    });
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', note('this is late'), { id: 'd1' }));
    expect(bench.index.rows()).toMatchObject([{ text: '', tokens: [] }]);
  });
});

describe('making the index again', () => {
  test('gives the same rows, also of cases that have left the state of their conversation', async () => {
    const bench = open();
    for (const name of ['c1', 'c2']) {
      const opened = await bench.openCase(name);
      await bench.engine.handleCommand(envelopeOf(opened, 'ona', { kind: 'close', reason: 'resolved' }, { id: 'd1' }));
    }
    await bench.say('c3', 'hola');
    const sorted = () => [...bench.index.rows()].sort((a, b) => (a.case.code < b.case.code ? -1 : 1));
    const before = sorted();
    expect(before).toHaveLength(2);
    await bench.index.markWhole();
    expect(await bench.rows.rebuildIfNeeded(never)).toBeNull();
    await bench.index.clear();
    expect(await bench.rows.rebuildIfNeeded(never)).toBe(2);
    expect(await bench.rows.rebuildIfNeeded(never)).toBeNull();
    const facts = (rows: typeof before) => rows.map((row) => ({ ...row, tokens: new Set(row.tokens) }));
    expect(facts(sorted())).toEqual(facts(before));
  });

  test('passes over what was stored before there were cases', async () => {
    const bench = open();
    await bench.openCase('c1');
    const { conversation: _, ...commit } = bench.newest();
    const { cases, takeover, askedToRate, breaches, ...old } = commit.state as ConversationState;
    await bench.store.journal.append({ ...commit, conversation: 'c-old', state: old as ConversationState });
    expect(await bench.rows.rebuild(never)).toBe(1);
  });

  test('is needed where only some cases are there, and not where there are none', async () => {
    const bench = open();
    await bench.openCase('c1');
    await bench.index.clear();
    await bench.openCase('c2');
    expect(await bench.rows.rebuildIfNeeded(never)).toBe(2);
    const none = open();
    expect(await none.rows.rebuildIfNeeded(never)).toBe(0);
    expect(await none.rows.rebuildIfNeeded(never)).toBeNull();
  });

  test('ends soon when it has to, and is left to anybody who comes next', async () => {
    const bench = open();
    for (const name of ['c1', 'c2']) await bench.openCase(name);
    await bench.index.clear();
    const end = new AbortController();
    const { journal } = bench.store;
    const ended = createCaseProjection({
      ...{ index: bench.index, sealer: bench.sealer, pubsub: bench.pubsub, channelOf: () => 'test' },
      journal: {
        ...journal,
        async scan(cursor, limit) {
          const page = await journal.scan(cursor, limit);
          end.abort();
          return page;
        },
      },
    });
    expect(await ended.rebuildIfNeeded(end.signal)).toBe(0);
    expect(await bench.rows.rebuildIfNeeded(never)).toBe(2);
  });

  test('finds nothing where there is nothing', async () => {
    const bench = open();
    expect(await bench.rows.rebuild(never)).toBe(0);
  });
});
