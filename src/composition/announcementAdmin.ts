import { accountChannel, isOpen } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import type { AnnouncementDesk } from '../announcements/announcementDesk.ts';
import { announcementText } from '../announcements/writePost.ts';
import { announcementOf, announcementsOf } from '../content/announcementsOf.ts';
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
} from '../core/model/announcements/announcement.ts';
import { locales } from '../core/model/locale.ts';
import type { ChannelPreview } from '../core/ports/adapter.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Translate } from '../core/ports/translate.ts';
import { render } from '../core/render/render.ts';
import { dayIn } from '../core/util/dates.ts';
import type {
  AnnouncementAccount,
  AnnouncementAdministration,
  AnnouncementDay,
  AnnouncementStage,
  AnnouncementView,
} from '../http/api/wireAnnouncements.ts';

/** Two announcements on one account within this time of each other clash, milliseconds. */
const clashMs = 3_600_000;

/** What editors see of announcements and do with them, over the content, the accounts and the record. */
export function createAnnouncementAdmin(deps: {
  readonly announcements: AnnouncementDesk;
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

  function accountOf(account: string, post: AnnouncementPostRecord | undefined, isOut: boolean): AnnouncementAccount {
    const record = registry.find(account);
    const isWeb = record !== null && accountChannel(record) === 'webchat';
    const status = post?.status ?? (isWeb && isOut ? 'shown' : null);
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
    const isOut = state?.state === 'published';
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
      accounts: accounts.map((account) =>
        accountOf(
          account,
          posts.find((post) => post.account === account),
          isOut,
        ),
      ),
    };
  }

  async function days(month: string, views: readonly AnnouncementView[]): Promise<readonly AnnouncementDay[]> {
    const { calendar } = content();
    const year = await calendarYear(calendar, Number(month.slice(0, 4)));
    const free = new Map(
      year.days.filter(({ from }) => from !== 'except').map(({ day, rule, name }) => [day, { rule, name }]),
    );
    for (const { day } of year.days.filter(({ from }) => from === 'except')) free.delete(day);
    const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
    const going = views.flatMap(({ id, publishAt, stage }) =>
      publishAt === null || stage === 'withdrawn' ? [] : [{ id, at: publishAt }],
    );
    return Array.from({ length: count }, (_, index): AnnouncementDay => {
      const day = `${month}-${String(index + 1).padStart(2, '0')}`;
      const own = going.filter(({ at }) => dayIn(calendar.timeZone, at) === day).sort((a, b) => a.at - b.at);
      return { day, holiday: free.get(day) ?? null, announcements: own };
    });
  }

  return {
    release,
    withdraw,
    settle,

    async list(month) {
      const [items, { items: states }] = await Promise.all([drafts(), announcements.state()]);
      const live = new Map(announcementsOf(content()).map((each) => [each.id, each]));
      const ids = [...new Set([...items.keys(), ...live.keys(), ...states.map(({ id }) => id)])];
      const found = await Promise.all(
        ids.map(async (id) => {
          const item = items.get(id);
          const state = states.find((each) => each.id === id);
          return view(id, await written(id, live.get(id), item), item, state);
        }),
      );
      const views = found.map((each) => ({ ...each, clashes: clashesOf(each, found) }));
      const sorted = views.sort((a, b) => (a.publishAt ?? 0) - (b.publishAt ?? 0) || (a.id < b.id ? -1 : 1));
      return {
        crisis: registry.crisis() !== null,
        announcements: sorted,
        days: await days(month, sorted),
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
      const live = announcementsOf(content()).find((each) => each.id === id);
      const item = (await drafts()).get(id);
      const shown = await written(id, live, item);
      if (shown === null) return null;
      const { timeZone } = content().calendar;
      return (await deps.previews()).flatMap((channel) =>
        locales.map((locale) => {
          const text = announcementText(shown, locale, false, timeZone);
          const outbound = { text, choices: [], files: [], locale };
          const messages = render(outbound, channel.capabilities, deps.translate).flatMap((each) => channel.show(each));
          return { channel: channel.channel, surface: 'public' as const, locale, messages };
        }),
      );
    },
  };
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
