import { createPreviews } from '../../../../src/composition/previews.ts';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import type { ReleaseChecks } from '../../../../src/content/gate/releaseChecks.ts';
import type { KnowledgeStore } from '../../../../src/content/knowledgeStore.ts';
import type { Spelling } from '../../../../src/content/spelling/spelling.ts';
import type { QuestionDesk } from '../../../../src/content/unanswered/questionDesk.ts';
import { announcementRoutes } from '../../../../src/http/api/announcements.ts';
import { bulkRoutes } from '../../../../src/http/api/bulk.ts';
import { contentRoutes } from '../../../../src/http/api/content.ts';
import type { ApiDeps } from '../../../../src/http/api/deps.ts';
import { documentPresenceRoutes } from '../../../../src/http/api/documentPresence.ts';
import { previewRoutes } from '../../../../src/http/api/preview.ts';
import { protocolRoutes } from '../../../../src/http/api/protocol.ts';
import { releaseCheckRoutes } from '../../../../src/http/api/releaseCheck.ts';
import type { ApiRoute } from '../../../../src/http/api/route.ts';
import { sheetRoutes } from '../../../../src/http/api/sheets.ts';
import { spellingRoutes } from '../../../../src/http/api/spelling.ts';
import { unansweredRoutes } from '../../../../src/http/api/unanswered.ts';
import type { CaseItem } from '../../../../src/http/api/wire.ts';
import type { AnnouncementAdministration } from '../../../../src/http/api/wireAnnouncements.ts';
import { createLocalPresence } from '../../../../src/store/local/presence.ts';
import { createClock } from '../../../support/clock.ts';
import { noSubscribers } from '../../../support/noSubscribers.ts';
import { standIn } from '../../../support/standIn.ts';
import { createTimers } from '../../../support/timers.ts';

/** What the bot says, as it is written, and the gate of its releases. */
export interface EditedContent {
  readonly desk: ContentDesk;
  readonly checks?: ReleaseChecks;
  readonly questions?: QuestionDesk;
  /** Left out: nothing is announced. */
  readonly announcements?: AnnouncementAdministration;
  /** Left out: every word is right. */
  readonly spelling?: Spelling;
  /** What is live; left out where no test decides past cases again. */
  readonly knowledge?: Pick<KnowledgeStore, 'current' | 'content'>;
}

/** Who reads what is recorded elsewhere. */
const unrecorded = standIn<ApiDeps['readings']>({ note: async () => {} });

/** Nothing was checked. */
const unchecked = standIn<ReleaseChecks>({ view: async () => ({ state: 'none' }), hasReport: () => false });

/** Nothing was asked. */
const unasked = standIn<QuestionDesk>({
  list: async () => ({ clusters: [], counts: { open: 0, followed: 0, aside: 0 }, next: null, ready: true }),
  entryFigures: async () => [],
});

/** Nothing is announced. */
const unannounced: AnnouncementAdministration = {
  list: async () => ({ crisis: false, announcements: [], days: [], accounts: [] }),
  subscribers: async () => noSubscribers,
  history: async () => [],
  preview: async () => null,
  release: async () => {},
  withdraw: async () => {},
  settle: async () => {},
};

/** Every word is right. */
const spelt: Spelling = {
  check: async (texts) => texts.map(() => []),
  checkDocument: async () => [],
  suggest: async (_, words) => words.map(() => []),
};

/** The cases of the list, for the drafts of the protocol. */
function protocolDeps(
  { desk, knowledge }: EditedContent,
  items: readonly CaseItem[],
): Parameters<typeof protocolRoutes>[0] {
  const rows = items.map((item) => ({ ...item, tenant: 'prat', keyId: null, tokens: [], nextAt: null }));
  const live = () => {
    if (knowledge === undefined) throw new Error('give the knowledge to look at past cases');
    return knowledge;
  };
  return {
    desk,
    tenant: 'prat',
    cases: {
      find: async () => ({ rows, next: null, total: rows.length }),
      byCode: async () => null,
      facts: async () => [],
    },
    content: () => live().content(),
    knowledge: () => live().current(),
    accountHours: () => [],
    clock: Date.now,
  };
}

/** Nobody watches it here. */
const presence = createLocalPresence({ clock: Date.now, publish: () => {} });

const uploads = { bytes: 1_000_000, types: [], atOnce: 8, wholeMs: 60_000, stallMs: 15_000 } as const;

/** The routes by which what the bot says is edited: the real ones, over a real desk. */
export function deskRoutes(content: EditedContent | null, items: readonly CaseItem[]): readonly ApiRoute[] {
  const routes = [
    ...contentRoutes({ desk: content?.desk ?? null }),
    ...bulkRoutes({ desk: content?.desk ?? null }),
    ...documentPresenceRoutes({ desk: content?.desk ?? null, presence }),
    ...previewRoutes({ desk: content?.desk ?? null, previews: createPreviews(), tenant: 'prat' }),
    ...spellingRoutes({ desk: content?.desk ?? null, spelling: content?.spelling ?? spelt }),
    ...(content === null ? [] : protocolRoutes(protocolDeps(content, items))),
    ...sheetRoutes({
      desk: content?.desk ?? null,
      upload: uploads,
      timer: createTimers(createClock(Date.now())).timer,
    }),
    ...releaseCheckRoutes({
      releaseChecks: content === null ? null : (content.checks ?? unchecked),
      readings: unrecorded,
    }),
    ...announcementRoutes({ announcements: content?.announcements ?? unannounced }),
    ...unansweredRoutes({ questions: content === null ? null : (content.questions ?? unasked), readings: unrecorded }),
  ];
  return routes;
}
