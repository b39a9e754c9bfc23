import fc from 'fast-check';
import { createEngine, type Engine } from '../../src/core/engine/engine.ts';
import { readHere } from '../../src/core/engine/understand.ts';
import { createRecentCommits } from '../../src/core/journal/recentCommits.ts';
import { type Commit, isRecord } from '../../src/core/model/commit.ts';
import type { ConversationState } from '../../src/core/model/conversation.ts';
import { CodedError } from '../../src/core/model/errors.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { StaffCommand } from '../../src/core/model/staffCommand.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { Flows } from '../../src/core/ports/knowledge.ts';
import type { Outbox } from '../../src/core/ports/outbox.ts';
import { ona } from '../core/cases/desk.ts';
import { accountWith } from './account.ts';
import { directoryOf } from './agent.ts';
import { createClock, testDay } from './clock.ts';
import { noVectors } from './danger.ts';
import { reworded, townWithFlows } from './flows.ts';
import { createLog } from './log.ts';
import { createMemoryKeys, createMemorySealer } from './memorySealer.ts';
import { echoPhrases } from './phrases.ts';
import { createPubSub } from './pubsub.ts';
import { roomyLine } from './roomyLine.ts';
import { sideEffectsOver } from './sideEffectsOver.ts';
import { staffOver } from './staff.ts';

/*
 * A citizen tells of a hole in the pavement and answers, asks, corrects, stops and returns in whatever order, while staff
 * handle the case, time passes, editors change the flow and processes restart.
 */

const reported = 'hi ha un forat enorme a la vorera';
const file = { id: 'f1', name: 'foto.png', type: 'image/png', size: 3 };

type FlowLifeStep =
  | { readonly say: InboundContent }
  | { readonly staff: StaffCommand }
  | { readonly pass: number }
  | { readonly edit: string }
  | { readonly restart: true };

const said = (text: string): FlowLifeStep => ({ say: { kind: 'text', text } });

/** Anything that may happen to a conversation in a flow. */
export const anyFlowStep: fc.Arbitrary<FlowLifeStep> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(said('davant del forn del carrer Secret 12'), said('al carrer Secret 7')) },
  { weight: 2, arbitrary: fc.constantFrom(said('no, al 14'), said('porta així un mes'), said(reported)) },
  { weight: 3, arbitrary: fc.constantFrom(said('sí'), said('no'), said('no en tinc')) },
  { weight: 2, arbitrary: fc.constantFrom(said("com m'empadrono"), said('quan obriu?'), said('/help')) },
  { weight: 1, arbitrary: fc.constantFrom<FlowLifeStep>(said('deixa-ho córrer'), { say: { kind: 'start' } }) },
  { weight: 1, arbitrary: fc.constant<FlowLifeStep>({ say: { kind: 'files', files: [file], text: '' } }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<FlowLifeStep>(
      { staff: { kind: 'set-priority', priority: 'low' } },
      { staff: { kind: 'take' } },
      { staff: { kind: 'hand-back' } },
      { staff: { kind: 'close', reason: 'resolved' } },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<FlowLifeStep>({ pass: 3_600_000 }, { pass: 3 * 86_400_000 }) },
  { weight: 1, arbitrary: fc.constantFrom<FlowLifeStep>({ edit: 'v2' }, { edit: 'v3' }, { restart: true }) },
);

/** What a store holds of such a conversation, with the names of the values that are sealed in each commit. */
interface FlowLife {
  readonly commits: readonly Commit[];
  readonly slots: readonly (readonly string[])[];
}

/** Lets a conversation live through steps, over a store. */
export async function liveThrough(
  store: { readonly journal: Journal; readonly outbox: Pick<Outbox, 'done' | 'retry' | 'defer'> },
  flows: Flows,
  steps: readonly FlowLifeStep[],
  /** The platform's name of the conversation. */
  name = 'c1',
): Promise<FlowLife> {
  let knowledge = townWithFlows(flows, { [reported]: 'incident' });
  const account = accountWith({ pace: { burst: 1_000, perMinute: 1_000 } });
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const clock = createClock(testDay);
  const { journal } = store;
  const sideEffects = sideEffectsOver({ journal, sealer, keys, clock: clock.now });
  const open = (): Engine =>
    createEngine({
      ...sideEffects,
      staff: staffOver({
        journal,
        directory: directoryOf([ona]),
        accounts: [account],
        index: sideEffects.staff.index,
      }),
      program: '1.0.0',
      journal,
      outbox: store.outbox,
      sealer,
      knowledge: { current: () => knowledge },
      vectors: noVectors,
      reader: readHere,
      line: roomyLine(),
      translate: echoPhrases,
      pubsub: createPubSub(),
      recentCommits: createRecentCommits(clock.now),
      clock: clock.now,
      log: createLog(),
      observe: () => {},
    });
  let engine = open();
  let conversation = '';
  const deliver = async (content: InboundContent, id: string) => {
    const receipt = await engine.receive({
      account,
      surface: 'private',
      platformConversation: name,
      person: null,
      address: { to: name },
      inbound: { id, content, localeHint: null },
    });
    conversation = receipt.conversation;
  };
  await deliver({ kind: 'text', text: reported }, 'first');
  for (const [index, step] of steps.entries()) {
    clock.advance(15_000);
    if ('say' in step) await deliver(step.say, `m${index}`);
    else if ('pass' in step) clock.advance(step.pass);
    else if ('restart' in step) engine = open();
    else if ('edit' in step) {
      const all = flows.all.map((flow) => (flow.id === 'street-incident' ? reworded(flow, step.edit) : flow));
      knowledge = townWithFlows({ ...flows, all }, { [reported]: 'incident' });
    } else {
      const newest = (await journal.load(conversation, '')).latest?.state as ConversationState;
      const code = newest.cases.at(-1)?.code ?? '';
      const envelope = { id: `s${index}`, tenant: account.tenant, conversation, case: code, by: ona.id, seen: null };
      await engine.handleCommand({ ...envelope, command: step.staff }).catch((error: unknown) => {
        // Staff may not do everything at any time.
        if (!(error instanceof CodedError)) throw error;
      });
    }
    await engine.idle();
  }
  const commits = await journal.read(conversation, 0, 1_000);
  const slots = [];
  for (const commit of commits) slots.push(Object.keys((await sealer.open(commit))?.slots ?? {}).sort());
  return { commits, slots };
}

/** The same in every store: what the journal says, without ids of the store's own. */
export const essenceOf = ({ commits, slots }: FlowLife) =>
  commits.map(({ events, state }, at) => ({ events, state, slots: slots[at] }));

export const conversationOf = (commit: Commit): ConversationState => {
  if (isRecord(commit.state)) throw new Error('a conversation has no record');
  return commit.state;
};
