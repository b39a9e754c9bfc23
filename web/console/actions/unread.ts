import type { CaseItem } from '../../../src/http/api/wire.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { showDesktopNotification } from './notifications.ts';

/** Whether the case is visible on the screen. */
export const isSeen = (code: string): boolean => !document.hidden && state.get().selectedCase?.code === code;

export function markUnread(code: string, text: string): void {
  if (isSeen(code)) return;
  state.set({ unread: new Set([...state.get().unread, code]) });
  writeTitle();
  showDesktopNotification(code, text);
}

export function markRead(code: string): void {
  const { unread } = state.get();
  if (!unread.has(code)) return;
  state.set({ unread: new Set([...unread].filter((each) => each !== code)) });
  writeTitle();
}

/** Whether the citizen has written in one of the person's own cases since it was last viewed. */
export function hasNewWords(before: CaseItem | undefined, item: CaseItem): boolean {
  const { me } = state.get();
  const isMine = item.case.assignee === me?.id || item.handledBy === me?.id;
  return isMine && before !== undefined && item.case.citizenAt > before.case.citizenAt;
}

export function writeTitle(): void {
  const { unread } = state.get();
  const { title } = stringsNow();
  document.title = unread.size === 0 ? title : `(${unread.size}) ${title}`;
}
