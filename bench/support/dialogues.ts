import { withFocus } from '../../src/core/dialogue/entriesInFocus.ts';
import type { Situation } from '../../src/core/dialogue/moveFeatures.ts';
import { type DialogueState, newDialogue } from '../../src/core/model/conversation.ts';
import type { Move } from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import {
  type LabelledTurn,
  readDialoguesIn,
  readTrainingDialogues,
  type TrainingDialogue,
} from '../../src/language/understanding/trainingDialogues.ts';

/** What a message means in its conversation. */
export type Reading = Omit<LabelledTurn, 'user'>;

/** A turn, with what others find in it: see test/data/dialogues/README.md. */
export interface JudgedTurn extends LabelledTurn {
  /** Further readings. */
  readonly also?: readonly Reading[];
  /** Why a clerk might hand it to somebody, such as `danger`; absent: there is no cause, or nobody was asked. */
  readonly causes?: readonly string[];
}

export interface LabelledDialogue extends TrainingDialogue {
  readonly split: 'train' | 'tune' | 'test';
  readonly turns: readonly JudgedTurn[];
}

/** What besides the text decides, and which services are on offer. */
export interface SampleSituation extends Situation {
  readonly choices: readonly string[];
}

/** One turn with the state that the labels of the turns before it leave behind. */
export interface Sample {
  readonly dialogue: LabelledDialogue;
  readonly turn: LabelledTurn;
  readonly index: number;
  readonly situation: SampleSituation;
  readonly move: Move;
}

const moveOf: Readonly<Record<string, Move>> = {
  topic: 'ask',
  back: 'ask',
  aspect: 'follow',
  correct: 'correct',
  simpler: 'simpler',
  repeat: 'repeat',
  more: 'more',
  two: 'two',
  yes: 'yes',
  no: 'no',
  ack: 'chat',
  smalltalk: 'chat',
  person: 'person',
  status: 'status',
  incident: 'report',
  complaint: 'report',
  suggestion: 'report',
  addition: 'add',
  outside: 'outside',
};

/** The conversations that the bot learns from, and those of `test/data/dialogues`. */
export function readDialogues(): readonly LabelledDialogue[] {
  const apart = readDialoguesIn<LabelledDialogue>(new URL('../../test/data/dialogues/', import.meta.url));
  return [...readTrainingDialogues().map((dialogue) => ({ ...dialogue, split: 'train' as const })), ...apart];
}

/** The conversations in which neighbours ask on about one service, apart from those (test/data/dialogues/README.md). */
export function readAskedDialogues(): readonly LabelledDialogue[] {
  return readDialoguesIn<LabelledDialogue>(new URL('../../test/data/dialogues/asked/', import.meta.url));
}

/** The conversations that people improvised with the bot, apart from those. */
export function readImprovisedDialogues(): readonly LabelledDialogue[] {
  return readDialoguesIn<LabelledDialogue>(new URL('../../test/data/dialogues/improvised/', import.meta.url));
}

/** Conversations that stand side by side are often by one writer, and of one field; those so far apart are not. */
export const farApart = 37;

/** The turns of dialogues, each in the situation that a bot without mistakes would be in. */
export function samplesOf(
  dialogues: readonly LabelledDialogue[],
  knowledge: Pick<Knowledge, 'entry'>,
): readonly Sample[] {
  return dialogues.flatMap((dialogue) => {
    let state: DialogueState = newDialogue;
    let hasCase = false;
    return dialogue.turns.map((turn, index) => {
      const move = moveOf[turn.act] ?? 'ask';
      // Yes and no suppose that something was asked.
      const asked = move === 'yes' || move === 'no';
      const last = asked
        ? ({ did: index % 2 === 0 ? 'clarified' : 'left-unanswered', others: [] } as const)
        : state.last;
      const offered = asked || state.last?.did === 'answered' || state.last?.did === 'left-unanswered';
      const generalOf = (entry: string) => knowledge.entry(entry)?.general ?? [];
      const whole = state.last?.did === 'answered' && state.focus[0]?.aspect === null ? state.focus[0].entry : null;
      const choices = whole === null ? [] : (knowledge.entry(whole)?.followUps ?? []);
      const situation = { dialogue: { ...state, last }, offered, choices, hasCase, generalOf };
      state = after(state, turn, move, knowledge);
      hasCase = hasCase || move === 'report' || move === 'person';
      return { dialogue, turn, index, situation, move };
    });
  });
}

function after(
  state: DialogueState,
  turn: LabelledTurn,
  move: Move,
  knowledge: Pick<Knowledge, 'entry'>,
): DialogueState {
  const spoken = turn.topics?.at(-1) ?? (turn.topic ? { topic: turn.topic, aspect: turn.aspect ?? undefined } : null);
  const focused = spoken === null ? state : withFocus(state, { entry: spoken.topic, aspect: spoken.aspect ?? null });
  return { ...focused, last: newestOf(turn, move, knowledge) };
}

function newestOf(turn: LabelledTurn, move: Move, knowledge: Pick<Knowledge, 'entry'>): DialogueState['last'] {
  switch (move) {
    case 'ask':
    case 'two':
    case 'repeat':
    case 'more':
      return { did: 'answered', others: [] };
    case 'correct':
      return turn.topic ? { did: 'answered', others: [] } : { did: 'left-unanswered' };
    case 'follow': {
      const entry = turn.topic ? knowledge.entry(turn.topic) : undefined;
      const known = turn.aspect && turn.aspect !== 'exceptions' ? entry?.aspects[turn.aspect] !== undefined : true;
      return known ? { did: 'answered', others: [] } : { did: 'left-unanswered' };
    }
    case 'simpler':
      return { did: 'simplified' };
    case 'report':
    case 'add':
    case 'person':
      return { did: 'passed-on' };
    default:
      return { did: 'chatted' };
  }
}
