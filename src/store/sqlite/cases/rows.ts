import { caseFactsOf } from '../../../core/cases/board/caseFacts.ts';
import { caseRowKey, cursorOf } from '../../../core/cases/caseCursor.ts';
import { isBreached } from '../../../core/cases/deadlines.ts';
import { isProposed } from '../../../core/model/case.ts';
import type { CaseRow } from '../../../core/ports/caseIndex.ts';

/** A row as it is read. */
export interface StoredRow {
  readonly data: string;
  readonly text: string;
  readonly tokens: string;
  readonly email_digest: string | null;
}

/** The columns of which a row is made again. */
export const rowColumns = 'data, text, tokens, email_digest';

/** The columns of a row, in the order of the values that `toColumns` gives. */
export const columns = [
  'key',
  'tenant',
  'conversation',
  'code',
  'revision',
  'status',
  'closed',
  'assignee',
  'department',
  'account',
  'kind',
  'breached',
  'proposed',
  'priority',
  'locale',
  'opened_at',
  'rating',
  'deadline_at',
  'first',
  'resolution',
  'first_ms',
  'resolution_ms',
  'answered',
  'waiting',
  'labels',
  'email_digest',
  'due_at',
  'newest',
  'next_at',
  'data',
  'text',
  'tokens',
] as const;

/** Columns that change with every message, and those that lists are also filtered and sorted by. */
export const moving = ['revision', 'newest', 'data', 'text', 'tokens'] as const;
export const steady = columns.filter((column) => !(moving as readonly string[]).includes(column)) as readonly Exclude<
  (typeof columns)[number],
  (typeof moving)[number]
>[];

export type Columns = Readonly<Record<(typeof columns)[number], string | number | null>>;

/** The values of a row's columns; what is personal is separate, so that it can be erased. */
export function toColumns(row: CaseRow): Columns {
  const { text, tokens, emailDigest = null, ...data } = row;
  const { case: caseState } = row;
  const cursor = cursorOf(row, 'due');
  const facts = caseFactsOf(row);
  return {
    key: caseRowKey(row),
    tenant: row.tenant,
    conversation: row.conversation,
    code: caseState.code,
    revision: row.revision,
    status: caseState.status,
    closed: cursor.closed,
    assignee: caseState.assignee,
    department: caseState.department,
    account: row.account,
    kind: caseState.kind,
    breached: isBreached(caseState) ? 1 : 0,
    proposed: isProposed(caseState) ? 1 : 0,
    priority: caseState.priority,
    locale: caseState.locale,
    opened_at: Math.round(caseState.openedAt),
    rating: caseState.rating,
    deadline_at: facts.dueAt,
    first: facts.first,
    resolution: facts.resolution,
    first_ms: facts.firstMs,
    resolution_ms: facts.resolutionMs,
    answered: facts.isAnswered ? 1 : 0,
    waiting: facts.isWaiting ? 1 : 0,
    labels: JSON.stringify(caseState.labels ?? []),
    email_digest: emailDigest,
    due_at: cursor.time,
    newest: cursorOf(row, 'changed').time,
    next_at: row.nextAt === null ? null : Math.ceil(row.nextAt),
    data: JSON.stringify(data),
    text,
    tokens: JSON.stringify(tokens),
  };
}

export function toRow({ data, text, tokens, email_digest: digest }: StoredRow): CaseRow {
  // Rows from before rows stored their key have none.
  const email = digest === null ? {} : { emailDigest: digest };
  return { keyId: null, ...JSON.parse(data), ...email, text, tokens: JSON.parse(tokens) };
}
