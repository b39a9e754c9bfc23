import type { Muted } from '../../../src/core/cases/notified/quietHours.ts';
import type { CaseItem, NotificationList, UnreadNotifications } from '../../../src/http/api/wire.ts';
import { ask, read } from '../api.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { showDesktopNotification } from './notifications.ts';
import { soundForNews } from './sound.ts';

/** Cases in which the citizen has written while this page was open; the server may not have notified of it yet. */
let seenHere: ReadonlySet<string> = new Set();
let notified: readonly string[] = [];
let muted: Muted = { soundless: [], hushed: [] };

/** Keeps what is named to the page from now on: in quiet hours, or because the person wants it. */
export function keepMuted(now: Muted): void {
  muted = now;
}

/** Whether the case is visible on the screen. */
export const isSeen = (code: string): boolean => !document.hidden && state.get().selectedCase?.code === code;

/** Reads the list of notifications. What it says of what is unread counts on all devices. */
export async function loadNotifications(): Promise<void> {
  const list = await read<NotificationList>('notifications', {}).catch(() => null);
  if (list === null) return;
  state.set({ notifications: list.notifications });
  takeUnread(list.unread);
}

/** Milliseconds between two looks at the notifications of who has no stream of cases. */
const lookMs = 60_000;

/** Keeps the notifications of an editor up to date, who sees no case and so has no stream. */
export function followNotifications(): void {
  const look = () => void (document.hidden || loadNotifications());
  look();
  setInterval(look, lookMs);
  document.addEventListener('visibilitychange', look);
}

/** Takes over what the server says is unread. */
export function takeUnread({ count, codes }: UnreadNotifications): void {
  notified = codes;
  const { notifications } = state.get();
  const isRead = (code: string) => !codes.includes(code);
  state.set({
    unreadCount: count,
    notifications: notifications.map((each) => (isRead(each.code) ? { ...each, isRead: true } : each)),
  });
  show();
  markSeenRead();
}

/** Marks the case that is checked as read, when something of it arrives or the page is checked again. */
function markSeenRead(): void {
  const code = notified.find(isSeen);
  if (code !== undefined) markRead(code);
}

export function followSight(): void {
  document.addEventListener('visibilitychange', markSeenRead);
}

/** Notes that there is something new in a case, and has it seen and heard where the person wants that of this reason. */
export function markUnread(code: string, text: string, reason: string): void {
  if (isSeen(code)) return void markRead(code);
  seenHere = new Set([...seenHere, code]);
  show();
  if (!muted.hushed.includes(reason)) showDesktopNotification(code, text);
  if (!muted.soundless.includes(reason)) soundForNews();
}

/** Marks what a case notified of as read, on all devices. */
export function markRead(code: string): void {
  seenHere = new Set([...seenHere].filter((each) => each !== code));
  if (notified.includes(code)) void reportRead(code).catch(() => {});
  notified = notified.filter((each) => each !== code);
  show();
}

/** Marks all notifications as read. */
export async function markAllRead(): Promise<void> {
  try {
    seenHere = new Set();
    await reportRead(null);
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

async function reportRead(code: string | null): Promise<void> {
  takeUnread(await ask<UnreadNotifications>('POST', 'notifications/read', { code }));
}

/** Whether the citizen has written in one of the person's own cases since it was last viewed. */
export function hasNewWords(before: CaseItem | undefined, item: CaseItem): boolean {
  const { me } = state.get();
  const isMine = item.case.assignee === me?.id || item.handledBy === me?.id;
  return isMine && before !== undefined && item.case.citizenAt > before.case.citizenAt;
}

function show(): void {
  const unread = new Set([...notified, ...seenHere]);
  const { unread: before } = state.get();
  const isSame = unread.size === before.size && [...unread].every((code) => before.has(code));
  if (!isSame) state.set({ unread });
  writeTitle();
}

export function writeTitle(): void {
  const { unread } = state.get();
  const { title } = stringsNow();
  document.title = unread.size === 0 ? title : `(${unread.size}) ${title}`;
}
