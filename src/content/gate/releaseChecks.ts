import type { AgentId } from '../../core/model/agent.ts';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Content } from '../content.ts';
import { entriesOf } from '../entries.ts';
import type { PreparedKnowledge } from '../knowledgeStore.ts';
import type { LinkChecker } from '../links/checkLinks.ts';
import type { FaqEntry } from '../schema/faq.ts';
import { clashName } from './clashName.ts';
import { compareKnowledge } from './compareKnowledge.ts';
import { findingsIn, unpinnedIn } from './findings.ts';
import { pinnedQuestions, shippedQuestions } from './gateQuestion.ts';
import type { KeptVectors } from './keptVectors.ts';
import { lookAtLinks } from './linkFindings.ts';
import type { PastQuestions } from './pastQuestions.ts';
import type { PinnedGate } from './pinnedGate.ts';
import { reportOf } from './report.ts';
import type { CheckPhase, ReleaseCheck, ReleaseReport, ShownAcceptance } from './views.ts';

interface ReleaseChecksDeps {
  readonly gate: Pick<PinnedGate, 'sides' | 'fallsIn'>;
  readonly current: () => Knowledge;
  readonly content: () => Content;
  /** The knowledge of all drafts. */
  readonly draftKnowledge: () => Promise<PreparedKnowledge>;
  /** Names the drafts and the live content of the moment: another name, another content. */
  readonly draftsName: () => Promise<string>;
  /** What people asked; that it is read must be on record first. `session`: whose browser shows it. */
  readonly past: (reader: CheckRequest, signal: AbortSignal) => Promise<PastQuestions>;
  readonly vectors: KeptVectors;
  /** Null: links are not looked at. */
  readonly links: LinkChecker | null;
  /** Those who let content of a version pass. */
  readonly acceptances: (version: string) => Promise<readonly ShownAcceptance[]>;
  /** Names of the clashes that somebody lets be. */
  readonly keptClashes: () => Promise<readonly string[]>;
  /** Records that somebody does. */
  readonly accept: (version: string, falls: number, reason: string, by: AgentId) => Promise<void>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** Who wants to know. */
interface CheckRequest {
  readonly by: AgentId;
  readonly session: string;
}

/** Checks of the drafts: what they would change for those who ask. One runs at a time, in this process. */
export interface ReleaseChecks {
  /** Begins a check, and ends the one that runs. */
  start(request: CheckRequest): Promise<ReleaseCheck>;
  /** The newest check; that it is read is for the caller to record. */
  view(): Promise<ReleaseCheck>;
  /**
   * Lets the drafts pass although pinned questions fall; the release must be another person's.
   * @throws {CodedError} `content.moved` where the drafts are of another version; `content.conflict` where nothing falls
   */
  accept(version: string, reason: string, by: AgentId): Promise<ReleaseCheck>;
  /** Whether there is a report with what people asked. */
  hasReport(): boolean;
  stop(): Promise<void>;
}

/** New meanings of texts that one check computes; the next one goes on. */
const meaningsOfCheck = 3_000;
/** How long a report with what people asked stays in memory. */
const reportMs = 60 * 60_000;

interface Run extends CheckRequest {
  readonly at: number;
  readonly end: AbortController;
  phase: CheckPhase;
  done: number;
  questions: number;
  result: { readonly version: string; readonly drafts: string; readonly report: ReleaseReport } | null;
  failure: string | null;
  finished: Promise<void>;
  /** Keeps the timer that forgets the report from ringing. */
  cancelTimer: () => void;
}

export function createReleaseChecks(deps: ReleaseChecksDeps): ReleaseChecks {
  const { clock, timer, log } = deps;
  let run: Run | null = null;

  async function work(mine: Run): Promise<void> {
    const { signal } = mine.end;
    const drafts = await deps.draftsName();
    const after = await deps.draftKnowledge();
    const before = deps.current();
    const live = deps.content();
    signal.throwIfAborted();
    mine.phase = 'reading';
    const past = await deps.past(mine, signal);
    const pinned = pinnedQuestions(after.content.tests);
    const shipped = shippedQuestions(after.content.evaluation, entriesIn(live, after.content));
    const questions = [...pinned, ...shipped.questions, ...past.questions];
    const sides = deps.gate.sides(before, after);
    if (sides === null)
      throw new CodedError('index.failed', 'Nothing was learnt from the content in use: see the log.');
    const changed = changedEntries(live, after.content);
    // It waits for others: meanwhile there is enough to do.
    const links = deps.links === null ? null : lookAtLinks(deps.links, after.content, changed, signal);
    mine.phase = 'comparing';
    mine.questions = questions.length;
    const comparison = await compareKnowledge(
      { ...sides, questions },
      {
        now: clock(),
        signal,
        vectorsOf: deps.vectors.begin(meaningsOfCheck),
        onProgress: (done) => {
          mine.done = done;
        },
      },
    );
    const looked = await links;
    const report = reportOf(comparison, {
      problems: after.problems.filter(({ fatal }) => fatal).length,
      pinned: pinned.length,
      shipped: { questions: shipped.questions.length, left: shipped.left },
      past: { questions: past.questions.length, unreadable: past.unreadable, left: past.left },
      findings: [
        ...unpinnedIn(live, after.content),
        ...(looked?.findings ?? []),
        ...findingsIn(after.content, clock(), changed),
      ],
      links: looked === null ? null : looked.counts,
    });
    mine.result = { version: after.knowledge.version, drafts, report };
  }

  async function carryOut(mine: Run): Promise<void> {
    try {
      await work(mine);
    } catch (error) {
      if (mine.end.signal.aborted) return;
      mine.failure = codeOf(error);
      log.error({ code: mine.failure, error }, 'the check of the drafts failed');
    }
    // What people asked must not outlive its use.
    mine.cancelTimer = timer(reportMs, () => {
      if (run === mine) run = null;
    });
  }

  function end(reason: string): void {
    run?.end.abort(new Error(reason));
    run?.cancelTimer();
  }

  async function view(): Promise<ReleaseCheck> {
    if (run === null) return { state: 'none' };
    const { by, at, phase, done, questions, result, failure } = run;
    if (failure !== null) return { state: 'failed', by, at, code: failure };
    if (result === null) return { state: 'running', by, at, phase, done, questions };
    const { version, drafts } = result;
    const kept = new Set(await deps.keptClashes());
    const clashes = result.report.clashes.filter((clash) => !kept.has(clashName(clash)));
    const report = { ...result.report, clashes };
    const current = (await deps.draftsName()) === drafts;
    return { state: 'done', by, at, version, current, report, accepted: await deps.acceptances(version) };
  }

  return {
    view,
    hasReport: () => run !== null && run.result !== null,

    async start({ by, session }) {
      end('another check has begun');
      const mine: Run = {
        by,
        session,
        at: clock(),
        end: new AbortController(),
        phase: 'learning',
        done: 0,
        questions: 0,
        result: null,
        failure: null,
        finished: Promise.resolve(),
        cancelTimer: () => {},
      };
      run = mine;
      mine.finished = carryOut(mine);
      return view();
    },

    async accept(version, reason, by) {
      const after = await deps.draftKnowledge();
      if (after.knowledge.version !== version)
        throw new CodedError('content.moved', 'The drafts have changed since they were checked: check them again.');
      const falls = await deps.gate.fallsIn(deps.current(), after);
      if (falls.length === 0)
        throw new CodedError('content.conflict', 'No pinned question falls: there is nothing to accept.');
      await deps.accept(version, falls.length, reason, by);
      return view();
    },

    async stop() {
      end('the service stops');
      await run?.finished;
    },
  };
}

/** Ids of the entries of contents: what is removed must still be asked. */
function entriesIn(...contents: readonly Content[]): ReadonlySet<string> {
  return new Set(contents.flatMap((content) => entriesOf(content).map(({ id }) => id)));
}

/** Entries that one content has otherwise than another. */
function changedEntries(before: Content, after: Content): ReadonlySet<string> {
  const textsOf = ({ faq }: Content): ReadonlyMap<string, string> =>
    new Map(
      Object.values(faq).flatMap(({ entries }) => entries.map((entry: FaqEntry) => [entry.id, JSON.stringify(entry)])),
    );
  const known = textsOf(before);
  return new Set([...textsOf(after)].filter(([id, text]) => known.get(id) !== text).map(([id]) => id));
}
