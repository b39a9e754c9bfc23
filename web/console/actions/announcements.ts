import type { DeskDocument } from '../../../src/content/desk/views.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type {
  AnnouncementList,
  AnnouncementStepView,
  SubscribersView,
} from '../../../src/http/api/wireAnnouncements.ts';
import { ask, read } from '../api.ts';
import { dayFault, monthOfWeek } from '../model/content/announcement.ts';
import { createStore } from '../observable.ts';
import { state, townDay } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { knowColleagues } from './session.ts';

/** What the city announces, and the month that is shown (`YYYY-MM`, empty: none yet). */
export const announcementStore = createStore<{
  readonly month: string;
  /** The Monday of the week that is shown; null: the month is. */
  readonly week: string | null;
  readonly list: AnnouncementList | null;
  /** The one whose history is open, and its steps; null: they are being read. */
  readonly open: string | null;
  readonly history: readonly AnnouncementStepView[] | null;
  /** How many are told; null: it was not asked for. */
  readonly subscribers: SubscribersView | null;
  readonly fault: string | null;
}>({ month: '', week: null, list: null, open: null, history: null, subscribers: null, fault: null });

let reading = 0;

export async function readAnnouncements(month: string): Promise<void> {
  reading += 1;
  const mine = reading;
  announcementStore.set({ month });
  try {
    const list = await read<AnnouncementList>('announcements', { month });
    if (mine === reading) announcementStore.set({ list, fault: null });
  } catch (error) {
    if (mine === reading) announcementStore.set({ fault: faultText(faultCode(error)) });
  }
}

export async function readSubscribers(): Promise<void> {
  try {
    announcementStore.set({ subscribers: await read<SubscribersView>('announcements/subscribers', {}) });
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

export function showMonth(month: string): Promise<void> {
  announcementStore.set({ week: null });
  return readAnnouncements(month);
}

export async function showWeek(monday: string): Promise<void> {
  announcementStore.set({ week: monday });
  const { list } = announcementStore.get();
  if (list?.days.some(({ day }) => day === monday) !== true) await readAnnouncements(monthOfWeek(monday));
}

/** Has an announcement go out on another day, at the same hour, in its draft. Resolves to whether that is done. */
export async function moveAnnouncement(id: string, day: string): Promise<boolean> {
  const strings = stringsNow().announcements;
  const document = `announcements/${id}.yaml`;
  try {
    const { base, fields } = await read<DeskDocument>('content/document', { id: document });
    const publishAt = fields?.publishAt;
    if (fields === null || typeof publishAt !== 'string') {
      toast(strings.notMoved, 'bad');
      return false;
    }
    const fault = dayFault(day, townDay(state.get()), { publishAt, until: fields.until });
    if (fault !== null) {
      toast(strings[fault], 'bad');
      return false;
    }
    const next = { ...fields, publishAt: day + publishAt.slice(10) };
    await ask('POST', 'content/draft', { id: document, base, fields: next });
    toast(interpolate(strings.moved, { day }), 'good');
    await readAnnouncements(announcementStore.get().month);
    return true;
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
    return false;
  }
}

/** Opens the history of an announcement, or closes it. */
export async function showHistory(id: string | null): Promise<void> {
  announcementStore.set({ open: id, history: null });
  if (id === null) return;
  try {
    const history = await read<readonly AnnouncementStepView[]>(`announcements/${id}/history`, {});
    knowColleagues(history.map(({ by }) => by));
    if (announcementStore.get().open === id) announcementStore.set({ history });
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

/** Each resolves to whether it was done. */
export const releaseAnnouncement = (id: string): Promise<boolean> =>
  post(id, 'release', {}, stringsNow().announcements.released);
export const withdrawAnnouncement = (id: string, reason: string): Promise<boolean> =>
  post(id, 'withdraw', { reason }, stringsNow().announcements.withdrawn);
export const settlePost = (id: string, account: string, found: { readonly isThere: boolean }): Promise<boolean> =>
  post(id, 'settle', { account, ...found }, stringsNow().saved);

async function post(id: string, step: string, body: unknown, done: string): Promise<boolean> {
  try {
    await ask('POST', `announcements/${id}/${step}`, body);
    toast(done, 'good');
    await readAnnouncements(announcementStore.get().month);
    return true;
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
    return false;
  }
}
