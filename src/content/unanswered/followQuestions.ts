import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import { textOf } from '../../core/model/message.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Lease } from '../../core/ports/lease.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { abortOnce, sleep } from '../../core/util/sleep.ts';
import { judgedText } from '../gate/gateQuestion.ts';
import type { ClusterId, QuestionMark, QuestionProblem } from './askedQuestion.ts';
import type { Centres } from './centres.ts';
import { createClusters, type MeaningOf } from './clusters.ts';
import { followDecisions } from './followDecisions.ts';
import { createQuestionIndex, type QuestionIndex } from './questionIndex.ts';
import { countsIn, erases, factsOf, isAside, isAsking, localeIn, needsBefore, problemsIn } from './readCommit.ts';
import type { Snapshots, StoredIndex } from './snapshots.ts';

/** Signals that somebody decided about a cluster, so that the index follows at once. */
export const questionsTopic = 'questions';

/** Commits read at once, and pages of them after which the index is stored while there are more. */
const pageSize = 200;
const pagesBetweenSaves = 25;
/** Milliseconds between looks at the journal: what a message costs must not depend on this. */
const lookIntervalMs = 2_000;
/** Commits before a reply in which the question is looked for. */
const lookedBack = 3;
const dayMs = 24 * 60 * 60_000;
/** Days for which questions and figures are kept. */
const questionDays = 180;
const figureDays = 400;

interface FollowQuestionsDeps {
  readonly tenant: string;
  readonly journal: Pick<Journal, 'read' | 'scan'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly snapshots: Snapshots;
  /** Derives a code from words that only this installation can derive. */
  readonly codeOfWords: (words: string) => string;
  /** Null: questions are told apart by their words alone. */
  readonly vectorOf: MeaningOf | null;
  /** What all questions of a language have in common; null: unknown. */
  readonly centres: () => Promise<Centres | null>;
  readonly dayOf: (at: number) => string;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** The mark of the question in a commit. */
function markOfQuestion(conversation: ConversationId, revision: number): QuestionMark {
  return createHash('sha256')
    .update(JSON.stringify(['question', conversation, revision]))
    .digest('base64url')
    .slice(0, 22);
}

/**
 * Keeps the index of questions up to date from the journal, until the end: for one process of all, by its lease. What
 * cannot be continued is made again from the beginning.
 */
export async function followQuestions(deps: FollowQuestionsDeps, lease: Lease, end: AbortSignal): Promise<void> {
  const { snapshots, clock, timer, log } = deps;
  let news = new AbortController();
  const unsubscribe = deps.pubsub.subscribe(questionsTopic, () => abortOnce(news));
  try {
    const stored = await usable(deps, await snapshots.load());
    if (stored === null) await snapshots.begin();
    const index = stored?.index ?? createQuestionIndex(deps.dayOf);
    let cursor = stored?.head.cursor ?? null;
    let last: Commit | null = null;
    const centres = deps.vectorOf === null ? null : await deps.centres();
    const { vectorOf } = deps;
    const inTime = vectorOf && ((text: string) => unlessEnded(vectorOf(text), end));
    const follower = createFollower({ ...deps, vectorOf: inTime }, index, centres);
    await follower.remember(end);
    let day = '';
    for (let pages = 1; lease.held() && !end.aborted; pages += 1) {
      news = new AbortController();
      const page = await deps.journal.scan(cursor, pageSize);
      for (const commit of page.commits) {
        await follower.take(commit);
        // What was left half-way is read again by the next process.
        if (end.aborted) return;
      }
      cursor = page.cursor;
      last = page.commits.at(-1) ?? last;
      const isAll = page.commits.length < pageSize;
      if (isAll && deps.dayOf(clock()) !== day) {
        day = deps.dayOf(clock());
        follower.forgetOld(clock());
      }
      if (last !== null && cursor !== null && (isAll ? page.commits.length > 0 : pages % pagesBetweenSaves === 0)) {
        if (!lease.held()) return;
        await snapshots.save(index, { cursor, last }, lease.token);
      }
      if (isAll) await sleep(lookIntervalMs, timer, end, news.signal);
      // A store in this process answers at once: let messages be answered in between.
      else await setImmediate();
    }
  } catch (error) {
    if (end.aborted) return;
    log.warn({ code: codeOf(error) }, 'the index of questions could not be continued; it will be tried again');
    throw error;
  } finally {
    unsubscribe();
  }
}

/** The result of some work, or null once the process is to end: vectors may take long where much is being learnt. */
async function unlessEnded<T>(work: Promise<T>, end: AbortSignal): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const stop = () => resolve(null);
  end.addEventListener('abort', stop);
  try {
    return await (end.aborted ? null : Promise.race([work, promise]));
  } finally {
    end.removeEventListener('abort', stop);
  }
}

/** What is stored, if the journal still has what was read last: it may have been restored, or moved to another store. */
async function usable(
  { journal, log }: Pick<FollowQuestionsDeps, 'journal' | 'log'>,
  stored: StoredIndex | null,
): Promise<StoredIndex | null> {
  if (stored === null) return null;
  const { cursor, last } = stored.head;
  const [commit] = await journal.read(last.conversation, last.revision - 1, 1);
  try {
    await journal.scan(cursor, 1);
    if (commit?.inboundKey === last.inboundKey) return stored;
  } catch (error) {
    if (codeOf(error) !== 'input.invalid') throw error;
  }
  log.info({}, 'the index of questions belongs to another journal: rebuilding it');
  return null;
}

function createFollower(deps: FollowQuestionsDeps, index: QuestionIndex, centres: Centres | null) {
  const { tenant, journal, sealer, codeOfWords, dayOf } = deps;
  const clusters = createClusters(deps.vectorOf, centres);

  async function commitAt(conversation: ConversationId, revision: number): Promise<Commit | null> {
    return (await journal.read(conversation, revision - 1, 1))[0] ?? null;
  }

  /** A question without identifiers, and its language; null: it is none, was erased, or says nothing. */
  async function said(commit: Commit): Promise<{ readonly text: string; readonly locale: Locale } | null> {
    const content = await sealer.open(commit);
    const inbound = content?.inbound ?? null;
    if (inbound?.content.kind !== 'text' && inbound?.content.kind !== 'edit') return null;
    const text = judgedText(textOf(inbound));
    // A few words in no language of their own are in that of the person's device.
    const locale = localeIn(commit) ?? inbound.localeHint ?? 'ca';
    return plainWords(text) === '' ? null : { text, locale };
  }

  function hasFollowed(): boolean {
    for (const { document } of index.decisions.values()) if (document !== null) return true;
    return false;
  }

  /** Enters a question, or a further problem with it. */
  async function enter(commit: Commit, why: QuestionProblem | null, reply: number | null): Promise<void> {
    const { conversation, revision, at, account } = commit;
    const mark = markOfQuestion(conversation, revision);
    const known = index.questions.get(mark);
    if (known !== undefined) {
      const problems = why === null || known.problems.includes(why) ? known.problems : [...known.problems, why];
      index.put({ ...known, problems, reply: known.reply ?? reply });
      return;
    }
    // What was answered is of interest where somebody has seen to it.
    const counts = (cluster: ClusterId) => why !== null || index.decisions.get(cluster)?.document != null;
    if (why === null && !hasFollowed()) return;
    const facts = factsOf(commit);
    const asked = facts === null ? null : await said(commit);
    if (facts === null || asked === null) return;
    const { text, locale } = asked;
    const words = codeOfWords(plainWords(text));
    const compared = { words, aspect: facts.aspect, locale };
    const found = await clusters.find(compared, text, counts);
    if (why === null && found === null) return;
    const cluster = found ?? mark;
    const problems = why === null ? [] : [why];
    index.put({ mark, conversation, revision, at, account, words, cluster, problems, reply, locale, ...facts });
    await clusters.add({ ...compared, cluster }, text);
  }

  /** The question that a problem is about: a message that only asks for a person goes back to what was said before. */
  async function questionAt(commit: Commit, revision: number): Promise<Commit | null> {
    for (let at = revision; at > 0 && at > revision - lookedBack; at -= 1) {
      const found = at === commit.revision ? commit : await commitAt(commit.conversation, at);
      if (found !== null && !isAside(found)) return found;
    }
    return null;
  }

  function forgetClusters(gone: readonly ClusterId[]): void {
    for (const cluster of gone) clusters.remove(cluster);
  }

  return {
    /** Compares what comes with what is known already. */
    async remember(end: AbortSignal): Promise<void> {
      const seen = new Set<string>();
      for (const question of index.questions.values()) {
        if (end.aborted) return;
        const key = `${question.cluster} ${question.locale}`;
        const isCompared = deps.vectorOf !== null && !seen.has(key);
        seen.add(key);
        const commit = isCompared ? await commitAt(question.conversation, question.revision) : null;
        const text = commit === null ? null : ((await said(commit))?.text ?? null);
        await clusters.add(question, text);
      }
    },

    async take(commit: Commit): Promise<void> {
      if (commit.tenant !== tenant) return;
      if (isRecord(commit.state)) return followDecisions(index, commit);
      const { conversation, revision, at } = commit;
      const before = needsBefore(commit) ? await commitAt(conversation, revision - 1) : null;
      const day = dayOf(at);
      const locale = localeIn(commit) ?? (isAsking(commit) ? (await said(commit))?.locale : null) ?? 'ca';
      for (const step of countsIn(commit, before, locale)) index.count(day, step);
      // An index that is made again reads what is too old to be kept, for the figures alone.
      if (at < deps.clock() - questionDays * dayMs) return;
      const found = problemsIn(commit, before);
      for (const { question, why, reply } of found) {
        const asked = await questionAt(commit, question);
        if (asked !== null) await enter(asked, why, reply);
      }
      if (isAsking(commit) && !found.some(({ question }) => question === revision)) await enter(commit, null, null);
      if (erases(commit)) forgetClusters(index.forget(conversation, revision));
    },

    forgetOld(now: number): void {
      const limits = { questions: dayOf(now - questionDays * dayMs), figures: dayOf(now - figureDays * dayMs) };
      forgetClusters(index.forgetBefore(limits));
    },
  };
}
