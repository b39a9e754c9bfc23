import { CodedError } from '../errors.ts';
import type { StaffDeed } from '../staffAct.ts';
import { setPriority, snooze } from './deeds/arrange.ts';
import { assign } from './deeds/assign.ts';
import { close, handBack, reopen } from './deeds/close.ts';
import { breakGlass } from './deeds/glass.ts';
import { merge } from './deeds/merge.ts';
import { note } from './deeds/note.ts';
import { giveEntry, reply } from './deeds/reply.ts';
import { decide, propose } from './deeds/sanction.ts';
import { take } from './deeds/take.ts';
import { mayDo } from './mayDo.ts';
import type { Deed, StaffInput, StaffResult, StaffWork } from './staffTurn.ts';

const deeds: { readonly [K in StaffDeed['kind']]: Deed<K> } = {
  take,
  reply,
  'give-entry': giveEntry,
  note,
  assign,
  'set-priority': setPriority,
  snooze,
  propose,
  decide,
  'break-glass': breakGlass,
  'hand-back': handBack,
  close,
  reopen,
  merge,
};

/**
 * Decides everything that a deed of staff causes: a pure function of its input.
 * @throws {CodedError} `auth.refused`, `case.unknown`, `case.taken`, `case.moved`, `case.closed`, `case.step` or `case.other-person`
 */
export function runStaffTurn(input: StaffInput): StaffResult {
  const { state, deed, agent, code } = input;
  if (agent !== null && !(agent.active && mayDo(agent.roles, deed.kind))) {
    throw new CodedError('auth.refused', 'Your role does not allow this. Ask an administrator for another one.');
  }
  const matter = state.cases.find((each) => each.code === code);
  if (matter === undefined) {
    throw new CodedError('case.unknown', 'There is no such case in this conversation. Look its code up in the inbox.');
  }
  const work: StaffWork = {
    input,
    by: agent?.id ?? null,
    locale: state.language?.locale ?? matter.locale,
    matter,
    state,
    events: [],
    outbound: [],
    effects: [],
  };
  (deeds[deed.kind] as Deed<typeof deed.kind>)(work, deed as never);
  if (work.events.length > 0) work.effects.push({ type: 'index-cases' });
  return { state: work.state, events: work.events, outbound: work.outbound, effects: work.effects };
}
