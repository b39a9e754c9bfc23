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
  /** How probable it is that the text is none of the council's business, whatever it does, 0 to 1. */
  readonly outside: number;
  /** The nearest first, at most twenty: what is spoken of should be among them. */
  readonly exceptions: readonly LikeException[];
  readonly shape: Shape;
  /** Whether it names another town, and not this one, where that is a sign that it is about that town. */
  readonly elsewhere: boolean;
  /** The questions of a text that has several, in order; empty where it has one. */
  readonly questions: readonly Part[];
  /** What follows a beginning such as "no, I meant"; null where nothing does. */
  readonly rest: Part | null;
  /** The text only says what is not meant: "I did not ask about the bins". */
  readonly denies: boolean;
  /** It names what is not meant as well, so that only `rest` tells what is: "the house, not the car". Absent: it does not. */
  readonly rejects?: true;
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
    outside: 0,
    exceptions: [],
    shape: { words: 0, continues: false, refers: false, asks: false, wonders: false, places: false, ordinal: null },
    elsewhere: false,
    questions: [],
    rest: null,
    denies: false,
  };
}

/** As events keep it: without the texts of the knowledge; those of before it was read have no `outside`. */
export type RecordedUnderstanding = Omit<Understanding, 'danger' | 'outside'> &
  Partial<Pick<Understanding, 'outside'>> & { readonly danger: Omit<DangerReading, 'help'> };

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
  const { outside = 0 } = recorded;
  return { ...recorded, outside, danger: { ...recorded.danger, help: whom === null ? null : helpFor(whom) } };
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

/** By which confidence of its topics a question is answered. */
export interface TopicThresholds {
  /** The best entry is shown from here on. */
  readonly answer: number;
  /** It is shown already from here on, where it is `times` as likely as the next. */
  readonly clear: number;
  readonly times: number;
  /** It needs nothing more from here on: no tie, no other side and no bare word makes it doubtful. */
  readonly sure: number;
  /** Nothing is shown beside it from here on. */
  readonly alone: number;
  /** The best entries are offered from here on. */
  readonly clarify: number;
  /** Two entries that are nearer than this are as likely. */
  readonly lead: number;
  /** A choice has at least this share of the best one's confidence. */
  readonly choice: number;
  /** What is shown beside an answer, or where nothing is known, is at least as likely as this. */
  readonly near: number;
}

/** All that decides between readings of a message: confidences, 0 to 1. The values: `core/dialogue/thresholds.ts`. */
export interface TurnThresholds {
  readonly topics: { readonly meaning: TopicThresholds; readonly words: TopicThresholds };
  /** A text is taken to be outside the council's business, where no entry answers it. */
  readonly outside: number;
  /** The same of a text that is like a report, where it is rather outside than one. */
  readonly outsideReport: number;
  /** A text that asks, or goes on, as surely as this opens no case by what its words are like. */
  readonly plainAsking: number;
  /** How much being certainly outside takes from the confidence of an entry, in log-odds. */
  readonly outsideWeight: number;
  /** How much of asking the council something speaks against being outside. */
  readonly askingShare: number;
  /** How much being outside by the reading of that alone takes, where no service was spoken of yet … */
  readonly openingWeight: number;
  /** … and how likely an entry must be then, to be answered and not offered. */
  readonly opening: number;
  /** A text that names another town is about that town, unless an entry is as sure as this … */
  readonly elsewhere: number;
  /** … and the text is less likely than this to be outside. */
  readonly elsewhereDoubt: number;
  /** A text has a separate topic, and leaves the one in focus. */
  readonly ownTopic: number;
  /** The same of a part of a message, which names its topic in few words. */
  readonly partTopic: number;
  /** A correction means another service, by all that a conversation tells. */
  readonly correctedSubject: number;
  /** A correction means another service … */
  readonly correctedTopic: number;
  /** … or another side of the one spoken of … */
  readonly correctedSide: number;
  /** … or the whole of that one … */
  readonly sameTopic: number;
  /** … or, at least, the likeliest other. */
  readonly guessedTopic: number;
  /** Small talk is answered where the conversation expects some. */
  readonly expectedTalk: number;
  /** An ambiguous text is taken for small talk. */
  readonly talk: number;
  /** What a message does is believed; asking, and asking on, need none. */
  readonly move: number;
  /** An act below which nobody has said no to a menu. */
  readonly statedNo: number;
  /** A correction that the person states in so many words. */
  readonly statedCorrection: number;
  /** Asking on: the bot stays on the topic where the text names no other clearly. */
  readonly stay: number;
  /** A service is meant, by all that a conversation tells. */
  readonly subject: number;
  /** The same where a text that asks names another. */
  readonly ownSubject: number;
  /** The same where nothing else answers. */
  readonly likelySubject: number;
  /** A text that names another service, asks at least so likely and follows up less likely than that, leaves the one spoken of. */
  readonly ownAsking: number;
  readonly asideFollow: number;
  /** A statement that names another service, and is less likely to go on or to add something, leaves the one spoken of. */
  readonly remark: number;
  /** A topic of before is meant again. */
  readonly earlierTopic: number;
  /** The text of an aspect answers; and it answers although the topic is new. */
  readonly aspect: number;
  /** Share of the likeliest aspect's confidence at which one with a text answers instead, where that has none. */
  readonly knownSide: number;
  /** A side or special case that may be asked for as well, so likely, is told below the likeliest one. */
  readonly besideDetail: number;
  /** The same instead of nothing, where a detail is asked for of which nothing is written. */
  readonly nearDetail: number;
  readonly ownAspect: number;
  /** The same, from which a side that nobody wrote down is named, and nothing else is guessed. */
  readonly plainSide: number;
  /** A few words ask the same of a service beside the one spoken of: it is so likely, and no special case of that one is so near. */
  readonly siblingTopic: number;
  readonly siblingCase: number;
  /** Share of the likeliest service's confidence that it needs; the one spoken of has at most what is left of its own. */
  readonly siblingShare: number;
  /** Likeness to a special case at which its text answers; and where something else is as likely. */
  readonly exception: number;
  readonly clearException: number;
  /** The same from which on a question is put in the very words of the special case. */
  readonly ownWords: number;
  /** The same from which on it is told below an answer about its service, whatever else it resembles. */
  readonly statedCase: number;
  /** An entry determines the department, even if it does not answer the question. */
  readonly department: number;
  /** Confidence in a command for one's own data from which on a request may mean what was written here. */
  readonly ownData: number;
  /** The same for incidents: people do not put a report as a question, so that confidence is lower. */
  readonly reportDepartment: number;
  /** Least likelihood, by all that the conversation tells, that a message reports something or wants a person, to pass it on as such. */
  readonly leastReport: number;
  /** A guess of a kind decides; anything less certain counts as a question. */
  readonly kind: number;
  /** Kinds that get no answer need more certainty: silence towards a concern is worse than an unnecessary reply. */
  readonly silentKind: number;
  /** A kind wins over a matching answer. */
  readonly overridingKind: number;
  /** A request about the sender's own data wins where no entry is near. */
  readonly dataKind: number;
  /** An entry is near: it may well be the answer, but is not certain enough to give. */
  readonly nearEntry: number;
  /** A kind that the dialogue expects. */
  readonly expectedKind: number;
  /** A kind that outweighs an answer which is less than sure. */
  readonly proposal: number;
  /** A kind that people state rather than ask outweighs any answer. */
  readonly statedKind: number;
  /** A kind that counts whatever else is likely. */
  readonly certainKind: number;
  /** A message tells of something broken, rather than asks about it. */
  readonly reported: number;
  /** The same where it says that something is so, and that is what the form of its entry is for. */
  readonly reportHint: number;
  /** Minimum probability at which a message adds to what was told, although it names another service as well. */
  readonly added: number;
  /** Kinds that win over a menu of guesses already where they are likelier than not. */
  readonly unclearKind: number;
  /** A message goes on about what is spoken of. */
  readonly aside: number;
  /** A report is plainly about a service: one about another is another matter. */
  readonly plainReport: number;
  /** A message plainly asks, and neither adds to a report nor makes one. */
  readonly plainQuestion: number;
  /** Probability of a danger from which on a number is named before what goes on about something harmless. */
  readonly dangerBesides: number;
  /** Doubt of a danger below which no number is said before a complaint that as good as names something harmless. */
  readonly dangerNamed: number;
}
