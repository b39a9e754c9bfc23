import { isDeepStrictEqual } from 'node:util';
import type { Content } from '../content.ts';
import { withTaken } from './clashes.ts';
import type { GateQuestion } from './gateQuestion.ts';
import { type GateOptions, type GateResult, type GateSide, runGate } from './gateThread.ts';
import type { ChangeVerdict, ComparedTurn, Judgement } from './verdict.ts';
import type { Clash } from './views.ts';

/** What is compared. */
interface ComparedKnowledge {
  /** What citizens get now. */
  readonly before: GateSide;
  /** What they would get. */
  readonly after: GateSide;
  readonly questions: readonly GateQuestion[];
}

interface CompareOptions extends GateOptions {
  /** Called with how many questions were compared. */
  readonly onProgress?: (done: number) => void;
  /** For which time the questions are asked, milliseconds since 1970: answers may be out of date. */
  readonly now: number;
}

/** What a change does to one question. */
export interface ComparedQuestion extends Judgement {
  readonly question: GateQuestion;
  /** What came of the turn that decided, by both contents. */
  readonly compared: ComparedTurn;
}

/** What a change of content changes for those who ask. */
export interface Comparison {
  /** Questions, and how often they were asked. */
  readonly questions: number;
  readonly times: number;
  readonly counts: Readonly<Record<ChangeVerdict, number>>;
  /** Questions that were compared by their words alone, for want of time. */
  readonly byWords: number;
  /** What changes, the gravest and most often asked first. */
  readonly changes: readonly ComparedQuestion[];
  /** Pinned questions that are wrong now, those that were right first. */
  readonly failing: readonly ComparedQuestion[];
  /** New questions that come close to another entry. */
  readonly clashes: readonly Clash[];
}

const order: readonly ChangeVerdict[] = ['worse', 'look', 'better', 'same'];

/**
 * Asks questions of two contents, and looks for new questions under entries that come close to others.
 * @throws the signal's reason, when it is aborted
 */
export async function compareKnowledge(
  { before, after, questions }: ComparedKnowledge,
  { onProgress = () => {}, now, ...options }: CompareOptions,
): Promise<Comparison> {
  const counts = { better: 0, worse: 0, look: 0, same: 0 };
  const changes: ComparedQuestion[] = [];
  const failing: ComparedQuestion[] = [];
  let done = 0;
  let byWords = 0;
  const take = ({ index, isByWords, compared, ...judged }: GateResult) => {
    const question = questions[index] as GateQuestion;
    counts[judged.verdict] += 1;
    done += 1;
    if (isByWords) byWords += 1;
    if (compared === null) return;
    const found = { ...judged, question, compared };
    if (judged.verdict !== 'same') changes.push(found);
    if (judged.failing) failing.push(found);
  };
  const readsDangers = !isDeepStrictEqual(before.content.dangers, after.content.dangers);
  const clashes = await runGate(
    { kind: 'compare', before, after, questions, readsDangers, now },
    options,
    (results) => {
      for (const result of results) take(result);
      onProgress(done);
    },
  );
  return {
    questions: questions.length,
    times: questions.reduce((sum, { times }) => sum + times, 0),
    counts,
    byWords,
    changes: changes.sort(byGravity),
    failing: failing.sort((a, b) => Number(b.blocking) - Number(a.blocking)),
    clashes: withTaken(
      clashes,
      changes.map(({ question, compared }) => ({ ...compared, times: question.times })),
    ),
  };
}

/**
 * Finds the questions of a content that another entry would answer if they did not stand where they do.
 * @throws the signal's reason, when it is aborted
 */
export function findClashes(content: Content, options: GateOptions = {}): Promise<readonly Clash[]> {
  return runGate({ kind: 'clashes', content }, options);
}

function byGravity(a: ComparedQuestion, b: ComparedQuestion): number {
  return (
    Number(b.blocking) - Number(a.blocking) ||
    order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
    b.question.times - a.question.times
  );
}
