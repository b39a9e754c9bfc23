import type { RecordStream } from '../../core/journal/recordLog.ts';
import type { CaseCode, CaseState } from '../../core/model/case.ts';
import type { Locale } from '../../core/model/locale.ts';

/** A place of staff's own, as an account defines it. */
export interface StaffInboxAccount {
  /** The account's id. */
  readonly name: string;
  /** Departments whose cases are shown there; null: all. */
  readonly departments: readonly string[] | null;
  readonly locale: Locale;
}

/** The account that records of threads name: none of people's can be called so. */
const threadsAccount = '(threads)';

/** The record of a case's thread in a place. */
export const threadStream = (tenant: string, inbox: string, code: CaseCode): RecordStream => ({
  tenant,
  account: threadsAccount,
  name: `thread ${JSON.stringify([inbox, code])}`,
});

/** The record that says whose thread a thread is. */
export const threadOwnerStream = (tenant: string, inbox: string, thread: string): RecordStream => ({
  tenant,
  account: threadsAccount,
  name: `thread of ${JSON.stringify([inbox, thread])}`,
});

/** The record that somebody was told that they are not listed. */
export const unknownSenderStream = (tenant: string, inbox: string, person: string): RecordStream => ({
  tenant,
  account: threadsAccount,
  name: `stranger ${JSON.stringify([inbox, person])}`,
});

/** Whether a place shows the cases of a department. */
export function serves({ departments }: StaffInboxAccount, { department }: Pick<CaseState, 'department'>): boolean {
  return departments === null || departments.includes(department);
}
