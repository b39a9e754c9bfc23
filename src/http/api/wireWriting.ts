import type { Locale } from '../../core/model/locale.ts';
import type { Surface } from '../../core/model/message.ts';
import type { Aspect } from '../../core/model/understanding.ts';
import type { PreviewMessage } from '../../core/ports/adapter.ts';

/** What is to be seen: a part of a service as its draft has it, or texts that nobody saved yet. */
export type PreviewBody =
  | {
      readonly id: string;
      readonly part:
        | { readonly kind: 'answer' }
        | { readonly kind: 'plain' }
        | { readonly kind: 'aspect'; readonly aspect: Aspect }
        | { readonly kind: 'exception'; readonly exception: string };
    }
  | { readonly texts: Partial<Readonly<Record<Locale, string>>> };

/** What people see on one channel, in one language. */
export interface ShownPreview {
  readonly channel: string;
  readonly surface: Surface;
  readonly locale: Locale;
  /** Null: nothing is written in this language. */
  readonly messages: readonly PreviewMessage[] | null;
}

/** What somebody says to the drafts, and where they choose something. */
export interface TrialBody {
  readonly text?: string;
  readonly choice?: string;
  readonly locale?: Locale;
  readonly conversation?: string;
}

/** A message that is judged by the drafts of the protocol. */
export interface ProtocolTrialBody {
  readonly text: string;
  readonly locale?: Locale;
  readonly surface?: 'public' | 'private';
}

/** Words that no dictionary has, in a language. */
export interface DoubtfulWords {
  readonly locale: Locale;
  readonly words: readonly string[];
}

/** Which texts a file has, and in what format. */
export interface SheetBody {
  readonly format: 'csv' | 'xlsx';
  /** Left out: those of all drafts. */
  readonly entries?: readonly string[];
  /** Of who opens it. */
  readonly locale?: Locale;
}
