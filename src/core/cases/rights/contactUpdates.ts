import type { CaseCode, CaseState } from '../../model/case.ts';
import {
  type ContactWay,
  contactCodeLifeMs,
  maxWrongCodes,
  updatesBy,
  updatesChanged,
} from '../../model/contact/contact.ts';
import type { ConversationState } from '../../model/conversation.ts';
import type { Event } from '../../model/event.ts';
import { changeCase, type Draft, indexCases } from '../caseDraft.ts';

/*
 * The citizen of a case is told at an address once its owner has said so: by a link in an e-mail, or by a code that goes to a telephone
 * and is written where the number was. The code is derived from the conversation and the revision that seals the number, and is stored
 * nowhere.
 */

type ContactDraft = Pick<Draft, 'state' | 'sideEffects'> & { readonly events: Event[] };

/** Codes that one conversation may ask for in a day: each message costs the council money, and may annoy somebody. */
const maxCodesPerDay = 3;

const dayMs = 24 * 60 * 60_000;

/**
 * Asks the owner of an address whether it is theirs; the commit of `revision` seals it. Returns false, and does nothing, where too many
 * codes were asked for today.
 */
export function askOwner(
  draft: ContactDraft,
  code: CaseCode,
  { way, revision, now }: { readonly way: ContactWay; readonly revision: number; readonly now: number },
): boolean {
  if (way === 'phone') {
    const counted = withCode(draft.state, now);
    if (counted === null) return false;
    draft.state = counted;
  }
  const byCode = way === 'phone' ? { code: { sentAt: now, wrong: 0 } } : {};
  changeCase(draft, code, updatesChanged(way, { revision, confirmed: false, ...byCode }));
  draft.events.push({ type: 'case.notifications-changed', case: code, by: null, step: 'asked' });
  draft.sideEffects.push({ type: 'ask-address', case: code });
  indexCases(draft);
  return true;
}

/** The state with one more code asked for; null: there were too many within a day. */
function withCode(state: ConversationState, now: number): ConversationState | null {
  const { phoneCodes } = state;
  const isToday = phoneCodes !== undefined && now - phoneCodes.since < dayMs;
  const { since, count } = isToday ? phoneCodes : { since: now, count: 0 };
  return count >= maxCodesPerDay ? null : { ...state, phoneCodes: { since, count: count + 1 } };
}

/** What came of a code that somebody wrote. After `given-up` and `expired` the number is dropped. */
export type CodeOutcome = 'right' | 'wrong' | 'given-up' | 'expired';

/** The case that waits for a code; null: none does. */
export function waitingForCode({ cases }: ConversationState): CaseState | null {
  return cases.findLast((each) => updatesBy(each, 'phone')?.code !== undefined) ?? null;
}

/**
 * Compares what somebody wrote with the code of a case that waits for one, and notes it. `codeAt`: the code that confirms the number
 * that a revision seals, six digits.
 */
export function tryCode(
  draft: ContactDraft,
  caseState: CaseState,
  {
    typed,
    codeAt,
    now,
  }: { readonly typed: string; readonly codeAt: (revision: number) => string; readonly now: number },
): CodeOutcome {
  const { code } = caseState;
  const updates = updatesBy(caseState, 'phone');
  const waiting = updates?.code;
  if (updates === null || waiting === undefined) return 'expired';
  const { revision } = updates;
  const end = (step: 'confirmed' | 'ended') => {
    changeCase(draft, code, updatesChanged('phone', step === 'confirmed' ? { revision, confirmed: true } : null));
    draft.events.push({ type: 'case.notifications-changed', case: code, by: null, step });
    indexCases(draft);
  };
  if (now - waiting.sentAt > contactCodeLifeMs) {
    end('ended');
    return 'expired';
  }
  if (/^\d{6}$/.test(typed) && typed === codeAt(revision)) {
    end('confirmed');
    return 'right';
  }
  const wrong = waiting.wrong + 1;
  if (wrong >= maxWrongCodes) {
    end('ended');
    return 'given-up';
  }
  changeCase(draft, code, updatesChanged('phone', { revision, confirmed: false, code: { ...waiting, wrong } }));
  indexCases(draft);
  return 'wrong';
}
