import type { AgentId } from '../../core/model/agent.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Clash } from './clashes.ts';
import type { ComparedQuestion, Comparison } from './compareKnowledge.ts';
import type { Finding } from './findings.ts';
import type { QuestionOutcome } from './outcome.ts';
import type { Expectation, QuestionSource } from './question.ts';
import type { ChangeVerdict } from './verdict.ts';

/** Changes, clashes and findings in one answer, each: nobody reads more of them. */
const mostShown = 200;

/** What a change of content does to one question, as it may be shown to staff. */
export interface QuestionChange {
  readonly verdict: ChangeVerdict;
  /** A pinned question that was right and is wrong now. */
  readonly blocking: boolean;
  readonly source: QuestionSource;
  readonly locale: Locale;
  /** Identifiers are named, not quoted; the turns of a dialogue have arrows between them. */
  readonly text: string;
  readonly times: number;
  /** The turn of a dialogue that decided, counted from 0. */
  readonly turn: number;
  /** What must come of that turn; null: nobody has said. */
  readonly expect: Expectation | null;
  readonly before: QuestionOutcome;
  readonly after: QuestionOutcome;
}

/** Somebody let content pass although pinned questions fall. */
export interface ShownAcceptance {
  readonly by: AgentId;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: string;
}

/** What the drafts would change for those who ask. */
export interface ReleaseReport extends Pick<Comparison, 'questions' | 'times' | 'counts' | 'byWords'> {
  /** Pinned questions among them, and those that are wrong now. */
  readonly pinned: number;
  readonly failing: readonly QuestionChange[];
  /** Different questions of people, messages that cannot be read any more, and questions left out. */
  readonly past: { readonly questions: number; readonly unreadable: number; readonly left: number };
  /** The gravest first; the first 200. */
  readonly changes: readonly QuestionChange[];
  readonly clashes: readonly Clash[];
  readonly findings: readonly Finding[];
}

/** What is being done: learning from the drafts, reading what people asked, asking both contents. */
export type CheckPhase = 'learning' | 'reading' | 'comparing';

/** The newest check of the drafts. */
export type ReleaseCheck =
  | { readonly state: 'none' }
  | ({ readonly by: AgentId; readonly at: number } & (
      | { readonly state: 'running'; readonly phase: CheckPhase; readonly done: number; readonly questions: number }
      /** `code`: of the error. */
      | { readonly state: 'failed'; readonly code: string }
      | {
          readonly state: 'done';
          /** Version of the content that was checked, which `accept` names. */
          readonly version: string;
          /** Whether the drafts and the live content are still those that were checked. */
          readonly current: boolean;
          readonly report: ReleaseReport;
          /** Those who let it pass, although pinned questions fall. */
          readonly accepted: readonly ShownAcceptance[];
        }
    ));

/** A comparison as it is shown. */
export function reportOf(
  comparison: Comparison,
  more: Pick<ReleaseReport, 'pinned' | 'past'> & { readonly findings: readonly Finding[] },
): ReleaseReport {
  const { questions, times, counts, byWords, changes, failing, clashes } = comparison;
  return {
    questions,
    times,
    counts,
    byWords,
    pinned: more.pinned,
    past: more.past,
    failing: failing.slice(0, mostShown).map(changeOf),
    changes: changes.slice(0, mostShown).map(changeOf),
    clashes: clashes.slice(0, mostShown),
    findings: more.findings.slice(0, mostShown),
  };
}

function changeOf({ verdict, blocking, question, turn, compared }: ComparedQuestion): QuestionChange {
  return {
    verdict,
    blocking,
    source: question.source,
    locale: question.locale,
    text: question.shown,
    times: question.times,
    turn,
    expect: question.turns[turn]?.expect ?? null,
    before: compared.before,
    after: compared.after,
  };
}
