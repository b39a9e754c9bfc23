import { buildKnowledge, stageKnowledge } from '../../src/content/buildKnowledge.ts';
import type { ContentSource } from '../../src/content/documents/source.ts';
import { acceptances, acceptFalls, draftsName } from '../../src/content/gate/acceptances.ts';
import { createKeptVectors } from '../../src/content/gate/keptVectors.ts';
import { readPastQuestions } from '../../src/content/gate/pastQuestions.ts';
import { createPinnedGate } from '../../src/content/gate/pinnedGate.ts';
import { createReleaseChecks, type ReleaseChecks } from '../../src/content/gate/releaseChecks.ts';
import { createLinkChecker, type LinkChecker } from '../../src/content/links/checkLinks.ts';
import type { ReaderSource } from '../../src/content/reading/textReader.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { type Learn, type Learning, lessonsOfModel, startLearning } from '../../src/language/learn.ts';
import { meaningOff } from '../../src/language/meaning/meaning.ts';
import { type DeskStore, openTestDesk, type TestDesk } from './contentDesk.ts';
import { oneAccountEach } from './fourEyes.ts';
import { learnEntries, wordsOnly } from './keptLearning.ts';
import { createTimers } from './timers.ts';

/** What was learnt in this file of tests, by its lessons: most tests begin with the same content. */
const learnt = new Map<string, Learning>();
let first: Learning | null = null;

/** Learns all of the first content, and the entries of others: what a test edits changes no act, danger or kind. */
const learnOnce: Learn = (lessons) => {
  const key = JSON.stringify(lessonsOfModel.entries(lessons));
  const known = learnt.get(key);
  if (known !== undefined) return known;
  const learning = first === null ? startLearning(lessons) : { ...first, entries: learnEntries(lessons) };
  first ??= learning;
  learnt.set(key, learning);
  return learning;
};

export interface GatedDesk extends TestDesk {
  readonly checks: ReleaseChecks;
  readonly timers: ReturnType<typeof createTimers>;
  /** Who had what people asked read, in order. */
  readonly readBy: readonly string[];
}

/** A desk whose content is learnt, by words alone, with the gate that releases pass. */
export async function openGatedDesk(
  store: DeskStore,
  shipped: ContentSource,
  changes: Pick<NonNullable<Parameters<typeof openTestDesk>[2]>, 'approval' | 'fourEyes'> & {
    /** Left out: links are not looked at. */
    readonly links?: LinkChecker;
  } = {},
): Promise<GatedDesk> {
  const sources = new WeakMap<Knowledge, ReaderSource>();
  const learners = {
    ...wordsOnly,
    learn: learnOnce,
    onBuilt: (built: Knowledge, source: ReaderSource) => void sources.set(built, source),
  };
  const vectors = createKeptVectors({ meaning: meaningOff() });
  const opened: TestDesk[] = [];
  const desk = () => opened[0] as TestDesk;
  const gate = createPinnedGate({
    content: () => desk().knowledge.content(),
    sourceOf: (knowledge) => sources.get(knowledge) ?? null,
    vectors,
    acceptedBy: async (version) => (await acceptances(desk(), version)).map(({ by }) => by),
    fourEyes: changes.fourEyes ?? oneAccountEach,
    clock: store.clock.now,
  });
  opened.push(
    await openTestDesk(store, shipped, {
      ...changes,
      gate: gate.check,
      builder: {
        begin: (content, version) => stageKnowledge(content, version, learners),
        whole: (content, version) => buildKnowledge(content, version, learners),
      },
    }),
  );
  const timers = createTimers(store.clock);
  const readBy: string[] = [];
  const checks = createReleaseChecks({
    gate,
    current: () => desk().knowledge.current(),
    content: () => desk().knowledge.content(),
    draftKnowledge: () => desk().desk.draftKnowledge(),
    draftsName: async () => draftsName(await desk().content.state()),
    async past({ by }, signal) {
      readBy.push(by);
      const { journal, sealer } = store;
      return readPastQuestions({ journal, sealer }, { tenant: 'default', since: 0, limit: 1_000, signal });
    },
    vectors,
    links: changes.links ?? null,
    acceptances: (version) => acceptances(desk(), version),
    keptClashes: async () => (await desk().content.newest())?.keptClashes ?? [],
    accept: (...given) => acceptFalls(desk(), ...given),
    clock: store.clock.now,
    timer: timers.timer,
    log: desk().log,
  });
  return { ...desk(), checks, timers, readBy };
}

/** Looks at links where all hosts are found, but one; nothing listens there. */
export const linksWithout = (gone: string): LinkChecker =>
  createLinkChecker({
    clock: () => 0,
    lookup: async (host) => (host === gone ? [] : [{ address: '127.0.0.1', family: 4 }]),
    mayAsk: () => true,
  });
