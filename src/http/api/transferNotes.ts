import { internalNoteOf } from '../../core/model/staffCommand.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { type ListedNotification, revisionOf } from '../../core/ports/notifications.ts';
import type { ApiDeps } from './deps.ts';
import type { CaseView, SeenNotification } from './wire.ts';

/** What is read to find what colleagues wrote with a transfer. */
export type TransferNoteDeps = Pick<ApiDeps, 'tenant' | 'cases' | 'journal' | 'sealer'>;

/** Notifications with which a colleague may have written something. */
const written: readonly string[] = ['assigned', 'transfer-taken', 'transfer-returned'];

/** Who passed a case on, and what they wrote for who receives it; null: nobody, or it was taken. */
export async function readTransfer(row: CaseRow, deps: TransferNoteDeps): Promise<CaseView['transfer']> {
  const { transferred } = row.case;
  if (transferred === undefined || transferred === null) return null;
  const { by, at, revision } = transferred;
  return { by, at, comment: (await noteAt(row, revision, deps))?.text ?? null };
}

/** A notification as its recipient sees it, with what a colleague wrote for them, unless it was erased or may not be used. */
export async function toSeen(notification: ListedNotification, deps: TransferNoteDeps): Promise<SeenNotification> {
  const { id, at, code, reason, department, readAt } = notification;
  const says = written.includes(reason) ? await saidWith(notification, deps) : null;
  return { id, at, code, reason, department, isRead: readAt !== null, ...(says === null ? {} : { says }) };
}

async function saidWith(
  notification: ListedNotification,
  deps: TransferNoteDeps,
): Promise<Exclude<SeenNotification['says'], undefined> | null> {
  const row = await deps.cases.byCode(deps.tenant, notification.code);
  if (row === null || row.isRestricted === true) return null;
  const revision = revisionOf(notification);
  const own = await noteAt(row, revision, deps);
  if (own !== null || notification.reason !== 'assigned') return own;
  // What was written for a department is also for the one to whom the service or a supervisor gave it.
  const earlier = row.case.transferred?.revision ?? revision;
  return earlier < revision ? noteAt(row, earlier, deps) : null;
}

/** What a member of staff wrote for colleagues in the commit of a revision; null: nothing, or it was erased. */
async function noteAt(
  { conversation, case: { code } }: CaseRow,
  revision: number,
  { journal, sealer }: TransferNoteDeps,
): Promise<{ readonly by: string; readonly text: string } | null> {
  const [commit] = await journal.read(conversation, revision - 1, 1);
  const command = commit === undefined ? undefined : (await sealer.open(commit))?.command;
  const text = command === undefined ? null : internalNoteOf(command);
  const event = commit?.events.find((each) => 'case' in each && each.case === code && each.by !== null);
  if (text === null || event === undefined || !('by' in event) || event.by === null) return null;
  return { by: event.by, text };
}
