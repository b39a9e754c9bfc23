import type { CaseCode, CaseState } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import { CodedError } from '../model/errors.ts';
import type { CaseQuery, CaseRow, PlaceInLine } from '../ports/caseIndex.ts';
import { dueOf, never } from './deadlines.ts';

/**
 * The position of a row in a list. In the order `due`, closed cases come last; then the smaller time comes first; then
 * the row's key decides, so that no two rows share a position.
 */
export interface CaseCursor {
  readonly closed: 0 | 1;
  /** Milliseconds since 1970, negative when the newest comes first. */
  readonly time: number;
  readonly key: string;
}

/** The key that identifies a row. */
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
  if (order === 'opened') return { closed: 0, time: Math.round(row.case.openedAt), key };
  return { closed: row.case.status === 'closed' ? 1 : 0, time: orderOf(row.case), key };
}

/** Where the turn of an open case comes in the order `due`: before its own row, whichever conversation has that. */
export function turnOf({ case: caseState }: PlaceInLine): CaseCursor {
  return { closed: 0, time: orderOf(caseState), key: caseState.code };
}

/** Negative when `a` comes before `b`. Keys compare by UTF-8 byte order, which for our keys is the order of `<`. */
export function compareCursors(a: CaseCursor, b: CaseCursor): number {
  return a.closed - b.closed || a.time - b.time || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

const form = 'k1';

/** The cursor of a row, for `CaseQuery.after`. It stays valid when rows are added or removed. */
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

/** Thirty years in milliseconds: subtracted so that every urgent case sorts before the oldest missed deadline. */
const urgentOffsetMs = 30 * 365 * 86_400_000;

/**
 * The time by which lists order cases, smallest first: urgent cases, the oldest first; then the cases that are due
 * soonest. An emergency has no deadline, because nobody may be made to wait for one.
 */
export function orderOf(
  caseState: Pick<CaseState, 'status' | 'first' | 'resolution' | 'priority' | 'openedAt'>,
): number {
  if (caseState.status !== 'closed' && caseState.priority === 'urgent')
    return Math.round(caseState.openedAt - urgentOffsetMs);
  // A fraction of a deadline may fall between two milliseconds; stores order integers only.
  return Math.round(dueOf(caseState) ?? never);
}
