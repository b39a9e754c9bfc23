import type { CaseCode, CaseState } from '../../model/case.ts';
import type { ConversationState } from '../../model/conversation.ts';
import { CodedError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { changeCase, type DraftResult, indexCases, newDraft, resultOf } from '../caseDraft.ts';
import { takeInAddition } from './fromElsewhere.ts';

/** What the citizen of a case does on its page. What they wrote with it is sealed with the commit. */
export type CasePageAct =
  | { readonly kind: 'write' }
  | { readonly kind: 'withdraw' }
  /** 1 to 5. */
  | { readonly kind: 'rate'; readonly rating: number }
  /** Wants to be told of answers by e-mail; the address is sealed with the commit. */
  | { readonly kind: 'notify' }
  /** Wants to be told on this device; how it is reached is sealed with the commit. */
  | { readonly kind: 'notify-device' }
  /** Wants to be told on no device any more. */
  | { readonly kind: 'stop-devices' }
  /** The device that was sealed with this revision is not reached any more. */
  | { readonly kind: 'device-gone'; readonly revision: number }
  /**
   * The owner of the address that was sealed with this revision says that it is theirs, or wants no more e-mails there, or
   * pushes on that device.
   */
  | { readonly kind: 'confirm' | 'stop'; readonly revision: number };

/** Devices of one case: further ones take the place of the oldest. */
const maxDevices = 5;

/**
 * Decides what an act of a citizen on the page of their case causes. Nothing is said in the conversation: the page answers.
 * @throws {CodedError} `case.unknown`, `case.step` where the case does not allow it now
 */
export function decideCasePage(
  state: ConversationState,
  act: CasePageAct,
  { code, now, revision }: { readonly code: CaseCode; readonly now: number; readonly revision: number },
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
    case 'notify':
      return changeEmailUpdates(state, code, { revision, confirmed: false }, 'asked');
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
      const isKnown = found.emailUpdates?.revision === act.revision;
      if (!isKnown) throw new CodedError('case.step', 'Another address was given meanwhile, or none is told any more.');
      const isConfirmed = found.emailUpdates?.confirmed === true;
      if (act.kind === 'stop') {
        // An address that somebody else wrote and nobody confirmed says nothing of the one that the citizen did confirm.
        const withdrawn = isConfirmed ? withdrawConfirmed(state, found) : state;
        return changeEmailUpdates(withdrawn, code, null, 'ended');
      }
      if (isConfirmed) return resultOf(newDraft<Event>(state));
      return changeEmailUpdates(state, code, { revision: act.revision, confirmed: true }, 'confirmed');
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

function changeEmailUpdates(
  state: ConversationState,
  code: CaseCode,
  emailUpdates: CaseState['emailUpdates'],
  step: 'asked' | 'confirmed' | 'ended',
): DraftResult {
  const draft = newDraft<Event>(state);
  changeCase(draft, code, { emailUpdates: emailUpdates ?? null });
  draft.events.push({ type: 'case.notifications-changed', case: code, by: null, step });
  if (step === 'asked') draft.sideEffects.push({ type: 'ask-address', case: code });
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
