import { type DangerHelp, type DangerReading, noDanger } from './danger.ts';
import type { Classification } from './kind.ts';
import type { Locale } from './locale.ts';
import type { Trait } from './protocol.ts';

/**
 * What people ask about a service once it is clear which one they mean. The names follow the Core Public Service
 * Vocabulary (CPSV-AP 3.2): `documents` are its evidence (`hasInput`), `cost` its `hasCost`, `duration` its
 * `processingTime`, `contact` its `hasContactPoint`, `legal-basis` its `hasLegalResource`, `online` and `where` its
 * channels. `exceptions` are special cases with names of their own, such as "without a rental contract".
 */
export const aspects = [
  'what',
  'how',
  'where',
  'hours',
  'cost',
  'documents',
  'deadline',
  'duration',
  'eligibility',
  'online',
  'appointment',
  'contact',
  'refusal',
  'legal-basis',
] as const;

export type Aspect = (typeof aspects)[number];

export function isAspect(name: string): name is Aspect {
  return (aspects as readonly string[]).includes(name);
}

/** What a person does with a message besides asking; `dialogs/acts.yaml` has wordings of each. */
export const wordedActs = [
  'correct',
  'simpler',
  'repeat',
  'more',
  'back',
  'yes',
  'no',
  'ack',
  'status',
  'add',
] as const;

/**
 * All that a text on its own may do: besides the above asks about a service, asks on about something unnamed, makes small
 * talk, reports something, wants a person, or is not the council's business. They are learnt from the rest of the
 * content.
 */
export const acts = [...wordedActs, 'ask', 'follow', 'chat', 'report', 'person', 'outside'] as const;

export type Act = (typeof acts)[number];

/** How sure the bot is that an entry answers a text. */
export interface Ranked {
  readonly entry: string;
  /** Calibrated probability, 0 to 1, that this entry is the right answer. */
  readonly confidence: number;
}

/** How likely a text asks for one side of a service, 0 to 1. `exceptions`: about a special case. */
export interface RankedAspect {
  readonly aspect: Aspect | 'exceptions';
  readonly confidence: number;
}

/** How likely a text does something besides asking, 0 to 1. */
export interface RankedAct {
  readonly act: Act;
  readonly confidence: number;
}

/** How near a text is to a special case of an entry, 0 to 1. */
export interface LikeException {
  readonly entry: string;
  readonly exception: string;
  readonly likeness: number;
}

/** Stands for what no text of a service covers. */
export const uncovered = 'unclear';

/** How well the texts of a service answer a text. */
export interface EntryMatch {
  readonly entry: string;
  /** Probability, 0 to 1, that it is this service whose texts do, if the text is read without its conversation. */
  readonly confidence: number;
  /**
   * Which of them do if it is: `whole`, sides, `exceptions:` and the id of a special case, and `uncovered` for none, with the
   * probability of each, 0 to 1; the likeliest first, without those that are hardly likely.
   */
  readonly texts: readonly { readonly text: string; readonly confidence: number }[];
}

/** What language a text seems to be in. */
export interface Detection {
  readonly locale: Locale | 'other';
  /** Calibrated probability, 0 to 1, of `locale`. */
  readonly confidence: number;
  /** Whether the text contains words that distinguish languages ("ok", an emoji or a street name do not). */
  readonly isDistinctive: boolean;
}

/** The outer form of a text. */
export interface Shape {
  readonly words: number;
  /** It begins as a continuation does: "and", "but", "so". */
  readonly continues: boolean;
  /** It refers to something said before: "it", "that", "there". */
  readonly refers: boolean;
  readonly asks: boolean;
  /** A part of it begins as a question for directions does, with or without a question mark: "where do I", "how much". */
  readonly wonders: boolean;
  /** It names a place: a street and a number, a square, "in front of". */
  readonly places: boolean;
  /** It consists of little more than an ordinal, counted from 1, or -1 for the last; null: it does not. */
  readonly ordinal: number | null;
}

/** One question of a text that has several, or what follows a beginning such as "no, I meant". */
export interface Part {
  readonly topics: readonly Ranked[];
  readonly aspects: readonly RankedAspect[];
  /** How well the texts of services answer it. Absent: that was not looked for. */
  readonly matches?: readonly EntryMatch[];
  /** It asks, by its form. Absent: it does not, or that was not looked for. */
  readonly asks?: true;
  /** It says what somebody wants, by its form. Absent as above. */
  readonly wants?: true;
}

/** What a text says that it is not about, beside what it says instead: "not the bus card, the library". */
export interface Rejection {
  /** What the words name that say what is not meant. */
  readonly topics: readonly Ranked[];
  /** What is said instead; null: nothing is. */
  readonly meant: Part | null;
  /** By its form it can only mean that: "not the card", "I asked about the library"; "I have no contract" may tell something. */
  readonly isPlain: boolean;
}

/**
 * What a text means on its own: read from the text and one version of the knowledge, before the turn, and recorded with
 * it, so that a replay needs no model. What it means in its conversation is decided in the turn. Ids and numbers only.
 */
export interface Understanding {
  /** Version of the knowledge that read the text. */
  readonly knowledge: string;
  /** Whether the meaning of the sentence was weighed as well as its words. */
  readonly voice: 'words' | 'meaning';
  readonly danger: DangerReading;
  /** `foreign`: the language (BCP 47) of a text in none of the bot's own; null where it cannot be determined. */
  readonly language: Detection & { readonly foreign: string | null };
  /** The entry of small talk of which the whole text consists, or that its emoji means; null when it says more. */
  readonly smallTalk: string | null;
  readonly kind: Classification;
  /** Traits that the words show, in addition to the kind. */
  readonly traits: readonly Trait[];
  /** The most probable entries first, at most five; small talk and commands are among them. */
  readonly topics: readonly Ranked[];
  /** The most probable first, at most three. */
  readonly aspects: readonly RankedAspect[];
  /** The most probable first, at most three. */
  readonly acts: readonly RankedAct[];
  readonly scope: ScopeReading;
  /** The nearest first, at most twenty: what is spoken of should be among them. */
  readonly exceptions: readonly LikeException[];
  /** How well the texts of services answer it, the best first: of all services, and in a turn of those that it may be about. */
  readonly matches: readonly EntryMatch[];
  readonly shape: Shape;
  /** Whether it names another town, and not this one, where that is a sign that it is about that town. */
  readonly elsewhere: boolean;
  /** Another town that it names is in this country: its council has the same business. Absent: it names none. */
  readonly isNear?: true;
  /** The questions of a text that has several, in order; empty where it has one. */
  readonly questions: readonly Part[];
  /** What follows a beginning such as "no, I meant"; null where nothing does. */
  readonly rest: Part | null;
  /** The text only says what is not meant: "I did not ask about the bins". */
  readonly denies: boolean;
  /** It names what is not meant as well, so that only `rest` tells what is: "the house, not the car". Absent: it does not. */
  readonly rejects?: true;
  /** What it says that it is not about, and what instead, where it does so: its conversation tells whether that corrects. */
  readonly rejection?: Rejection;
}

/** Whose business a message with which somebody begins is, by its words and meaning alone. Probabilities, 0 to 1. */
export interface ScopeReading {
  /** It is nobody's at the council. */
  readonly outside: number;
  /** It reports something to the council, complains or suggests. */
  readonly report: number;
}

export const noScope: ScopeReading = { outside: 0, report: 0 };

/** How confident a ranking is of an entry; 0: it does not have it. */
export function confidenceIn(ranked: readonly Ranked[], wanted: string | undefined): number {
  return ranked.find(({ entry }) => entry === wanted)?.confidence ?? 0;
}

/** How confident a ranking is of all that it has, together. */
export function confidenceInAll(ranked: readonly Ranked[]): number {
  return ranked.reduce((sum, { confidence }) => sum + confidence, 0);
}

/** The understanding of a text that says nothing, or could not be read. */
export function notUnderstood(knowledge: string): Understanding {
  return {
    knowledge,
    voice: 'words',
    danger: noDanger,
    language: { locale: 'ca', confidence: 0, isDistinctive: false, foreign: null },
    smallTalk: null,
    kind: { kind: 'question', confidence: 0, ranked: [], rule: null },
    traits: [],
    topics: [],
    aspects: [],
    acts: [],
    scope: noScope,
    exceptions: [],
    matches: [],
    shape: { words: 0, continues: false, refers: false, asks: false, wonders: false, places: false, ordinal: null },
    elsewhere: false,
    questions: [],
    rest: null,
    denies: false,
  };
}

/** As events keep it: without the texts of the knowledge; those of before they were read have no `scope` and no `matches`. */
export type RecordedUnderstanding = Omit<Understanding, 'danger' | 'scope' | 'matches'> &
  Partial<Pick<Understanding, 'scope' | 'matches'>> & { readonly danger: Omit<DangerReading, 'help'> };

export function recordOf(read: Understanding): RecordedUnderstanding {
  const { help: _, ...danger } = read.danger;
  return { ...read, danger };
}

/** The understanding of a record; `helpFor` looks up whom to call. */
export function understandingOf(
  recorded: RecordedUnderstanding,
  helpFor: (whom: string) => DangerHelp | null,
): Understanding {
  const { whom } = recorded.danger;
  const { scope = noScope, matches = [] } = recorded;
  return { ...recorded, scope, matches, danger: { ...recorded.danger, help: whom === null ? null : helpFor(whom) } };
}

/**
 * What a message does in its conversation. `ask`: asks about a separate topic, new or of before; `follow`: asks on
 * about the topic in focus; `two`: has several questions; `correct`: rejects the last answer; `simpler`, `repeat`,
 * `more`: wants it in plainer words, again, or in full; `yes`, `no`: answers what the bot asked; `chat`: thanks, greets
 * or acknowledges; `status`: asks how a case is going; `person`: wants a human being; `report`: tells of something
 * broken, complains or suggests; `add`: adds to what was just reported; `outside`: is not the council's business.
 */
export const moves = [
  'ask',
  'follow',
  'two',
  'correct',
  'simpler',
  'repeat',
  'more',
  'yes',
  'no',
  'chat',
  'status',
  'person',
  'report',
  'add',
  'outside',
] as const;

export type Move = (typeof moves)[number];

/**
 * A small neural network, learnt from dialogues: what is weighed straight, as in a logistic regression, and hidden units
 * that see which features go together. Its outputs are scores; where one is higher by 1, that is 2.7 times as likely.
 */
export interface DialogueNetwork {
  /** What each feature adds to each output: a row a feature. */
  readonly straight: readonly (readonly number[])[];
  /** What each feature adds to each hidden unit: a row a feature. */
  readonly hidden: readonly (readonly number[])[];
  /** What each hidden unit begins with. */
  readonly bias: readonly number[];
  /** What each hidden unit adds to each output where it is above 0: a row a unit. */
  readonly output: readonly (readonly number[])[];
}

/** Weighs what a message does: its outputs are `moves`, in order. */
export type MoveModel = DialogueNetwork;

export interface RankedMove {
  readonly move: Move;
  /** Probability, 0 to 1. */
  readonly confidence: number;
}

/** Weighs one service that a message may be about, or one thing that it may ask of a service: it has one output. */
export type SubjectModel = DialogueNetwork;
export type DetailModel = DialogueNetwork;
