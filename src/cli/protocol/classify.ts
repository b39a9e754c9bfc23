import type { Classification } from '../../core/kind.ts';
import type { Knowledge } from '../../core/knowledge.ts';
import type { Locale } from '../../core/locale.ts';

/** Says what kind of message a text is. */
export type Classify = (text: string, hint: Locale) => Classification;

/** The classifier of some knowledge; null where it has none. */
export function classifierOf(knowledge: Knowledge & { readonly classify?: Classify }): Classify | null {
  return knowledge.classify ?? null;
}
