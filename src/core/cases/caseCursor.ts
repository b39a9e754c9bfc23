import type { CaseCode, CaseState } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import { CodedError } from '../model/errors.ts';
import type { CaseQuery, CaseRow } from '../ports/caseIndex.ts';
import { dueOf, never } from './deadlines.ts';

/**
 * Where a row stands in a list: closed ones last when the order is `due`; then a time, the smaller first; then the
 * row's key, so that no two rows share a place.
 */
export interface CaseCursor {
  readonly closed: 0 | 1;
  /** Milliseconds since 1970, negative when the newest comes first. */
  readonly time: number;
  readonly key: string;
}

/** What tells a row from every other one. */
export function caseRowKey(row: Pick<CaseRow, 'case' | 'conversation'>): string {
  return caseKey(row.conversation, row.case.code);
}

/** The key of the row of a case of a conversation. */
export function caseKey(conversation: ConversationId, code: CaseCode): string {
  return `${code} ${conversation}`;
}

export function cursorOf(row: CaseRow, order: CaseQuery['order']): CaseCursor {
  const key = caseRowKey(row);
  if (order === 'changed') return { closed: 0, time: -Math.round(row.changedAt), key };
  return { closed: row.case.status === 'closed' ? 1 : 0, time: orderOf(row.case), key };
}

/** Negative when `a` comes before `b`; keys are compared by their UTF-8 bytes' order, which for ours is that of `<`. */
export function compareCursors(a: CaseCursor, b: CaseCursor): number {
  return a.closed - b.closed || a.time - b.time || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

const form = 'k1';

/** The cursor behind a row, for `CaseQuery.after`: it stays right when rows come and go. */
export function formatCaseCursor(order: CaseQuery['order'], { closed, time, key }: CaseCursor): string {
  return [form, order, closed, time, key].join('.');
}

/** Reads a cursor that `formatCaseCursor` wrote for this order. Throws `input.invalid`. */
export function parseCaseCursor(text: string | null, order: CaseQuery['order']): CaseCursor | null {
  if (text === null) return null;
  const [name, of, closed, time, ...key] = text.split('.');
  const isTime = /^-?\d{1,16}$/.test(time ?? '');
  if (name !== form || of !== order || !isTime || (closed !== '0' && closed !== '1') || key.length === 0) {
    throw new CodedError('input.invalid', 'This is not a cursor of this list. Pass one that it returned, or none.');
  }
  return { closed: closed === '1' ? 1 : 0, time: Number(time), key: key.join('.') };
}

/** Thirty years, milliseconds: what takes whatever is urgent before the oldest term that was ever missed. */
const beforeAll = 30 * 365 * 86_400_000;

/**
 * A time by which cases stand in lists, the smaller first: what is urgent, the longest known first; then whatever is due
 * soonest. An emergency has no term, since nobody may wait for one.
 */
export function orderOf(
  caseState: Pick<CaseState, 'status' | 'first' | 'resolution' | 'priority' | 'openedAt'>,
): number {
  if (caseState.status !== 'closed' && caseState.priority === 'urgent')
    return Math.round(caseState.openedAt - beforeAll);
  // A part of a term may end between two milliseconds, which no store can put in order.
  return Math.round(dueOf(caseState) ?? never);
}
