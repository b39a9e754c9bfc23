import { accountChannel, isOpen } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import type { AnnouncementDesk } from '../announcements/announcementDesk.ts';
import type { SubscriberDesk } from '../announcements/subscribers/subscriberDesk.ts';
import { announcementText } from '../announcements/writePost.ts';
import { announcementDocument, announcementOf, announcementsOf, occurrencesOf } from '../content/announcementsOf.ts';
import { calendarYear } from '../content/calendarYear.ts';
import type { Content } from '../content/content.ts';
import type { ContentDesk } from '../content/desk/desk.ts';
import type { DeskItem } from '../content/desk/views.ts';
import { announcementFile } from '../content/schema/announcements.ts';
import type { AccountRecord } from '../core/model/accountRecord.ts';
import type {
  Announcement,
  AnnouncementPostRecord,
  AnnouncementState,
  AnnouncementsRecord,
} from '../core/model/announcements/announcement.ts';
import { isOccurrence, seriesOf } from '../core/model/announcements/recurrence.ts';
import { locales } from '../core/model/locale.ts';
import type { ChannelPreview } from '../core/ports/adapter.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Translate } from '../core/ports/translate.ts';
import { render } from '../core/render/render.ts';
import { dayIn, dayOf } from '../core/util/dates.ts';
import type {
  AnnouncementAccount,
  AnnouncementAdministration,
  AnnouncementDay,
  AnnouncementStage,
  AnnouncementView,
} from '../http/api/wireAnnouncements.ts';

/** Two announcements on one account within this time of each other clash, milliseconds. */
const clashMs = 3_600_000;
/** Most announcements on one account in one day, where content does not say. */
const mostADay = 3;

/** What editors see of announcements and do with them, over the content, the accounts and the record. */
export function createAnnouncementAdmin(deps: {
  readonly announcements: AnnouncementDesk;
  readonly subscribers: SubscriberDesk;
  /** Null where the content is edited as files: then there are no drafts. */
  readonly desk: Pick<ContentDesk, 'list' | 'read'> | null;
  readonly content: () => Content;
  readonly registry: Pick<Registry, 'all' | 'find' | 'crisis'>;
  readonly previews: () => Promise<readonly ChannelPreview[]>;
  readonly translate: Translate;
  readonly clock: Clock;
}): AnnouncementAdministration {
  const { announcements, registry, content, clock } = deps;
  const { release, withdraw, settle } = announcements;

  async function drafts(): Promise<ReadonlyMap<string, DeskItem>> {
    const documents = (await deps.desk?.list())?.documents ?? [];
    const own = documents.filter(({ id }) => id.startsWith('announcements/'));
    return new Map(own.map((item) => [item.id.slice('announcements/'.length, -'.yaml'.length), item]));
  }

  /** An announcement as its draft has it, or as it is live; null: it cannot be read. */
  async function written(id: string, live: Announcement | undefined, item: DeskItem | undefined) {
    if (item === undefined || item.state === 'live' || deps.desk === null) return live ?? null;
    const { fields } = await deps.desk.read(item.id);
    const read = announcementFile.safeParse(fields);
    return read.success ? announcementOf(id, read.data, content().calendar.timeZone) : (live ?? null);
  }

  /** All that an announcement which repeats becomes, as its draft has it or as it is live; null: it does not repeat. */
  async function repeated(id: string, item: DeskItem | undefined): Promise<Repeated | null> {
    const isDraft = item !== undefined && item.state !== 'live' && deps.desk !== null;
    const draft = isDraft ? announcementFile.safeParse((await deps.desk?.read(item.id))?.fields).data : undefined;
    const file = draft ?? content().announcements?.[announcementDocument(id)];
    if (file?.repeat === undefined) return null;
    try {
      return { rule: file.repeat, all: occurrencesOf(id, file, content().calendar.timeZone) };
    } catch {
      // Its times cannot be calculated: its draft says what is wrong, and the others are shown.
      return { rule: file.repeat, all: [] };
    }
  }

  /** One that repeats, as a whole: when it goes out next, and how often. Its occurrences have their own posts. */
  function wholeView(
    id: string,
    { rule, all }: Repeated,
    item: DeskItem | undefined,
    { items, withdrawn }: AnnouncementsRecord,
    current: 'live' | 'draft',
  ): AnnouncementView {
    const own = items.filter((each) => seriesOf(each.id) === id);
    const toCome = all.filter((each) => each.publishAt > clock() && !withdrawn.includes(each.id));
    const [first] = all;
    const stage = (): AnnouncementStage => {
      if (withdrawn.includes(id)) return 'withdrawn';
      if (current === 'draft') return 'draft';
      return own.some(({ held }) => held) ? 'held' : toCome.length > 0 ? 'scheduled' : 'over';
    };
    return {
      id,
      title: first?.title ?? item?.title ?? null,
      kind: first?.kind ?? null,
      stage: stage(),
      hasDraft: item !== undefined && item.state !== 'live',
      publishAt: toCome[0]?.publishAt ?? null,
      from: toCome[0]?.from ?? null,
      until: all.at(-1)?.until ?? null,
      correctedAt: null,
      wentOut: false,
      repeats: { rule, toCome: toCome.length },
      accounts: (first?.accounts ?? []).map((account) => accountOf(account, undefined, null)),
      clashes: [],
    };
  }

  function accountOf(
    account: string,
    post: AnnouncementPostRecord | undefined,
    state: AnnouncementState['state'] | null,
  ): AnnouncementAccount {
    const record = registry.find(account);
    const isWeb = record !== null && accountChannel(record) === 'webchat';
    const status = post?.status ?? (isWeb && state === 'published' ? 'shown' : null);
    return { account, status, code: post?.code ?? null, canAnnounce: record !== null && canAnnounce(record) };
  }

  async function view(
    id: string,
    shown: Announcement | null,
    item: DeskItem | undefined,
    state: AnnouncementState | undefined,
  ): Promise<Omit<AnnouncementView, 'clashes'>> {
    const stage = stageOf(state, shown, clock());
    // What left the record long after its end may still be shown by its accounts.
    const posts = await announcements.posts(state ?? { id, accounts: shown?.accounts ?? [], former: [] });
    const accounts = [...new Set([...(shown?.accounts ?? []), ...posts.map(({ account }) => account)])];
    return {
      id,
      title: shown?.title ?? item?.title ?? null,
      kind: shown?.kind ?? null,
      stage,
      hasDraft: item !== undefined && item.state !== 'live',
      publishAt: shown?.publishAt ?? state?.publishAt ?? null,
      from: shown?.from ?? null,
      until: shown?.until ?? state?.until ?? null,
      correctedAt: state?.correctedAt ?? null,
      wentOut: typeof state?.publishedAt === 'number',
      repeats: null,
      accounts: accounts.map((account) =>
        accountOf(
          account,
          posts.find((post) => post.account === account),
          state?.state ?? null,
        ),
      ),
    };
  }

  async function days(month: string, going: readonly Going[]): Promise<readonly AnnouncementDay[]> {
    const { calendar } = content();
    const most = content().subscriptions?.announcementsADay ?? mostADay;
    const shown = wholeWeeks(month);
    const years = [...new Set(shown.map((day) => Number(day.slice(0, 4))))];
    const known = (await Promise.all(years.map((year) => calendarYear(calendar, year)))).flatMap(
      ({ days: all }) => all,
    );
    const free = new Map(
      known.filter(({ from }) => from !== 'except').map(({ day, rule, name }) => [day, { rule, name }]),
    );
    for (const { day } of known.filter(({ from }) => from === 'except')) free.delete(day);
    return shown.map((day): AnnouncementDay => {
      const own = going.filter(({ at }) => dayIn(calendar.timeZone, at) === day).sort((a, b) => a.at - b.at);
      const announced = own.map(({ id, at }) => ({ id, at }));
      return { day, holiday: free.get(day) ?? null, announcements: announced, crowded: crowdedOn(own, most) };
    });
  }

  return {
    release,
    withdraw,
    settle,

    async subscribers() {
      const figures = await deps.subscribers.figures();
      const { alerts = [], neighbourhoods = [] } = content().subscriptions ?? {};
      const titles = new Map(announcementsOf(content()).map(({ id, title }) => [id, title]));
      return {
        ...figures,
        announcements: figures.announcements.map((each) => ({ ...each, title: titles.get(each.id) ?? null })),
        alerts: alerts.map(({ id, title }) => ({ id, title })),
        neighbourhoods: neighbourhoods.map(({ id, name }) => ({ id, name })),
      };
    },

    async list(month) {
      const [items, record] = await Promise.all([drafts(), announcements.state()]);
      const { items: states } = record;
      const live = new Map(announcementsOf(content()).map((each) => [each.id, each]));
      const documents = [...new Set([...items.keys(), ...[...live.keys()].map(seriesOf)])];
      const series = new Map<string, Repeated>();
      for (const id of documents) {
        const found = await repeated(id, items.get(id));
        if (found !== null) series.set(id, found);
      }
      const liveSeries = new Set([...live.keys()].map(seriesOf));
      const wholes = [...series].map(([id, all]) =>
        wholeView(id, all, items.get(id), record, liveSeries.has(id) ? 'live' : 'draft'),
      );
      const ids = [...new Set([...documents.filter((id) => !series.has(id)), ...states.map(({ id }) => id)])];
      const found = await Promise.all(
        ids.map(async (id) => {
          const item = items.get(id);
          const state = states.find((each) => each.id === id);
          return view(id, await written(id, live.get(id), item), item, state);
        }),
      );
      const views = [...found.map((each) => ({ ...each, clashes: clashesOf(each, found) })), ...wholes];
      const sorted = views.sort((a, b) => (a.publishAt ?? 0) - (b.publishAt ?? 0) || (a.id < b.id ? -1 : 1));
      return {
        crisis: registry.crisis() !== null,
        announcements: sorted,
        days: await days(month, goingOut(sorted, [...series.values()], record)),
        accounts: registry
          .all()
          .filter((record) => isOpen(record) && canAnnounce(record))
          .map((record) => ({ id: record.id, name: record.definition?.name ?? record.id })),
      };
    },

    async history(id) {
      const state = (await announcements.state()).items.find((each) => each.id === id);
      return state === undefined ? [] : announcements.history(state);
    },

    async preview(id) {
      const live = announcementsOf(content()).find((each) => each.id === id || seriesOf(each.id) === id);
      const item = (await drafts()).get(id);
      const shown = await written(id, live, item);
      if (shown === null) return null;
      const { timeZone } = content().calendar;
      return (await deps.previews()).flatMap((channel) =>
        locales.map((locale) => {
          const text = announcementText(shown, locale, { as: 'new', timeZone });
          const outbound = { text, choices: [], files: [], locale };
          const messages = render(outbound, channel.capabilities, deps.translate).flatMap((each) => channel.show(each));
          return { channel: channel.channel, surface: 'public' as const, locale, messages };
        }),
      );
    },
  };
}

/** An announcement that repeats: its rule, and what it becomes. */
interface Repeated {
  readonly rule: string;
  readonly all: readonly Announcement[];
}

/** Something that goes out, when, and on which accounts. */
interface Going {
  readonly id: string;
  readonly at: number;
  readonly accounts: readonly string[];
}

/** The days of a month, and those that make its first and last week whole, Monday first. */
function wholeWeeks(month: string): readonly string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = Date.UTC(year, number - 1, 1);
  const before = (new Date(first).getUTCDay() + 6) % 7;
  const count = Math.ceil((before + new Date(Date.UTC(year, number, 0)).getUTCDate()) / 7) * 7;
  return Array.from({ length: count }, (_, index) => dayOf(first + (index - before) * 86_400_000));
}

/** Accounts on which more goes out in a day than people like to get. */
function crowdedOn(going: readonly Going[], most: number): readonly string[] {
  const all = going.flatMap(({ accounts }) => accounts);
  return [...new Set(all)].filter((account) => all.filter((each) => each === account).length > most);
}

/** What goes out when: also what is so far ahead that nothing is remembered of it yet. */
function goingOut(
  views: readonly AnnouncementView[],
  series: readonly Repeated[],
  { withdrawn }: AnnouncementsRecord,
): readonly Going[] {
  const known = new Set(views.map(({ id }) => id));
  const own = views.flatMap(({ id, publishAt, stage, repeats, accounts }) =>
    publishAt === null || stage === 'withdrawn' || repeats !== null
      ? []
      : [{ id, at: publishAt, accounts: accounts.map(({ account }) => account) }],
  );
  const ahead = series
    .flatMap(({ all }) => all)
    .filter(({ id }) => isOccurrence(id) && !known.has(id) && !withdrawn.includes(seriesOf(id)))
    .map(({ id, publishAt, accounts }) => ({ id, at: publishAt, accounts }));
  return [...own, ...ahead];
}

function stageOf(state: AnnouncementState | undefined, shown: Announcement | null, now: number): AnnouncementStage {
  if (state?.state === 'withdrawn') return 'withdrawn';
  const until = shown?.until ?? state?.until ?? null;
  if (until !== null && until <= now) return 'over';
  if (state === undefined) return 'draft';
  if (state.held) return 'held';
  return state.state;
}

/** Others that go out on one of the same accounts at nearly the same time. */
function clashesOf(
  own: Omit<AnnouncementView, 'clashes'>,
  all: readonly Omit<AnnouncementView, 'clashes'>[],
): readonly string[] {
  const { publishAt } = own;
  if (publishAt === null || own.stage === 'withdrawn' || own.stage === 'over') return [];
  return all.flatMap((other) => {
    const isNear = other.publishAt !== null && Math.abs(other.publishAt - publishAt) < clashMs;
    const isGone = other.id === own.id || other.stage === 'withdrawn' || other.stage === 'over';
    const shares = other.accounts.some(({ account }) => own.accounts.some((each) => each.account === account));
    return isNear && !isGone && shares ? [other.id] : [];
  });
}

/** A web chat shows announcements itself; other accounts need a public place in their settings. */
function canAnnounce(record: AccountRecord): boolean {
  if (accountChannel(record) === 'webchat') return true;
  const settings = record.definition?.settings;
  return typeof settings === 'object' && settings !== null && 'announce' in settings;
}
