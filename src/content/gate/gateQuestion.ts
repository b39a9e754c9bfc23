import type { ConversationState } from '../../core/model/conversation.ts';
import type { Locale } from '../../core/model/locale.ts';
import { maskPersonalData } from '../../core/model/maskPersonalData.ts';
import type { Aspect } from '../../core/model/understanding.ts';
import { type EvaluationFile, noAnswer, type TestsFile } from '../schema/tests.ts';

/** What must come of a message. */
export interface Expectation {
  /** Id of the entry that must answer; null: nothing may be answered, or offered to choose from; absent: anything. */
  readonly entry?: string | null;
  /** The side of it that must be answered; null: any. */
  readonly aspect: Aspect | 'exceptions' | null;
  /** Whether it is enough that the entry is among the choices. */
  readonly offered: boolean;
  /** What a flow must ask for next; absent: anything, or nothing. */
  readonly asks?: string;
  /** Whether a case must be opened; absent: it does not matter. */
  readonly opensCase?: boolean;
}

interface GateTurn {
  /** As it is judged: without identifiers. */
  readonly text: string;
  /** As the council wrote it, who may have a telephone number typed; absent: as it is judged. */
  readonly written?: string;
  /** The value of a button that is pressed; absent: the text is typed. */
  readonly choice?: string;
  /** Null: nobody has said what must come of it. */
  readonly expect: Expectation | null;
}

/** Where a question comes from: the council's own list, the evaluation that ships, or what people asked. */
export type QuestionSource = 'pinned' | 'shipped' | 'past';

/** What a conversation was about when a question was asked: ids and decisions only. */
export type QuestionContext = Pick<ConversationState, 'dialogue' | 'offered'>;

/** A question, or a dialogue of several, that is asked of both contents. */
export interface GateQuestion {
  readonly source: QuestionSource;
  readonly locale: Locale;
  /** One for a question, more for a dialogue. */
  readonly turns: readonly GateTurn[];
  /** As it may be shown to staff: identifiers are named, not quoted. */
  readonly shown: string;
  /** How often it was asked; 1 for one that nobody asked. */
  readonly times: number;
  /** Null: it began a conversation. */
  readonly context: QuestionContext | null;
}

/** A text as the bot judges it, without identifiers. */
export function judgedText(text: string): string {
  return maskPersonalData(text, () => ' ').text.trim();
}

/** A text as staff may see it: identifiers are named, not quoted. */
export function shownText(text: string): string {
  return maskPersonalData(text, (kind) => `[${kind}]`).text.trim();
}

/** The pinned questions and dialogues of a content. */
export function pinnedQuestions(tests: TestsFile | undefined): readonly GateQuestion[] {
  if (tests === undefined) return [];
  return [
    ...tests.questions.map((question) => writtenQuestion('pinned', question.locale, [question])),
    ...tests.dialogues.map(({ locale, turns }) => writtenQuestion('pinned', locale, turns)),
  ];
}

/**
 * The evaluation questions of a content whose entries are among the known ones: a council that has no such service is not
 * told of it with each release.
 */
export function shippedQuestions(
  evaluation: EvaluationFile | undefined,
  known: ReadonlySet<string>,
): { readonly questions: readonly GateQuestion[]; readonly left: number } {
  const all = evaluation?.questions ?? [];
  const asked = all.filter(({ expect }) => expect === noAnswer || known.has(expect));
  return {
    questions: asked.map((question) => writtenQuestion('shipped', question.locale, [{ ...question, offered: false }])),
    left: all.length - asked.length,
  };
}

function writtenQuestion(
  source: Exclude<QuestionSource, 'past'>,
  locale: Locale,
  turns: readonly PinnedTurn[],
): GateQuestion {
  return {
    source,
    locale,
    turns: turns.map(turnOf),
    shown: turns.map((turn) => shownText(saidIn(turn))).join(' → '),
    times: 1,
    context: null,
  };
}

/** A turn as it is written. */
export type PinnedTurn = Pick<TestsFile['dialogues'][number]['turns'][number], 'expect' | 'aspect' | 'offered'> & {
  readonly ask?: string | undefined;
  readonly choose?: string | undefined;
  readonly asks?: string | undefined;
  readonly opensCase?: boolean | undefined;
};

/** What is said in a turn: what is typed, or the value of what is pressed. */
export const saidIn = ({ ask, choose }: Pick<PinnedTurn, 'ask' | 'choose'>): string => ask ?? choose ?? '';

function turnOf({ ask, choose, expect, aspect, offered, asks, opensCase }: PinnedTurn): GateTurn {
  const said =
    choose === undefined ? { text: judgedText(ask ?? ''), written: ask ?? '' } : { text: '', choice: choose };
  if (expect === undefined && asks === undefined && opensCase === undefined) return { ...said, expect: null };
  return {
    ...said,
    expect: {
      aspect: aspect ?? null,
      offered,
      ...(expect === undefined ? {} : { entry: expect === noAnswer ? null : expect }),
      ...(asks === undefined ? {} : { asks }),
      ...(opensCase === undefined ? {} : { opensCase }),
    },
  };
}
