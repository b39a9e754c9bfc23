import type { CaseCode, CaseState } from '../../model/case.ts';
import { type ContactChoice, type ContactWay, updatesBy, updatesChanged, wayAt } from '../../model/contact/contact.ts';
import type { ConversationState } from '../../model/conversation.ts';
import { CodedError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { changeCase, type DraftResult, indexCases, newDraft, resultOf } from '../caseDraft.ts';
import { askOwner, tryCode } from '../rights/contactUpdates.ts';
import { takeInAddition } from './fromElsewhere.ts';

/** What the citizen of a case does on its page. What they wrote with it is sealed with the commit. */
export type CasePageAct =
  | { readonly kind: 'write' }
  | { readonly kind: 'withdraw' }
  /** 1 to 5. */
  | { readonly kind: 'rate'; readonly rating: number }
  /** Wants to be told of answers at an address, which is sealed with the commit. */
  | { readonly kind: 'notify'; readonly way: ContactWay }
  /** Writes the code that was sent to their telephone. */
  | { readonly kind: 'code'; readonly typed: string }
  /** Wants to be told on this device; how it is reached is sealed with the commit. */
  | { readonly kind: 'notify-device' }
  /** Wants to be told on no device any more. */
  | { readonly kind: 'stop-devices' }
  /** The device that was sealed with this revision is not reached any more. */
  | { readonly kind: 'device-gone'; readonly revision: number }
  /**
   * The owner of the address that was sealed with this revision says that it is theirs, or wants to be told there no more, or on
   * that device. Of an address to which no code was sent nobody can say so: it is dropped.
   */
  | { readonly kind: 'confirm' | 'stop'; readonly revision: number };

/** Devices of one case: further ones take the place of the oldest. */
const maxDevices = 5;

/**
 * Decides what an act of a citizen on the page of their case causes. Nothing is said in the conversation: the page answers.
 * @throws {CodedError} `case.unknown`, `case.step` where the case does not allow it now, `rate.limited` where too many codes were
 * asked for today
 */
export function decideCasePage(
  state: ConversationState,
  act: CasePageAct,
  {
    code,
    now,
    revision,
    codeAt,
  }: {
    readonly code: CaseCode;
    readonly now: number;
    readonly revision: number;
    /** The code that confirms the number that a revision seals. */
    readonly codeAt: (revision: number) => string;
  },
): DraftResult {
  const found = state.cases.find((each) => each.code === code);
  if (found === undefined)
    throw new CodedError('case.unknown', 'There is no such case any more. Write in the conversation instead.');
  const isClosed = found.status === 'closed';
  const context = { now, revision, flow: null };
  const addition = { case: code, isUrgent: false };
  switch (act.kind) {
    case 'write':
      return takeInAddition(state, { ...addition, isSettled: false }, context);
    case 'withdraw':
      if (isClosed) throw new CodedError('case.step', 'The case is already closed.');
      return takeInAddition(state, { ...addition, isSettled: true }, context);
    case 'notify': {
      if (isClosed) throw new CodedError('case.step', 'The case is closed: nothing more will be answered in it.');
      const draft = newDraft<Event>(state);
      if (askOwner(draft, code, { way: act.way, revision, now })) return resultOf(draft);
      throw new CodedError('rate.limited', 'Too many codes were asked for today. Try again tomorrow.');
    }
    case 'code': {
      if (updatesBy(found, 'phone')?.code === undefined)
        throw new CodedError('case.step', 'No code is waited for. Write the number again.');
      const draft = newDraft<Event>(state);
      tryCode(draft, found, { typed: act.typed, codeAt, now });
      return resultOf(draft);
    }
    case 'notify-device': {
      if (isClosed) throw new CodedError('case.step', 'The case is closed: nothing more will be answered in it.');
      return changeDevices(state, code, [...(found.devices ?? []), revision].slice(-maxDevices), 'device-added');
    }
    case 'stop-devices':
      return changeDevices(state, code, [], 'device-ended');
    case 'device-gone':
      return withoutDevice(state, found, act.revision, 'device-gone');
    case 'confirm':
    case 'stop': {
      if (act.kind === 'stop' && found.devices?.includes(act.revision) === true)
        return withoutDevice(state, found, act.revision, 'device-ended');
      const way = wayAt(found, act.revision);
      if (way === null)
        throw new CodedError('case.step', 'Another address was given meanwhile, or none is told any more.');
      const updates = updatesBy(found, way);
      const isConfirmed = updates?.confirmed === true;
      if (act.kind === 'stop') {
        // An address that somebody else wrote and nobody confirmed says nothing of the one that the citizen did confirm.
        const withdrawn = isConfirmed && way === 'email' ? withdrawConfirmed(state, found) : state;
        return changeUpdates(withdrawn, code, updatesChanged(way, null), 'ended');
      }
      if (isConfirmed) return resultOf(newDraft<Event>(state));
      // What a code confirms no link does.
      if (updates?.code !== undefined) throw new CodedError('case.step', 'Write the code that was sent there.');
      return changeUpdates(state, code, updatesChanged(way, { revision: act.revision, confirmed: true }), 'confirmed');
    }
    case 'rate': {
      if (!isClosed || found.mergedInto !== null || found.rating !== null)
        throw new CodedError('case.step', 'A case is rated once, when it is closed.');
      const draft = newDraft<Event>(state);
      changeCase(draft, code, { rating: act.rating });
      if (state.askedToRate === code) draft.state = { ...draft.state, askedToRate: null };
      draft.events.push({ type: 'case.rated', case: code, by: null, rating: act.rating });
      indexCases(draft);
      return resultOf(draft);
    }
  }
}

function changeUpdates(
  state: ConversationState,
  code: CaseCode,
  changed: ContactChoice,
  step: 'confirmed' | 'ended',
): DraftResult {
  const draft = newDraft<Event>(state);
  changeCase(draft, code, changed);
  draft.events.push({ type: 'case.notifications-changed', case: code, by: null, step });
  indexCases(draft);
  return resultOf(draft);
}

/** An address that was withdrawn proves nothing any more, also where a code had confirmed it in a flow. */
function withdrawConfirmed(state: ConversationState, { code, collected }: CaseState): ConversationState {
  if (collected === undefined) return state;
  const draft = newDraft<Event>(state);
  changeCase(draft, code, { collected: collected.map(({ confirmed: _, ...each }) => each) });
  return draft.state;
}

function changeDevices(
  state: ConversationState,
  code: CaseCode,
  devices: readonly number[],
  step: 'device-added' | 'device-ended' | 'device-gone',
): DraftResult {
  const draft = newDraft<Event>(state);
  changeCase(draft, code, { devices });
  draft.events.push({ type: 'case.notifications-changed', case: code, by: null, step });
  indexCases(draft);
  return resultOf(draft);
}

/** Nothing where it was forgotten already. */
function withoutDevice(
  state: ConversationState,
  { code, devices = [] }: CaseState,
  revision: number,
  step: 'device-ended' | 'device-gone',
): DraftResult {
  const left = devices.filter((each) => each !== revision);
  return left.length === devices.length ? resultOf(newDraft<Event>(state)) : changeDevices(state, code, left, step);
}
