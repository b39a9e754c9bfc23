import type { Locale } from './locale.ts';

/** A file that a person sent; its bytes are sealed in the blob store under `id`. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  /** Media type, as checked when it arrived. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** What arrived from a person, as an adapter understood it. */
export type InboundContent =
  | { readonly kind: 'start' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly value: string; readonly text: string }
  | { readonly kind: 'files'; readonly files: readonly FileRef[]; readonly text: string };

/** One message from a person. */
export interface Inbound {
  /** The platform's id of the message, or the client's own, unique in its conversation: a redelivery carries it again. */
  readonly id: string;
  readonly content: InboundContent;
  /** Language that the platform or page declares, if it is one of ours. */
  readonly localeHint: Locale | null;
}

/** Something that a person may pick instead of typing. */
export interface Choice {
  readonly label: string;
  /** What comes back as `choice.value`: `entry:padro.alta`, `command:person`, `locale:es`, `none`. */
  readonly value: string;
}

/** What the bot says, before a channel's limits are known. */
export interface Outbound {
  /** Light Markdown: paragraphs, `**bold**`, `- ` lists and `[text](https://…)`. */
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly locale: Locale;
}

/** One platform message, ready to be sent as it is. */
export interface Rendered {
  readonly text: string;
  readonly markup: 'plain' | 'markdown';
  readonly choices: readonly Choice[];
  readonly locale: Locale;
}
