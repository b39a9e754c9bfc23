import { CodedError } from '../../model/errors.ts';
import type { StaffDeed } from '../../model/staffCommand.ts';
import { mayDo } from '../policy.ts';
import { setPriority, snooze } from './arrange.ts';
import { assign } from './assign.ts';
import { breakGlass } from './breakGlass.ts';
import { close, handBack, reopen } from './close.ts';
import type { Deed, StaffInput, StaffResult, StaffWork } from './draft.ts';
import { merge } from './merge.ts';
import { note } from './note.ts';
import { giveEntry, reply } from './reply.ts';
import { decide, propose } from './sanction.ts';
import { take } from './take.ts';

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
    sideEffects: [],
  };
  (deeds[deed.kind] as Deed<typeof deed.kind>)(work, deed as never);
  if (work.events.length > 0) work.sideEffects.push({ type: 'index-cases' });
  return { state: work.state, events: work.events, outbound: work.outbound, sideEffects: work.sideEffects };
}
