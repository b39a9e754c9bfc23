import type { CaseState } from '../../src/core/model/case.ts';
import type { CaseRow } from '../../src/core/ports/caseIndex.ts';

/** An open case in which nothing has happened since a time, with the changes that a test is about. */
export function caseStateOf(code: string, openedAt: number, changes: Partial<CaseState>): CaseState {
  return {
    code,
    openedAt,
    openedBy: 1,
    kind: 'complaint',
    rule: 'complaint',
    protocol: 'p1',
    department: 'oiac',
    locale: 'ca',
    surface: 'private',
    priority: 'normal',
    tone: 'cordial',
    administrativeSilence: 'none',
    status: 'open',
    snoozedUntil: null,
    assignee: null,
    first: null,
    resolution: null,
    escalations: [],
    escalatedTo: null,
    citizenAt: openedAt,
    staffAt: null,
    proposals: [],
    closed: null,
    reopened: 0,
    mergedInto: null,
    rating: null,
    ...changes,
  };
}

/** The row of a case in the index, in a conversation of the web chat, with the changes that a test is about. */
export function caseRowOf(caseState: CaseState, changes: Partial<Omit<CaseRow, 'case'>>): CaseRow {
  return {
    tenant: 'default',
    account: 'web',
    channel: 'webchat',
    conversation: `conversation of ${caseState.code}`,
    revision: 1,
    keyId: `key of ${caseState.code}`,
    case: caseState,
    handledBy: null,
    text: '',
    tokens: [],
    nextAt: null,
    changedAt: caseState.openedAt,
    ...changes,
  };
}
