import type { CaseCode } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';
import type { CaseEvent } from '../model/event.ts';
import type { Translate } from '../ports/translate.ts';
import type { DraftResult } from './caseDraft.ts';

/**
 * Works out the confirmation, in the citizen's language, that an alert about a danger has reached staff. Says nothing
 * where a person already answers, where the case is of another kind, or where it is closed.
 */
export function sayAlertDelivered(
  state: ConversationState,
  code: CaseCode,
  translate: Translate,
): DraftResult<CaseEvent> {
  const caseState = state.cases.find((each) => each.code === code);
  const isOver = caseState === undefined || caseState.status === 'closed' || caseState.staffAt !== null;
  if (isOver || caseState.kind !== 'emergency' || state.takeover !== null)
    return { state, events: [], outbound: [], sideEffects: [] };
  const locale = state.language?.locale ?? caseState.locale;
  return {
    state,
    events: [{ type: 'case.alerted', case: code, by: null }],
    outbound: [{ text: translate('alertDelivered', locale, {}), choices: [], files: [], locale }],
    sideEffects: [{ type: 'index-cases' }],
  };
}
