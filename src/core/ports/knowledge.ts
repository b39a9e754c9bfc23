import type { DangerReading } from '../model/danger.ts';
import type { Classification } from '../model/kind.ts';
import type { Locale, Localised } from '../model/locale.ts';
import type { ParsedCommand } from '../model/parsedCommand.ts';
import type { CompiledProtocol, Trait } from '../model/protocol.ts';

/**
 * One thing that the bot can say by itself: the answer to a common question, small talk, or a command in plain
 * words. Entries are data that an editor writes (`dialogs/`); the core only chooses among them.
 */
export interface Entry {
  /** `topic.slug`, as in `padro.alta`; also `smalltalk.thanks` and `command.person`. */
  readonly id: string;
  readonly kind: 'faq' | 'smalltalk' | 'command';
  /** What a "did you mean" button says: at most 40 characters. */
  readonly title: Localised;
  /** Light Markdown: paragraphs, `**bold**`, `- ` lists and `[text](https://…)`. */
  readonly answer: Localised;
  /** Department that answers for the content; null for what the bot says of itself. */
  readonly department: string | null;
  /** Entries that a person may want next, ids. */
  readonly followUps: readonly string[];
  /** Whether the answer depends on a person's own case, which is not for a public place. */
  readonly personal: boolean;
  /** Whether who asks may be watched, as by somebody violent: a channel that can shows a way to leave at once. */
  readonly quickExit: boolean;
  readonly source: { readonly url: string; readonly name: string } | null;
  /** The day on which somebody checked the answer against its source, `YYYY-MM-DD`. */
  readonly verified: string | null;
  /** First and last day on which the answer may be given, `YYYY-MM-DD`, both included. */
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
  /** It is about nothing that is known here: worth another try in other words. */
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
  /** Whether the text carries words that tell languages apart ("ok", an emoji or a street name carry none). */
  readonly isDistinctive: boolean;
}

/**
 * Everything that the bot knows at one moment: immutable, held in memory, answered synchronously. A new version
 * replaces the whole object, so a turn sees one version from its beginning to its end.
 */
export interface Knowledge {
  /** Hash of the content, named by every event that rests on it. */
  readonly version: string;
  entry(id: string): Entry | undefined;
  /** Entries that a newcomer is shown, ids. */
  readonly welcome: readonly string[];
  /** The command that a text is word for word (accents and case aside), as in `/ajuda` or "start again". */
  command(text: string): ParsedCommand | null;
  /** The small talk that a whole text is, word for word or by its emoji: an entry's id; null when it says anything else. */
  smallTalk(text: string): string | null;
  /** What a text asks for; `hint` is the language of the conversation. */
  understand(text: string, hint: Locale): Understanding;
  detect(text: string): Detection;
  /** Which language (BCP 47) a text is in that is in none of the bot's own; null where it can't be told. */
  foreignLanguage(text: string): string | null;
  /** What kind of message a text is; `hint` is the language of the conversation. */
  classify(text: string, hint: Locale): Classification;
  /**
   * What a text says of danger. `vector`: what the sentence means, see `SentenceVectors`; without it (null) rules and
   * words decide, and `doubtful` says whether it is worth asking for.
   */
  danger(text: string, vector: Float32Array | null): DangerReading & { readonly doubtful: boolean };
  /** What the words of a text show besides its kind. */
  traitsIn(text: string): readonly Trait[];
  readonly protocol: CompiledProtocol;
}

/** Versions of what the bot knew, so that every event's version can be looked up. */
export interface KnowledgeVersions {
  /** Stores a version once; saying it again only makes it the latest. `content` is JSON. */
  save(version: string, content: string, at: number): Promise<void>;
  get(version: string): Promise<string | null>;
  /** The version saved last, for the first time or again. */
  latest(): Promise<{ version: string; content: string } | null>;
}

/** The knowledge in force right now. */
export interface KnowledgeSource {
  current(): Knowledge;
}

/** What sentences mean, as vectors of unit length: worked out elsewhere than on the thread that answers. */
export interface SentenceVectors {
  /** Null where it is not there in time, or off: the caller goes on without. Never rejects. */
  vectorOf(text: string): Promise<Float32Array | null>;
}
