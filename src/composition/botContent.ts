import { createHmac } from 'node:crypto';
import { createGuideReleases } from '../content/desk/guideReleases.ts';
import { acceptances, acceptFalls, draftsName } from '../content/gate/acceptances.ts';
import { createKeptVectors } from '../content/gate/keptVectors.ts';
import { readPastQuestions } from '../content/gate/pastQuestions.ts';
import { createPinnedGate } from '../content/gate/pinnedGate.ts';
import { createReleaseChecks } from '../content/gate/releaseChecks.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import { createLinkChecker } from '../content/links/checkLinks.ts';
import type { ReaderSource } from '../content/reading/textReader.ts';
import { createQuestionDesk } from '../content/unanswered/questionDesk.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Readings } from '../core/journal/staffReadings.ts';
import { createUsableSealer } from '../core/journal/usableContent.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { DerivedRecords } from '../core/ports/derived.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Knowledge } from '../core/ports/knowledge.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { FourEyes } from '../core/ports/staffStore.ts';
import type { Meaning } from '../language/meaning/meaning.ts';
import type { BotContent } from './bot.ts';
import type { ContentStore } from './contentStore.ts';

/** Past questions are those of the last 90 days, at most so many different ones. */
const pastMs = 90 * 24 * 60 * 60_000;
const mostPast = 10_000;

interface BotContentDeps {
  readonly tenant: string;
  /** Whether the links of services are checked before they are published. */
  readonly looksAtLinks: boolean;
  readonly store: ContentStore;
  readonly knowledge: KnowledgeStore;
  /** What a knowledge reads texts by; null where nothing was learnt. */
  readonly sourceOf: (knowledge: Knowledge) => ReaderSource | null;
  readonly meaning: Meaning;
  readonly stores: { readonly journal: Journal; readonly derived: DerivedRecords };
  readonly sealer: Sealer;
  readonly readings: Readings;
  readonly fourEyes: FourEyes;
  /** Ids of all accounts, also of closed ones. */
  readonly accounts: () => readonly string[];
  readonly records: RecordLog;
  readonly pubsub: PubSub;
  /** A secret of this installation for codes of what people asked. */
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** Opens the editor's desk, and the gate that its releases pass. */
export function openBotContent(deps: BotContentDeps): BotContent {
  const { tenant, store, knowledge, sourceOf, readings, fourEyes, clock, timer, log } = deps;
  const { journal } = deps.stores;
  const sealer = createUsableSealer(journal, deps.sealer);
  const vectors = createKeptVectors({ meaning: deps.meaning });
  const gate = createPinnedGate({
    content: knowledge.content,
    sourceOf,
    vectors,
    acceptedBy: async (version) => (await acceptances(store, version)).map(({ by }) => by),
    fourEyes,
    clock,
  });
  const desk = store.openDesk(knowledge, gate.check, fourEyes, deps.accounts);
  const checks = createReleaseChecks({
    gate,
    current: knowledge.current,
    content: knowledge.content,
    draftKnowledge: desk.draftKnowledge,
    draftsName: async () => draftsName(await store.content.state()),
    async past({ by, session }, signal) {
      await readings.note({ by, what: 'questions', code: null, file: null }, session);
      return readPastQuestions({ journal, sealer }, { tenant, since: clock() - pastMs, limit: mostPast, signal });
    },
    vectors,
    links: deps.looksAtLinks ? createLinkChecker({ clock }) : null,
    acceptances: (version) => acceptances(store, version),
    keptClashes: async () => (await store.content.newest())?.keptClashes ?? [],
    accept: (...given) => acceptFalls(store, ...given),
    clock,
    timer,
    log,
  });
  const meanings = vectors.begin(Number.POSITIVE_INFINITY);
  const questions = createQuestionDesk({
    ...deps,
    ...deps.stores,
    sealer,
    desk,
    content: knowledge.content,
    record: store.content.newest,
    codeOfWords: (words) => createHmac('sha256', deps.secret).update(words).digest('base64url').slice(0, 22),
    vectorsAtHand: async (texts) => vectors.begin(0)(texts),
    vectorOf: deps.meaning.modelId === null ? null : async (text) => (await meanings([text])).get(text) ?? null,
  });
  return {
    desk,
    checks,
    guideReleases: createGuideReleases({ log: store.content, trees: store.trees, content: knowledge.content }),
    questions,
    follow: (end) => store.follow(knowledge, end),
    releaseOnTime: (end) => store.releaseOnTime(desk, end),
  };
}
