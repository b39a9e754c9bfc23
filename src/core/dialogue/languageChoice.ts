import type { Locale } from '../model/locale.ts';
import type { Detection } from '../ports/knowledge.ts';

/** The language of a conversation, and whether the person asked for it. */
export interface ChosenLanguage {
  readonly locale: Locale;
  readonly explicit: boolean;
}

/** What to answer a message in. */
export interface LanguageChoice extends ChosenLanguage {
  /** Whether the conversation must remember this, since it is its first language or another one than before. */
  readonly changed: boolean;
}

/** Least probability at which a message changes the language of a conversation. */
const changeFrom = 0.8;

/**
 * The language in which to answer a message. A person's own choice holds for good. Otherwise the language of the
 * conversation holds until a message tells, with confidence, another one. The first message decides by less: a
 * greeting tells nothing by itself, but it is all there is. Where nothing decides, `fallback` answers and nothing is
 * remembered.
 */
export function chooseLocale(current: ChosenLanguage | null, detection: Detection, fallback: Locale): LanguageChoice {
  const { locale, confidence, isDistinctive } = detection;
  const decides = locale !== 'other' && confidence >= changeFrom && (isDistinctive || current === null);
  if (current?.explicit || !decides) {
    return { locale: current?.locale ?? fallback, explicit: current?.explicit ?? false, changed: false };
  }
  return { locale, explicit: false, changed: locale !== current?.locale };
}
