import type { CaseQuery, CaseRow } from '../../core/caseIndex.ts';
import { hideKeys } from '../../core/hideKeys.ts';
import type { CaseItem } from './wire.ts';

/** A case as lists and news show it. */
export function toItem(row: CaseRow): CaseItem {
  const { account, channel, conversation, servedBy, revision, changedAt } = row;
  return { case: row.case, account, channel, conversation, servedBy, text: hideKeys(row.text), revision, changedAt };
}

/** A query that asks for everything; what matters is put in its place. */
export function queryWith(tenant: string, changes: Partial<Omit<CaseQuery, 'tenant'>>): CaseQuery {
  return {
    tenant,
    sight: null,
    codes: null,
    conversation: null,
    statuses: null,
    assignee: null,
    departments: null,
    accounts: null,
    kinds: null,
    breached: null,
    words: [],
    order: 'due',
    after: null,
    limit: 50,
    ...changes,
  };
}
