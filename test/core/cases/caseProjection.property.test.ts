import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCaseProjection } from '../../../src/core/cases/caseProjection.ts';
import { codeOf } from '../../../src/core/model/errors.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import type { CaseRow } from '../../../src/core/ports/caseIndex.ts';
import { accountWith } from '../../support/account.ts';
import { envelopeOf, openStaffBench, type StaffBench } from './bench.ts';
import { ona } from './desk.ts';

const account = accountWith({ id: 'front-desk', channel: 'test' });
const open = () => openStaffBench(account, [ona], (deps) => deps);
const openers = ['el fanal no funciona', 'soc periodista', 'passeu-me amb algú'];

/** What a message causes in the index: rows written, and reads of index and journal. */
function countWork(bench: StaffBench) {
  const work = { put: [] as number[], read: 0 };
  const { put, rowOf } = bench.index;
  const { read } = bench.store.journal;
  Object.assign(bench.index, {
    put: (rows: readonly CaseRow[]) => {
      work.put.push(rows.length);
      return put(rows);
    },
    rowOf: (...args: Parameters<typeof rowOf>) => {
      work.read += 1;
      return rowOf(...args);
    },
  });
  Object.assign(bench.store.journal, {
    read: (...args: Parameters<typeof read>) => {
      work.read += 1;
      return read(...args);
    },
  });
  return work;
}

test.each([1, 2])('a message into a conversation with %i open cases writes one row and reads none', async (cases) => {
  const bench = open();
  for (const text of openers.slice(0, cases)) await bench.say('c1', text);
  expect(bench.index.rows()).toHaveLength(cases);
  const work = countWork(bench);
  await bench.say('c1', '/help');
  expect(work).toEqual({ put: [1], read: 0 });
  // The one that somebody may be looking at.
  const newest = bench.newest();
  expect(bench.index.rows().filter(({ revision }) => revision === newest.revision)).toHaveLength(1);
});

type Step =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'right'; readonly right: 'restriction' | 'restriction-lifted' }
  | { readonly kind: 'command'; readonly of: number; readonly command: StaffCommand };
/** How the index hears of a commit: at once or only after all others, from this process or from another one. */
type Fate = 'now' | 'elsewhere' | 'late' | 'late elsewhere';

const say = fc.constantFrom(...openers, '/help', 'hola', 'una altra cosa').map((text): Step => ({ kind: 'say', text }));
const right = fc
  .constantFrom('restriction' as const, 'restriction-lifted' as const)
  .map((of): Step => ({ kind: 'right', right: of }));
const command = fc.record({
  kind: fc.constant('command' as const),
  of: fc.nat(2),
  command: fc.constantFrom<StaffCommand>(
    { kind: 'take' },
    { kind: 'hand-back' },
    { kind: 'note', text: 'truqueu a la síndica', mentions: [] },
    { kind: 'reply', text: 'demà passarem', files: [] },
    { kind: 'close', reason: 'resolved' },
  ),
});
const fates = fc.constantFrom<Fate>('now', 'now', 'elsewhere', 'late', 'late elsewhere');
const history = fc.array(fc.record({ step: fc.oneof(say, command, command, right), fate: fates }), {
  minLength: 3,
  maxLength: 12,
});

type History = readonly { readonly step: Step; readonly fate: Fate }[];
const note: StaffCommand = { kind: 'note', text: 'truqueu a la síndica', mentions: [] };
/** The words of a case that no later commit concerns. */
const lateNote: History = [
  { step: { kind: 'say', text: 'el fanal no funciona' }, fate: 'now' },
  { step: { kind: 'say', text: 'soc periodista' }, fate: 'now' },
  { step: { kind: 'command', of: 1, command: note }, fate: 'late' },
  { step: { kind: 'command', of: 0, command: note }, fate: 'now' },
  { step: { kind: 'say', text: 'hola' }, fate: 'now' },
];

/** What a row says, whichever commit it was made from. */
const facts = (rows: readonly CaseRow[]) =>
  rows
    .map(({ revision, changedAt, tokens, ...row }) => ({ ...row, tokens: [...tokens].sort() }))
    .sort((a, b) => (a.case.code < b.case.code ? -1 : 1));

/** A takeover that began and ended before this process hears of it: another one, which showed the end, left a row alone. */
const lateTakeover: History = [
  { step: { kind: 'say', text: 'soc periodista' }, fate: 'now' },
  { step: { kind: 'say', text: 'el fanal no funciona' }, fate: 'now' },
  { step: { kind: 'command', of: 0, command: { kind: 'close', reason: 'resolved' } }, fate: 'now' },
  { step: { kind: 'command', of: 1, command: { kind: 'take' } }, fate: 'late' },
  { step: { kind: 'command', of: 1, command: { kind: 'close', reason: 'resolved' } }, fate: 'elsewhere' },
];

/** A restriction that was lifted before anybody hears of it. */
const lateRestriction: History = [
  { step: { kind: 'say', text: 'el fanal no funciona' }, fate: 'now' },
  { step: { kind: 'right', right: 'restriction' }, fate: 'late' },
  { step: { kind: 'right', right: 'restriction-lifted' }, fate: 'late elsewhere' },
  { step: { kind: 'command', of: 0, command: { kind: 'take' } }, fate: 'elsewhere' },
];

/** Two processes over the same journal and index, whose calls a scheduler orders while they race. */
function twoProcesses({ index, store: { journal }, sealer, pubsub }: StaffBench, scheduler: fc.Scheduler | null) {
  const race = { isOn: false };
  const raced = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    const scheduled = scheduler?.scheduleFunction(call) ?? call;
    return (...args: A) => (race.isOn ? scheduled(...args) : call(...args));
  };
  const slowIndex = { ...index, put: raced(index.put), rowOf: raced(index.rowOf), forget: raced(index.forget) };
  const slowJournal = { ...journal, load: raced(journal.load), read: raced(journal.read) };
  const open = () =>
    createCaseProjection({ index: slowIndex, journal: slowJournal, sealer, pubsub, channelOf: () => 'test' });
  return { race, here: open(), there: open() };
}

/**
 * The index as it was kept through a history, and as the journal makes it again. What comes late comes in an order that `seed`
 * chooses: all of it at once, as the scheduler orders its calls; without one, one after the other.
 */
async function keptAndRebuilt(steps: History, seed: number, scheduler: fc.Scheduler | null) {
  const bench = open();
  const { index } = bench;
  const { race, here, there } = twoProcesses(bench, scheduler);
  const late: (() => Promise<void>)[] = [];
  const byFate: Record<Fate, typeof here.show> = {
    now: here.show,
    elsewhere: there.show,
    late: async (commit) => void late.push(() => here.show(commit)),
    'late elsewhere': async (commit) => void late.push(() => there.show(commit)),
  };
  for (const [at, { step, fate }] of steps.entries()) {
    Object.assign(bench.rows, { show: byFate[fate] });
    if (step.kind === 'say') await bench.say('c1', step.text, `m${at}`);
    else if (step.kind === 'right') {
      const conversation = bench.store.commits().at(-1)?.conversation;
      if (conversation === undefined) continue;
      const why = { by: 'ona', reason: null, statement: null };
      await bench.engine.recordRight({ id: `r${at}`, tenant: 'default', conversation, right: step.right, ...why });
    } else {
      const row = index.rows()[step.of % Math.max(1, index.rows().length)];
      if (row === undefined) continue;
      const target = { conversation: row.conversation, code: row.case.code };
      await bench.engine.handleCommand(envelopeOf(target, 'ona', step.command, { id: `d${at}` })).catch((error) => {
        // Not everything may be done at any time.
        if (codeOf(error) === 'unknown') throw error;
      });
    }
  }
  const inOrder: typeof late = [];
  for (let left = seed; late.length > 0; left = Math.floor(left / 2) + 1)
    inOrder.push(...late.splice(left % late.length, 1));
  race.isOn = true;
  if (scheduler === null) for (const show of inOrder) await show();
  else await scheduler.waitFor(Promise.all(inOrder.map((show) => show())));
  race.isOn = false;
  const kept = facts(index.rows());
  await index.clear();
  await here.rebuild(new AbortController().signal);
  return { kept, rebuilt: facts(index.rows()) };
}

test.each([
  ['words of a case that no later commit concerns', lateNote],
  ['a takeover that had ended when it was shown', lateTakeover],
  ['a restriction that had been lifted when it was shown', lateRestriction],
])('the index is what the journal says after %s', async (_, steps) => {
  const { kept, rebuilt } = await keptAndRebuilt(steps, 0, null);
  expect(kept).toEqual(rebuilt);
});

test('whenever and by whom the index hears of commits, in the end it is what the journal says', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(), fc.scheduler(), async (steps, seed, scheduler) => {
      const { kept, rebuilt } = await keptAndRebuilt(steps, seed, scheduler);
      expect(kept).toEqual(rebuilt);
    }),
    { numRuns: 60 },
  );
});
