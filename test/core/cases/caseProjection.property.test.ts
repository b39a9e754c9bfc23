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
  | { readonly kind: 'command'; readonly of: number; readonly command: StaffCommand };
/** How the index hears of a commit: at once, from another process, or only after all others. */
type Fate = 'now' | 'elsewhere' | 'late';

const say = fc.constantFrom(...openers, '/help', 'hola', 'una altra cosa').map((text): Step => ({ kind: 'say', text }));
const command = fc.record({
  kind: fc.constant('command' as const),
  of: fc.nat(2),
  command: fc.constantFrom<StaffCommand>(
    { kind: 'take' },
    { kind: 'note', text: 'truqueu a la síndica', mentions: [] },
    { kind: 'reply', text: 'demà passarem', files: [] },
    { kind: 'close', reason: 'resolved' },
  ),
});
const history = fc.array(
  fc.record({ step: fc.oneof(say, command), fate: fc.constantFrom<Fate>('now', 'now', 'elsewhere', 'late') }),
  { minLength: 3, maxLength: 12 },
);

const note: StaffCommand = { kind: 'note', text: 'truqueu a la síndica', mentions: [] };
/** The words of a case that no later commit concerns. */
const lateNote: { readonly step: Step; readonly fate: Fate }[] = [
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

test('whenever and by whom the index hears of commits, in the end it is what the journal says', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(), async (steps, seed) => {
      const bench = open();
      const { show } = bench.rows;
      const { index, store, sealer, pubsub } = bench;
      const other = createCaseProjection({ index, journal: store.journal, sealer, pubsub, channelOf: () => 'test' });
      const late: Parameters<typeof show>[0][] = [];
      const byFate = {
        now: show,
        elsewhere: other.show,
        late: async (commit: (typeof late)[number]) => void late.push(commit),
      };
      for (const [at, { step, fate }] of steps.entries()) {
        Object.assign(bench.rows, { show: byFate[fate] });
        if (step.kind === 'say') await bench.say('c1', step.text, `m${at}`);
        else {
          const row = index.rows()[step.of % Math.max(1, index.rows().length)];
          if (row === undefined) continue;
          const target = { conversation: row.conversation, code: row.case.code };
          await bench.engine.handleCommand(envelopeOf(target, 'ona', step.command, { id: `d${at}` })).catch((error) => {
            // Not everything may be done at any time.
            if (codeOf(error) === 'unknown') throw error;
          });
        }
      }
      for (let left = seed; late.length > 0; left = Math.floor(left / 2) + 1) {
        const [commit] = late.splice(left % late.length, 1);
        if (commit !== undefined) await show(commit);
      }
      const kept = facts(index.rows());
      await index.clear();
      Object.assign(bench.rows, { show });
      await bench.rows.rebuild(new AbortController().signal);
      expect(kept).toEqual(facts(index.rows()));
    }),
    { numRuns: 60, examples: [[lateNote, 0]] },
  );
});
