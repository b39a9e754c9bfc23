import type { GateQuestion } from './gateQuestion.ts';
import { isRight, isSameOutcome, kindOfOutcome, type QuestionOutcome } from './outcome.ts';

/**
 * What a change does to a question. `better`: right now and wrong before, or answered now and not before; `worse`: the
 * other way round; `look`: otherwise than before, and nobody has said what is right; `same`: as before.
 */
export type ChangeVerdict = 'better' | 'worse' | 'look' | 'same';

/** What came of one turn by both contents. */
export interface ComparedTurn {
  readonly before: QuestionOutcome;
  readonly after: QuestionOutcome;
}

export interface Judgement {
  readonly verdict: ChangeVerdict;
  /** Whether a pinned question was right and is wrong now: nobody publishes that alone. */
  readonly blocking: boolean;
  /** Whether a pinned question is wrong now, whatever it was before. */
  readonly failing: boolean;
  /** The turn that decided, counted from 0. */
  readonly turn: number;
}

const gravity: readonly ChangeVerdict[] = ['same', 'better', 'look', 'worse'];

/** Judges a question, or a dialogue by its gravest turn. */
export function judgeQuestion({ source, turns }: GateQuestion, compared: readonly ComparedTurn[]): Judgement {
  let verdict: ChangeVerdict = 'same';
  let blocking = false;
  let failing = false;
  let decisive = 0;
  for (const [index, each] of compared.entries()) {
    const expect = turns[index]?.expect ?? null;
    const found = expect === null ? judgeUnlabelled(each) : judgeLabelled(each, isRightBy(expect));
    if (source === 'pinned' && expect !== null && !isRight(expect, each.after)) {
      if (!failing && verdict === 'same') decisive = index;
      failing = true;
      blocking ||= isRight(expect, each.before);
    }
    if (gravity.indexOf(found) > gravity.indexOf(verdict)) {
      verdict = found;
      decisive = index;
    }
  }
  return { verdict, blocking, failing, turn: decisive };

  function isRightBy(expect: Parameters<typeof isRight>[0]) {
    return (outcome: QuestionOutcome) => isRight(expect, outcome);
  }
}

function judgeLabelled(
  { before, after }: ComparedTurn,
  isRightNow: (outcome: QuestionOutcome) => boolean,
): ChangeVerdict {
  const was = isRightNow(before);
  const is = isRightNow(after);
  if (was !== is) return is ? 'better' : 'worse';
  return isSameOutcome(before, after) || is ? 'same' : 'look';
}

function judgeUnlabelled({ before, after }: ComparedTurn): ChangeVerdict {
  if (isSameOutcome(before, after)) return 'same';
  const was = kindOfOutcome(before);
  const is = kindOfOutcome(after);
  // A case that nobody needs costs staff time, and one that is missing costs the citizen more.
  if (before.opensCase !== after.opensCase || before.danger !== after.danger) return 'look';
  if (was === 'unanswered' && is === 'answered') return 'better';
  if (was === 'offered' && is === 'answered')
    return after.answers.every(({ entry }) => before.menu.includes(entry)) ? 'better' : 'look';
  if (was === 'answered' && (is === 'offered' || is === 'unanswered')) return 'worse';
  return was === 'offered' && is === 'unanswered' ? 'worse' : 'look';
}
