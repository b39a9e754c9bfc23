import type { RecordStream } from '../../core/journal/recordLog.ts';
import type { CaseCode, CaseState } from '../../core/model/case.ts';
import type { Locale } from '../../core/model/locale.ts';

/** A staff inbox, as an account defines it. */
export interface StaffInboxAccount {
  /** The account's id. */
  readonly name: string;
  /** Departments whose cases it shows; null: all. */
  readonly departments: readonly string[] | null;
  readonly locale: Locale;
}

/** The account id in records of threads: no real account can have it. */
const threadsAccount = '(threads)';

/** The record of a case's thread in an inbox. */
export const threadStream = (tenant: string, inbox: string, code: CaseCode): RecordStream => ({
  tenant,
  account: threadsAccount,
  name: `thread ${JSON.stringify([inbox, code])}`,
});

/** The record that maps a thread to its case. */
export const threadOwnerStream = (tenant: string, inbox: string, thread: string): RecordStream => ({
  tenant,
  account: threadsAccount,
  name: `thread of ${JSON.stringify([inbox, thread])}`,
});

/** The record that an unknown sender was answered. */
export const unknownSenderStream = (tenant: string, inbox: string, person: string): RecordStream => ({
  tenant,
  account: threadsAccount,
  name: `unknown sender ${JSON.stringify([inbox, person])}`,
});

/** Whether an inbox shows the cases of a department. */
export function showsCasesOf(
  { departments }: StaffInboxAccount,
  { department }: Pick<CaseState, 'department'>,
): boolean {
  return departments === null || departments.includes(department);
}
