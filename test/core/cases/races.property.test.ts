import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEngine, type Engine } from '../../../src/core/engine/engine.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { codeOf } from '../../../src/core/model/errors.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { accountWith } from '../../support/account.ts';
import { envelopeOf, openStaffBench, type StaffBench } from './bench.ts';
import { boss, ona, pau } from './desk.ts';

/*
 * A citizen, two agents, one who leads and the clock do things to one conversation, each one thing after the other, in
 * three processes that know nothing of each other. Sometimes an answer gets lost on its way, as when a process ends
 * just after it stored something, and the same is asked for again, elsewhere.
 */

const moves = {
  take: { kind: 'take' },
  reply: { kind: 'reply', text: 'Bon dia', files: [] },
  note: { kind: 'note', text: 'a note', mentions: [] },
  handBack: { kind: 'hand-back' },
  giveToPau: { kind: 'assign', to: { agent: 'pau' } },
  giveToNobody: { kind: 'assign', to: null },
  close: { kind: 'close', reason: 'resolved' },
  reopen: { kind: 'reopen' },
} as const satisfies Record<string, StaffCommand>;

type Move = keyof typeof moves;

const step = fc.record({ engine: fc.nat({ max: 2 }), isLost: fc.boolean() });
const anyMoves = fc.array(
  fc.tuple(
    fc.constantFrom<Move>(
      'take',
      'take',
      'reply',
      'reply',
      'note',
      'handBack',
      'giveToPau',
      'giveToNobody',
      'close',
      'reopen',
    ),
    step,
  ),
  { minLength: 1, maxLength: 4 },
);
const anySteps = fc.array(step, { minLength: 1, maxLength: 3 });

interface Done {
  readonly by: string;
  readonly move: Move;
  readonly seen: number;
  readonly revision: number;
  readonly key: string;
}

test('no matter who does what, in whatever order, and whatever gets lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.record({ ona: anyMoves, pau: anyMoves, boss: anyMoves }),
      anySteps,
      anySteps,
      async (scheduler, plans, messages, ticks) => {
        const bench = openStaffBench(accountWith({}), [ona, pau, boss], (deps) => deps);
        const opened = await bench.openCase('c1');
        const { journal } = bench.deps;
        /** Each call waits for its turn, in an order of chance. */
        const inTurn =
          <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
          async (...args: A) => {
            await scheduler.schedule(Promise.resolve(), name);
            return call(...args);
          };
        const slow = {
          load: inTurn('load', journal.load),
          append: inTurn('append', journal.append),
          read: inTurn('read', journal.read),
          scan: journal.scan,
          scanOutlines: journal.scanOutlines,
        };
        const deps = { ...bench.deps, journal: slow, staff: { ...bench.deps.staff, load: slow.load } };
        const engines: readonly Engine[] = [createEngine(deps), createEngine(deps), createEngine(deps)];
        const engineOf = (at: number) => engines[at % engines.length] as Engine;
        const acknowledged: Done[] = [];
        const keyOf = (id: string) => bench.deps.sealer.inboundKey(`${opened.conversation} staff`, id);

        const somebody = async (
          by: string,
          plan: readonly (readonly [Move, { engine: number; isLost: boolean }])[],
        ) => {
          for (const [at, [move, { engine, isLost }]] of plan.entries()) {
            const seen = bench.newest().revision;
            const handleCommand = envelopeOf(opened, by, moves[move], { id: `${by} ${at}`, seen });
            try {
              const lost = isLost ? await engineOf(engine + 1).handleCommand(handleCommand) : null;
              const receipt = await engineOf(engine).handleCommand(handleCommand);
              const { revision, duplicate } = lost?.duplicate === false ? lost : receipt;
              if (duplicate) continue;
              acknowledged.push({ by, move, seen, revision, key: keyOf(handleCommand.id) });
              if (lost?.duplicate === false) expect(receipt).toEqual({ revision, duplicate: true });
            } catch (error) {
              expect(codeOf(error)).toMatch(/^case\./);
            }
          }
        };
        const citizen = async () => {
          for (const [at, { engine, isLost }] of messages.entries()) {
            const say = (to: Engine) =>
              to.receive({
                ...{ account: accountWith({}), platformConversation: 'c1', surface: 'private', person: null },
                address: { chat: 'c1' },
                inbound: { id: `m${at}`, content: { kind: 'text', text: `paraula ${at}` }, localeHint: null },
              });
            if (isLost) await say(engineOf(engine + 1));
            expect((await say(engineOf(engine))).duplicate).toBe(isLost);
          }
        };
        const clock = async () => {
          for (const { engine } of ticks) {
            bench.clock.advance(30 * 60_000);
            await engineOf(engine).tick('default', opened.conversation);
          }
        };

        await scheduler.waitFor(
          Promise.all([
            somebody('ona', plans.ona),
            somebody('pau', plans.pau),
            somebody('boss', plans.boss),
            citizen(),
            clock(),
          ]),
        );
        await check(bench, opened.conversation, acknowledged, messages.length);
      },
    ),
    { numRuns: 60 },
  );
}, 30_000);

async function check(bench: StaffBench, conversation: string, acknowledged: readonly Done[], messages: number) {
  const commits = bench.store.commits().filter((commit) => commit.conversation === conversation);
  const contents = await Promise.all(commits.map((commit) => bench.deps.sealer.open(commit)));
  expect(commits.map(({ revision }) => revision)).toEqual(commits.map((_, at) => at + 1));

  // What was acknowledged is there once, where the receipt says; what each did keeps its order.
  for (const by of ['ona', 'pau', 'boss']) {
    const revisions = acknowledged.filter((done) => done.by === by).map(({ revision }) => revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  }
  for (const { by, move, seen, revision, key } of acknowledged) {
    expect(commits.filter((commit) => commit.inboundKey === key).map((commit) => commit.revision)).toEqual([revision]);
    expect(contents[revision - 1]?.command).toEqual(moves[move]);
    if (move !== 'reply') continue;
    // Nobody answered without having seen what a colleague had written.
    const unseen = commits.slice(seen, revision - 1).flatMap(({ events }) => events);
    expect(unseen.filter((event) => wroteTo(event) && event.by !== by)).toEqual([]);
  }
  const received = contents
    .map((content) => content?.inbound?.id)
    .filter((id) => id?.startsWith('m') && id.length === 2);
  expect(received).toEqual(Array.from({ length: messages }, (_, at) => `m${at}`));

  let takeover: ConversationState['takeover'] = null;
  for (const [at, commit] of commits.entries()) {
    const now = stateOf(commit).takeover;
    // One serves at a time: from one to another it goes only by being given.
    if (takeover !== null && now !== null && takeover.by !== now.by) {
      expect(commit.events).toContainEqual(expect.objectContaining({ type: 'case.assigned', agent: now.by }));
    }
    // While somebody serves, the bot is silent.
    if (takeover !== null && contents[at]?.inbound) expect(contents[at]?.outbound).toEqual([]);
    takeover = now;
  }

  // The index shows what the journal says.
  const last = commits.at(-1);
  for (const row of bench.index.rows()) {
    const said = last && stateOf(last).cases.find(({ code }) => code === row.case.code);
    expect(row.case).toEqual(said);
  }
}

function wroteTo(event: Commit['events'][number]): event is Extract<Commit['events'][number], { by: string | null }> {
  return event.type === 'case.replied' || event.type === 'case.noted';
}

function stateOf({ state }: Commit): ConversationState {
  return state as ConversationState;
}
