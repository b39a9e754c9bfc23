import { hideKeys } from '../../core/cases/caseLinks.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import type { CaseItem } from './wire.ts';

/** A case as lists and updates show it. */
export function toItem(row: CaseRow): CaseItem {
  const { account, channel, conversation, handledBy, revision, changedAt, isRestricted } = row;
  const text = hideKeys(row.text);
  const item = { case: row.case, account, channel, conversation, handledBy, text, revision, changedAt };
  return isRestricted ? { ...item, isRestricted } : item;
}
