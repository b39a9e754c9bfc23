import type { StaffInbox } from '../../core/ports/staffInbox.ts';
import { createHear, type HearParts } from './onStaffMessage.ts';
import { createMirror, type MirrorParts } from './syncCase.ts';

export type StaffInboxParts = MirrorParts & HearParts;

/** Makes the staff inbox: cases as threads where staff are, and what they write there as their deeds. */
export function createStaffInbox(parts: StaffInboxParts): StaffInbox {
  return { ...createMirror(parts), hear: createHear(parts) };
}
