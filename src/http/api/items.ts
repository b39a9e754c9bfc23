import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { hideKeys } from '../../core/util/hideKeys.ts';
import type { CaseItem } from './wire.ts';

/** A case as lists and updates show it. */
export function toItem(row: CaseRow): CaseItem {
  const { account, channel, conversation, handledBy, revision, changedAt } = row;
  return { case: row.case, account, channel, conversation, handledBy, text: hideKeys(row.text), revision, changedAt };
}
