import type { StaffInbox } from '../../core/ports/staffInbox.ts';
import { createOnStaffMessage, type StaffMessageDeps } from './onStaffMessage.ts';
import { createInboxSync, type InboxSyncDeps } from './syncCase.ts';

export type StaffInboxDeps = InboxSyncDeps & StaffMessageDeps;

/** Makes the staff inbox: cases as threads where staff are, and what they write there as their deeds. */
export function createStaffInbox(deps: StaffInboxDeps): StaffInbox {
  return { ...createInboxSync(deps), onStaffMessage: createOnStaffMessage(deps) };
}
