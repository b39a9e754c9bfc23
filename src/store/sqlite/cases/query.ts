import { type CaseCursor, parseCaseCursor } from '../../../core/cases/caseCursor.ts';
import type { CaseQuery } from '../../../core/ports/caseIndex.ts';
import { rowColumns } from './rows.ts';

/** A query of the index: one of a few SQL texts, and its parameters. */
export interface Asked {
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

/** Ids of the cases that contain all words, the last one as a prefix. */
export function withTokens(tokens: readonly string[]): Condition {
  const beginning = tokens.at(-1) ?? '';
  const whole = tokens.slice(0, -1);
  const pieces = [
    'SELECT case_id FROM case_tokens WHERE word >= ? AND word < ?',
    ...whole.map(() => 'SELECT case_id FROM case_tokens WHERE word = ?'),
  ];
  return { sql: pieces.join(' INTERSECT '), values: [beginning, `${beginning}\u{10ffff}`, ...whole] };
}

const order = {
  due: 'closed, due_at, key',
  changed: 'newest, key',
  opened: 'opened_at, key',
} as const;

/** The cases that contain the words searched for. */
export interface FoundCases {
  /** Their ids, a JSON list. */
  readonly ids: string;
  /** Whether they are few enough to be read and sorted; else the list's index is walked. */
  readonly areFew: boolean;
}

/** The two queries of a list: its page and its length. `found` null: no words are searched for. */
export function listOf(query: CaseQuery, found: FoundCases | null): { page: Asked; total: Asked } {
  const conditions = [...conditionsOf(query), ...among(found)];
  const from = `FROM cases ${leadOf(query, found)}`;
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const values = conditions.flatMap((condition) => condition.values);
  const after = parseCaseCursor(query.after, query.order);
  const onward = after === null ? { sql: '', values: [] } : behind(after, query.order);
  return {
    total: { sql: `SELECT count(*) AS total ${from} WHERE ${where}`, values },
    page: {
      sql: `SELECT ${rowColumns} ${from} WHERE ${where}${onward.sql} ORDER BY ${order[query.order]} LIMIT ?`,
      values: [...values, ...onward.values, query.limit + 1],
    },
  };
}

/** The index along which a list is read: the one that leaves few rows, or else the one in the list's order. */
function leadOf(query: CaseQuery, found: FoundCases | null): string {
  if (found?.areFew) return 'NOT INDEXED';
  if (query.codes !== null) return 'INDEXED BY cases_code';
  if (query.conversation !== null) return 'INDEXED BY cases_conversation';
  if (query.emailDigest !== null) return 'INDEXED BY cases_email';
  if (query.assignee !== null && query.assignee !== 'nobody') return 'INDEXED BY cases_assignee';
  if (query.order === 'changed') return 'INDEXED BY cases_changed';
  if (query.order === 'opened') return 'INDEXED BY cases_opened';
  if (query.proposed === true) return 'INDEXED BY cases_proposed';
  return query.assignee === null ? 'INDEXED BY cases_due' : 'INDEXED BY cases_assignee';
}

function among(found: FoundCases | null): readonly Condition[] {
  return found === null ? [] : [{ sql: 'id IN (SELECT value FROM json_each(?))', values: [found.ids] }];
}

function conditionsOf(query: CaseQuery): readonly Condition[] {
  const conditions: Condition[] = [{ sql: 'tenant = ?', values: [query.tenant] }];
  const among = (column: string, list: readonly (string | number)[] | null) => {
    if (list === null) return;
    const values = [JSON.stringify(list)];
    conditions.push({ sql: `${column} IN (SELECT value FROM json_each(?))`, values });
  };
  if (query.visibility !== null) {
    const { agent, departments, unassignedOf } = query.visibility;
    conditions.push({
      sql: `(assignee IS ? OR department IN (SELECT value FROM json_each(?)) OR (assignee IS NULL AND department = ?))`,
      values: [agent, JSON.stringify(departments), unassignedOf],
    });
  }
  among('code', query.codes);
  if (query.conversation !== null) conditions.push({ sql: 'conversation = ?', values: [query.conversation] });
  if (query.emailDigest !== null) conditions.push({ sql: 'email_digest = ?', values: [query.emailDigest] });
  if (query.assignee !== null) {
    conditions.push({ sql: 'assignee IS ?', values: [query.assignee === 'nobody' ? null : query.assignee] });
  }
  if (query.statuses !== null) {
    among('status', query.statuses);
    // Makes the walk along an index skip closed cases, which in time are nearly all.
    const isClosed = new Set(query.statuses.map((status) => status === 'closed'));
    if (isClosed.size === 1) conditions.push({ sql: 'closed = ?', values: [isClosed.has(true) ? 1 : 0] });
  }
  among('department', query.departments);
  among('account', query.accounts);
  among('kind', query.kinds);
  among('priority', query.priorities);
  among('locale', query.locales);
  among('rating', query.ratings);
  if (query.openedFrom !== null) conditions.push({ sql: 'opened_at >= ?', values: [query.openedFrom] });
  if (query.openedBefore !== null) conditions.push({ sql: 'opened_at < ?', values: [query.openedBefore] });
  if (query.labels !== null) {
    const values = [JSON.stringify(query.labels)];
    const any = 'EXISTS (SELECT 1 FROM json_each(labels) WHERE value IN (SELECT value FROM json_each(?)))';
    conditions.push({ sql: any, values });
  }
  if (query.dueFrom !== null) conditions.push({ sql: 'deadline_at >= ?', values: [query.dueFrom] });
  if (query.dueBefore !== null) conditions.push({ sql: 'deadline_at < ?', values: [query.dueBefore] });
  if (query.first !== null) conditions.push({ sql: 'first = ?', values: [query.first] });
  if (query.resolution !== null) conditions.push({ sql: 'resolution = ?', values: [query.resolution] });
  if (query.answered !== null) conditions.push({ sql: 'answered = ?', values: [query.answered ? 1 : 0] });
  if (query.waiting !== null) conditions.push({ sql: 'waiting = ?', values: [query.waiting ? 1 : 0] });
  // Without a parameter, so that the index of such cases may be used.
  if (query.proposed !== null) conditions.push({ sql: `proposed = ${query.proposed ? 1 : 0}`, values: [] });
  if (query.breached !== null) conditions.push({ sql: 'breached = ?', values: [query.breached ? 1 : 0] });
  return conditions;
}

function behind({ closed, time, key }: CaseCursor, by: CaseQuery['order']): Condition {
  if (by === 'due') return { sql: ' AND (closed, due_at, key) > (?, ?, ?)', values: [closed, time, key] };
  if (by === 'opened') return { sql: ' AND (opened_at, key) > (?, ?)', values: [time, key] };
  return { sql: ' AND (newest, key) > (?, ?)', values: [time, key] };
}
