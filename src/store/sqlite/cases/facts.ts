import type { CaseFacts } from '../../../core/ports/caseIndex.ts';

/** The facts of a case as they are read, in the order in which `factsSql` names them. */
export interface StoredFacts extends Omit<CaseFacts, 'isAnswered' | 'isWaiting'> {
  readonly isAnswered: number;
  readonly isWaiting: number;
}

/** Reads facts from their index alone. Its parameters: a tenant, whether cases are closed, and from when they were opened. */
export const factsSql = `
  SELECT department, account, assignee, status, opened_at AS openedAt, deadline_at AS dueAt, first, resolution,
    first_ms AS firstMs, resolution_ms AS resolutionMs, rating, answered AS isAnswered, waiting AS isWaiting
  FROM cases INDEXED BY cases_facts WHERE tenant = ? AND closed = ? AND opened_at >= ?`;

export function toFacts(stored: StoredFacts): CaseFacts {
  return { ...stored, isAnswered: stored.isAnswered === 1, isWaiting: stored.isWaiting === 1 };
}
