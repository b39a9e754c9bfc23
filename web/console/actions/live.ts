import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseItem, News } from '../../../src/http/api/wire.ts';
import { read, signIn, urlOf } from '../api.ts';
import { subjectOf } from '../model/notificationSubject.ts';
import { state } from '../state.ts';
import { named, stringsNow } from '../strings.ts';
import { announceToScreenReaders, toast } from './announce.ts';
import { readCounts, readList, takeIn, takeOut } from './inbox.ts';
import { changeSelectedCase, readTurns, refreshSelectedCase } from './selectedCase.ts';
import { answersPeople, knowColleagues, readSetting } from './session.ts';
import { hasNewWords, isSeen, keepMuted, loadNotifications, markUnread, takeUnread } from './unread.ts';

/** The position of the stream at the disconnect: later events are sent again. */
let cursor: string | null = null;
let attempt = 0;
let source: EventSource | null = null;
let reopening: ReturnType<typeof setTimeout> | undefined;
let typingEnds: ReturnType<typeof setTimeout> | undefined;
const countSoon = once(400, () => void readCounts());
const lookAgain = once(2000, () => void refreshSelectedCase());

/** Follows updates while the page is open. After a disconnect it resumes, and reloads what is shown. */
export function followNews(): void {
  // An offline machine may keep a dead connection open for minutes: the browser knows sooner.
  addEventListener('offline', lose);
  addEventListener('online', open);
  open();
}

function open(): void {
  clearTimeout(reopening);
  source?.close();
  source = new EventSource(urlOf('stream', { after: cursor }));
  source.onopen = () => {
    const wasLost = state.get().line === 'lost';
    attempt = 0;
    state.set({ line: 'live' });
    if (!wasLost) return;
    announceToScreenReaders(stringsNow().lineBack);
    reload();
  };
  source.onmessage = ({ data, lastEventId }) => {
    const news = JSON.parse(data) as News;
    if (news.type === 'case') cursor = news.cursor;
    else if (lastEventId !== '') cursor = lastEventId;
    take(news);
  };
  source.onerror = () => {
    lose();
    attempt += 1;
    reopening = setTimeout(() => void again(), Math.min(15_000, 500 * 2 ** Math.min(attempt, 5)));
  };
}

function lose(): void {
  source?.close();
  clearTimeout(reopening);
  if (state.get().line === 'lost') return;
  state.set({ line: 'lost' });
  announceToScreenReaders(stringsNow().lineLost);
}

function reload(): void {
  void readList('rows');
  void readCounts();
  if (answersPeople()) void loadNotifications();
  void refreshSelectedCase();
}

/** The stream does not say why it ended: a person who is no longer signed in is sent to the sign-in page. */
async function again(): Promise<void> {
  await read('me', {}).catch((error) => {
    if ((error as { status?: number }).status === 401) signIn();
  });
  open();
}

function take(news: News): void {
  switch (news.type) {
    case 'case':
      return takeCase(news.item);
    case 'turn': {
      if (state.get().selectedCase?.code === news.code) void readTurns(news.code).catch(lookAgain);
      return changeSelectedCase(news.code, () => ({ citizenTyping: false }));
    }
    case 'presence':
      knowColleagues(news.present.map(({ agent }) => agent));
      return changeSelectedCase(news.code, ({ view }) =>
        view === null ? {} : { view: { ...view, present: news.present } },
      );
    case 'citizen-typing':
      clearTimeout(typingEnds);
      typingEnds = setTimeout(() => changeSelectedCase(news.code, () => ({ citizenTyping: false })), 6000);
      return changeSelectedCase(news.code, () => ({ citizenTyping: true }));
    case 'notification': {
      const { notification } = news;
      const { name } = subjectOf(notification.code);
      const text = [named(stringsNow().notificationReasons, notification.reason), name].filter(Boolean).join(' · ');
      const said = notification.says?.text;
      state.set({ notifications: [notification, ...state.get().notifications].slice(0, 100) });
      markUnread(notification.code, text, notification.reason);
      if (!isSeen(notification.code)) toast(said === undefined ? text : `${text} · ${said}`, 'good');
      return;
    }
    case 'muted':
      return keepMuted(news);
    case 'unread':
      return takeUnread(news.unread);
    case 'setting':
      return void readSetting();
    case 'gone':
      takeOut(news.code);
      countSoon();
      return changeSelectedCase(news.code, ({ view }) => ({
        warning: stringsNow().caseGone,
        view: view && { ...view, may: [] },
      }));
    case 'reload':
      cursor = news.cursor;
      return reload();
  }
}

function takeCase(item: CaseItem): void {
  const { list, selectedCase } = state.get();
  const { code } = item.case;
  knowColleagues([item.case.assignee, item.handledBy]);
  const before = list.items.find((each) => each.case.code === code);
  if (before === undefined && item.case.status === 'open' && item.case.staffAt === null && item.case.assignee === null)
    announceToScreenReaders(interpolate(stringsNow().newCase, { code }));
  if (hasNewWords(before, item)) markUnread(code, interpolate(stringsNow().citizenWrote, { code }), 'citizen-wrote');
  takeIn(item);
  countSoon();
  if (selectedCase?.code === code && (selectedCase.view?.revision ?? 0) < item.revision) void refreshSelectedCase();
}

/** Runs something once, however often it is called within some milliseconds of the first call. */
function once(milliseconds: number, what: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      what();
    }, milliseconds);
  };
}
