import type { DangerHelp } from '../model/danger.ts';
import type { FlowDefinition } from '../model/flow.ts';
import type { Locale, Localised } from '../model/locale.ts';
import type { ParsedCommand } from '../model/parsedCommand.ts';
import type { CompiledProtocol } from '../model/protocol.ts';
import type { TurnThresholds } from '../model/understanding/turnThresholds.ts';
import type { Aspect, DetailModel, MoveModel, SubjectModel, Understanding } from '../model/understanding.ts';

/** A page on which an answer is based. */
export interface Source {
  readonly url: string;
  readonly name: string;
}

/** The answer to one side of a service, or to a special case of it. */
export interface AspectAnswer {
  readonly answer: Localised;
  readonly source: Source | null;
  /** `YYYY-MM-DD` */
  readonly verified: string | null;
  /** Of opening hours: the department whose hours in the calendar they are. Absent: those of no department. */
  readonly hoursOf?: string;
}

/** A special case of a service. */
interface EntryException extends AspectAnswer {
  /** Name within the entry, as in `no-contract`. */
  readonly id: string;
  readonly title: Localised;
}

/**
 * One thing that the bot can say: the answer to a common question, small talk, or a command in plain words. Entries are
 * data written by editors (`dialogs/`); the core only chooses among them.
 */
export interface Entry {
  /** `topic.slug`, as in `padro.alta`; also `smalltalk.thanks` and `command.person`. */
  readonly id: string;
  readonly kind: 'faq' | 'smalltalk' | 'command' | 'flow';
  /** Label of a "did you mean" button: at most 40 characters. */
  readonly title: Localised;
  /** Light Markdown: paragraphs, `**bold**`, `- ` lists and `[text](https://…)`. */
  readonly answer: Localised;
  /** The answer in plainer and fewer words; null where nobody wrote it. */
  readonly plain: Localised | null;
  /** Answers to questions about one side of it: where there is no fact, there is none. */
  readonly aspects: Readonly<Partial<Record<Aspect, AspectAnswer>>>;
  /** Aspects for which it is the general answer, where no service is spoken of. */
  readonly general: readonly Aspect[];
  /** In plain words, the names of the office that a general answer is about: who writes one means it, whatever came before. */
  readonly officeAliases: readonly string[];
  readonly exceptions: readonly EntryException[];
  /** Department responsible for the content; null for what the bot says about itself. */
  readonly department: string | null;
  /** Ids of entries that a person may want next. */
  readonly followUps: readonly string[];
  /** Whether it is small talk that takes leave. Absent: no. */
  readonly closes?: true;
  /** The flow that it offers to begin; null: none. */
  readonly flow: string | null;
  /** Whether the answer depends on a person's own case, which does not belong in public. */
  readonly personal: boolean;
  /**
   * Whether the person who asks may be watched, for example by a violent person: channels that can, show a quick exit.
   */
  readonly quickExit: boolean;
  /** Whether it would hurt or amuse anybody who did not ask for it: it is never offered on a guess. */
  readonly sensitive: boolean;
  readonly source: Source | null;
  /** The day on which somebody last checked the answer against its source, `YYYY-MM-DD`. */
  readonly verified: string | null;
  /** First and last day on which the answer may be given, `YYYY-MM-DD`, both included; null: no limit. */
  readonly valid: { readonly from: string | null; readonly until: string | null };
}

/** Words by which people steer any flow: each the whole message, or its beginning where it may go on. */
export interface FlowWords {
  readonly cancel: readonly string[];
  readonly skip: readonly string[];
  /** "No, at number 14": what follows replaces an answer. */
  readonly correct: readonly string[];
  /** Beginnings of a message that adds to what was told, whatever was asked: "I forgot to say". */
  readonly add?: readonly string[];
  /** Parts of a message that keeps something back: "I'd rather not say". */
  readonly decline?: readonly string[];
  /** Parts of a message that shrinks from doing something: "I don't want to report him", "I'm afraid". */
  readonly refuse?: readonly string[];
  /** The same where it is all that is said: "I can't". */
  readonly unable?: readonly string[];
  /** Beginnings of a message that says that nothing more comes: "that's all", with thanks or a greeting after it. */
  readonly done?: readonly string[];
  /** "It is fixed already." */
  readonly settled: readonly string[];
  /** Beginnings of a message that turns to something else: "by the way". */
  readonly besides: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** A street or a square of the town. */
export interface Street {
  /** Its official name, with its kind: `Avinguda de la Verge de Montserrat`. */
  readonly name: string;
  /** Other names: in another language, or of before. */
  readonly others: readonly string[];
}

/** Something that people may be told of without asking. */
export interface Alert {
  readonly id: string;
  readonly title: Localised;
  /** Topics of announcements; none: all of them. */
  readonly topics: readonly string[];
}

export interface Neighbourhood {
  readonly id: string;
  /** As announcements write it. */
  readonly name: string;
}

/** What conversations that take several messages need. */
export interface Flows {
  readonly all: readonly FlowDefinition[];
  /** Whether a condition of a flow holds for these values. A condition that cannot be read does not. */
  holds(condition: string, values: Readonly<Record<string, string | number>>): boolean;
  readonly words: FlowWords;
  readonly streets: readonly Street[];
  /** What people may be told of; absent: nothing. */
  readonly alerts?: readonly Alert[];
  readonly neighbourhoods?: readonly Neighbourhood[];
}

/** What a text says of languages (BCP 47): "does anyone speak English", "I don't speak Spanish. Where do I go?". */
export interface LanguageSaid {
  /** Those that are wanted, in order. */
  readonly wanted: readonly string[];
  /** Those that the writer does not speak, or hardly. */
  readonly refused: readonly string[];
  /** What the text says besides, empty where it says nothing; null: it cannot be told apart. */
  readonly rest: string | null;
}

/** What is said to somebody who writes in a language that is not the bot's own, in that language. */
export interface ForeignGreeting {
  /** Which languages work, how to reach a person, and the emergency number. */
  readonly welcome: string;
  /** Before an answer in one of the bot's languages. */
  readonly nearest: string;
  /** The one of the bot's languages that its speakers most likely read. */
  readonly answerIn: Locale;
}

/** Shares of what a text says, 0 to 1, by its words: those of which few services speak count most. */
export interface WordsShared {
  /** Which of it stands in any text of a service. */
  ofService(entry: string): number;
  /** Which of it stands in one: `whole`, the name of a side, or `exceptions:` and the id of a special case. */
  ofPart(entry: string, part: string): number;
}

/** The meaning of a text as a vector of unit length; null where it is not at hand. */
export type VectorOf = (text: string) => Float32Array | null;

/** The meaning of a text, and of each of its sentences where it has several. */
export interface TextMeaning {
  readonly vector: Float32Array;
  readonly sentences: readonly Float32Array[];
}

/** What a text means. */
export interface Read {
  readonly understanding: Understanding;
  /** What went wrong with reading anything but danger; left out where nothing did. */
  readonly error?: unknown;
}

/** What a text means by its words, and how to learn more. */
export interface ReadText<R = Read> extends Read {
  /** Texts whose vectors would say it better. */
  readonly wants: readonly string[];
  /** The same with the meanings at hand weighed in; the words are not read again. */
  weigh(vectorOf: VectorOf): R;
}

/**
 * Everything that the bot knows at one time: immutable, in memory, synchronous. A new version replaces the whole
 * object, so a turn sees one version from start to end.
 */
export interface Knowledge {
  /** Hash of the content; every event that depends on it records it. */
  readonly version: string;
  entry(id: string): Entry | undefined;
  /**
   * The one list item or sentence of an entry's answer that is about a detail that a text names, by words that `beyond`
   * does not have; null: none, or several. Absent: none.
   */
  passage?(entry: Entry, text: string, locale: Locale, beyond?: string): string | null;
  /** How much of what a text says by its words stands in what is written of services. Absent: it is not known. */
  wordsShared?(text: string, locale: Locale): WordsShared;
  /** The questions of a text that has several, in the order of `Understanding.questions`. Absent: they are not known. */
  questionsIn?(text: string): readonly string[];
  /** Whether people name other towns when they ask about an entry: where a bus goes. Absent: about none. */
  reachesBeyond?(entry: string): boolean;
  /** The name of an aspect, as a button shows it; null where the content has none. */
  aspectTitle(aspect: Aspect): Localised | null;
  /** The first answer in a language (BCP 47) that is not the bot's own; null where nobody wrote one. */
  greetingIn(language: string): ForeignGreeting | null;
  /** What a text says of the languages that its writer speaks, or wants to be spoken to in; null: nothing. */
  spokenLanguage(text: string): LanguageSaid | null;
  /** Ids of entries offered to a new person. */
  readonly welcome: readonly string[];
  /** How people of the city sign what they write. Absent: as the team. */
  readonly signature?: 'team' | 'role' | 'first-name';
  /** The command that a text consists of (ignoring accents and case), as in `/ajuda` or "start again". */
  command(text: string): ParsedCommand | null;
  /**
   * What a text means on its own, by words and rules. `text`: as it is judged, without personal identifiers; `whole`: as
   * it was written, in which dangers are looked for.
   */
  understand(text: string, whole: string): ReadText;
  /** Whom to call, by `DangerReading.whom`; null where there is nobody of that id. */
  helpFor(whom: string): DangerHelp | null;
  /** Whom to call for what an entry is about; null: it is about no danger of its own. Absent: no entry is. */
  helpAbout?(entry: string): DangerHelp | null;
  /** Telephone numbers of immediate help, in digits; absent: none. */
  readonly helpNumbers?: readonly string[];
  /** What messages do in conversations, as learnt from dialogues; null: nothing was learnt. */
  readonly moves: MoveModel | null;
  /** Which services messages are about in conversations, learnt likewise; absent: nothing was learnt. */
  readonly subjects?: SubjectModel | null;
  /** What of a service they ask for, learnt likewise; absent: nothing was learnt. */
  readonly details?: DetailModel | null;
  /** Both for messages that were matched with no texts; absent: those above. */
  readonly byWords?: Pick<Knowledge, 'subjects' | 'details'>;
  /** By which probabilities a turn decides. */
  readonly thresholds: TurnThresholds;
  readonly protocol: CompiledProtocol;
  readonly flows: Flows;
}

/** Versions of the bot's knowledge, so that the version in every event can be looked up. */
export interface KnowledgeVersions {
  /** Stores a version once; saving it again only makes it the latest. `content` is JSON. */
  save(version: string, content: string, at: number): Promise<void>;
  get(version: string): Promise<string | null>;
  /** The version saved most recently, whether or not it was known before. */
  latest(): Promise<{ version: string; content: string } | null>;
}

/** Provides the current knowledge. */
export interface KnowledgeSource {
  current(): Knowledge;
}

/** Reads texts, off the event loop where it can. */
export interface TextReader {
  /**
   * As `knowledge.understand`. It resolves in a bounded time whatever becomes of the thread, and rejects only where
   * `understand` itself throws.
   */
  read(knowledge: Knowledge, text: string, whole: string): Promise<ReadText<Read | Promise<Read>>>;
}

/** Meanings of sentences, as vectors of unit length, computed off the main thread. */
export interface SentenceVectors {
  /** Waits its turn. Null where there are no vectors, or where the text ended what computes them: words alone decide. Never rejects. */
  vectorOf(text: string): Promise<Float32Array | null>;
}
