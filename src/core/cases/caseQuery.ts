import type { CaseQuery } from '../ports/caseIndex.ts';

/** A query that asks for every case of a tenant, in the order of deadlines; what matters is put in its place. */
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
