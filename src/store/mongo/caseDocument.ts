import { type Connection, type Model, Schema } from 'mongoose';
import { caseFactsOf } from '../../core/cases/board/caseFacts.ts';
import { type CaseCursor, caseRowKey, cursorOf } from '../../core/cases/caseCursor.ts';
import { isBreached, never } from '../../core/cases/deadlines.ts';
import { isProposed } from '../../core/model/case.ts';
import type { CaseFacts, CaseQuery, CaseRow } from '../../core/ports/caseIndex.ts';
import { text, whole } from './fieldTypes.ts';
import { modelOf } from './modelOf.ts';

/** A row of the case index as stored. */
export interface CaseDocument extends CaseRow {
  /** The row's key. */
  readonly _id: string;
  readonly breached: boolean;
  /** Its cursors in the three orders, see `cursorText`. */
  readonly byDue: string;
  readonly byChange: string;
  readonly byOpened: string;
  readonly proposed: boolean;
  readonly facts: CaseFacts;
}

const caseSchema = new Schema(
  {
    _id: text,
    tenant: text,
    account: text,
    channel: text,
    conversation: text,
    revision: whole,
    case: { type: Schema.Types.Mixed, required: true },
    keyId: { type: String, default: null },
    handledBy: { type: String, default: null },
    text: String,
    isDescribed: Boolean,
    isRestricted: Boolean,
    emailDigest: String,
    tokens: { type: [String], required: true },
    nextAt: { type: Number, default: null },
    changedAt: whole,
    breached: { type: Boolean, required: true },
    byDue: text,
    byChange: text,
    byOpened: text,
    proposed: { type: Boolean, required: true },
    facts: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'cases', versionKey: false, minimize: false, shardKey: { _id: 1 } },
);
caseSchema.index({ tenant: 1, byDue: 1 }, { name: 'due' });
caseSchema.index({ tenant: 1, byChange: 1 }, { name: 'changed' });
caseSchema.index({ tenant: 1, byOpened: 1 }, { name: 'opened' });
caseSchema.index({ tenant: 1, 'facts.status': 1, 'facts.openedAt': 1 }, { name: 'facts' });
caseSchema.index({ tenant: 1, 'case.assignee': 1, 'case.status': 1, byDue: 1 }, { name: 'assignee' });
caseSchema.index(
  { tenant: 1, 'facts.isWaiting': 1, 'case.department': 1, 'case.assignee': 1, byDue: 1, conversation: 1 },
  { name: 'line' },
);
caseSchema.index({ tenant: 1, tokens: 1 }, { name: 'tokens' });
caseSchema.index({ tenant: 1, 'case.code': 1, _id: 1 }, { name: 'code' });
caseSchema.index({ tenant: 1, emailDigest: 1 }, { name: 'email' });
caseSchema.index({ conversation: 1 }, { name: 'conversation' });
caseSchema.index({ nextAt: 1, _id: 1 }, { name: 'next' });

export type CaseModel = Model<CaseDocument>;

export const caseModel = (connection: Connection): CaseModel => modelOf<CaseDocument>(connection, 'Case', caseSchema);

/** A cursor as one text that sorts in the list's order, so that a page continues along one index from one value. */
export function cursorText({ closed, time, key }: CaseCursor): string {
  const sinceFirst = time < 0 ? never + time : time;
  return `${closed}.${String(sinceFirst).padStart(16, '0')}.${key}`;
}

/** The field that holds the cursors of an order. */
export const cursorField = { due: 'byDue', changed: 'byChange', opened: 'byOpened' } as const satisfies Record<
  CaseQuery['order'],
  string
>;

export function toCaseDocument(row: CaseRow): CaseDocument {
  return {
    _id: caseRowKey(row),
    ...row,
    breached: isBreached(row.case),
    byDue: cursorText(cursorOf(row, 'due')),
    byChange: cursorText(cursorOf(row, 'changed')),
    byOpened: cursorText(cursorOf(row, 'opened')),
    proposed: isProposed(row.case),
    facts: caseFactsOf(row),
  };
}

export function toCaseRow(document: CaseDocument): CaseRow {
  const {
    _id,
    breached: _,
    proposed: _proposed,
    byDue: _due,
    byChange: _change,
    byOpened: _opened,
    ...known
  } = document;
  const { facts: _facts, ...row } = known;
  // Rows from before rows stored their key have none.
  return { ...row, keyId: row.keyId ?? null };
}
