import type { DangerReading } from '../model/danger.ts';
import type { Classification } from '../model/kind.ts';
import type { Locale, Localised } from '../model/locale.ts';
import type { ParsedCommand } from '../model/parsedCommand.ts';
import type { CompiledProtocol, Trait } from '../model/protocol.ts';

/**
 * One thing that the bot can say: the answer to a common question, small talk, or a command in plain words. Entries are
 * data written by editors (`dialogs/`); the core only chooses among them.
 */
export interface Entry {
  /** `topic.slug`, as in `padro.alta`; also `smalltalk.thanks` and `command.person`. */
  readonly id: string;
  readonly kind: 'faq' | 'smalltalk' | 'command';
  /** Label of a "did you mean" button: at most 40 characters. */
  readonly title: Localised;
  /** Light Markdown: paragraphs, `**bold**`, `- ` lists and `[text](https://…)`. */
  readonly answer: Localised;
  /** Department responsible for the content; null for what the bot says about itself. */
  readonly department: string | null;
  /** Ids of entries that a person may want next. */
  readonly followUps: readonly string[];
  /** Whether the answer depends on a person's own case, which does not belong in public. */
  readonly personal: boolean;
  /**
   * Whether the person who asks may be watched, for example by a violent person: channels that can, show a quick exit.
   */
  readonly quickExit: boolean;
  readonly source: { readonly url: string; readonly name: string } | null;
  /** The day on which somebody last checked the answer against its source, `YYYY-MM-DD`. */
  readonly verified: string | null;
  /** First and last day on which the answer may be given, `YYYY-MM-DD`, both included; null: no limit. */
  readonly valid: { readonly from: string | null; readonly until: string | null };
}

/** How sure the retriever is that an entry answers a text. */
export interface Ranked {
  readonly entry: string;
  /** Calibrated probability, 0 to 1, that this entry is the right answer. */
  readonly confidence: number;
}

/** What to do with a question, decided by calibrated thresholds. */
export type Decision =
  | { readonly kind: 'answer'; readonly entry: string }
  | { readonly kind: 'clarify'; readonly entries: readonly string[] }
  | { readonly kind: 'escalate' }
  /** Nothing known matches: ask the person to reword it. */
  | { readonly kind: 'reword' };

export interface Understanding {
  /** The most probable entries first, at most five. */
  readonly ranked: readonly Ranked[];
  readonly decision: Decision;
}

/** What language a text seems to be in. */
export interface Detection {
  readonly locale: Locale | 'other';
  /** Calibrated probability, 0 to 1, of `locale`. */
  readonly confidence: number;
  /** Whether the text contains words that distinguish languages ("ok", an emoji or a street name do not). */
  readonly isDistinctive: boolean;
}

/**
 * Everything that the bot knows at one time: immutable, in memory, synchronous. A new version replaces the whole
 * object, so a turn sees one version from start to end.
 */
export interface Knowledge {
  /** Hash of the content; every event that depends on it records it. */
  readonly version: string;
  entry(id: string): Entry | undefined;
  /** Ids of entries offered to a new person. */
  readonly welcome: readonly string[];
  /** The command that a text consists of (ignoring accents and case), as in `/ajuda` or "start again". */
  command(text: string): ParsedCommand | null;
  /**
   * The small talk that a whole text consists of, or that its emoji means: an entry's id; null when it says anything
   * else.
   */
  smallTalk(text: string): string | null;
  /** The entries that a text may ask for; `hint` is the language of the conversation. */
  understand(text: string, hint: Locale): Understanding;
  detect(text: string): Detection;
  /** The language (BCP 47) of a text that is in none of the bot's own; null where it cannot be determined. */
  foreignLanguage(text: string): string | null;
  /** The kind of a message; `hint` is the language of the conversation. */
  classify(text: string, hint: Locale): Classification;
  /**
   * What a text indicates about danger. Without its meaning (null) rules and words decide, and `doubtful` says whether
   * the meaning is worth computing.
   */
  danger(text: string, meaning: TextMeaning | null): DangerReading & { readonly doubtful: boolean };
  /** Traits that the words of a text show, in addition to its kind. */
  traitsIn(text: string): readonly Trait[];
  readonly protocol: CompiledProtocol;
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

/** The meaning of a text, see `SentenceVectors`. */
export interface TextMeaning {
  readonly vector: Float32Array;
  /** Of each sentence, where there are several. */
  readonly sentences: readonly Float32Array[];
}

/** Meanings of sentences, as vectors of unit length, computed off the main thread. */
export interface SentenceVectors {
  /** Null where it is off or does not finish in time: the caller continues without it. Never rejects. */
  vectorOf(text: string): Promise<Float32Array | null>;
}
