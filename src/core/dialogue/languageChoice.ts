import type { Locale } from '../model/locale.ts';
import type { Detection } from '../model/understanding.ts';

/** The language of a conversation, and whether the person asked for it. */
export interface ChosenLanguage {
  readonly locale: Locale;
  readonly explicit: boolean;
}

/** The language in which to answer a message. */
interface LanguageChoice extends ChosenLanguage {
  /** Whether the conversation must remember the language: it is the first, or has changed. */
  readonly changed: boolean;
}

/** Minimum probability at which a message changes the language of a conversation. */
const changeThreshold = 0.8;

/**
 * Chooses the language in which to answer a message. A person's own choice is permanent. Otherwise the language of the
 * conversation stays until a message is clearly in another one. The first message needs less evidence: a greeting says
 * little, but it is all there is. Where nothing decides, `fallback` is used and nothing is remembered.
 */
export function chooseLocale(current: ChosenLanguage | null, detection: Detection, fallback: Locale): LanguageChoice {
  const { locale, confidence, isDistinctive } = detection;
  const decides = locale !== 'other' && confidence >= changeThreshold && (isDistinctive || current === null);
  if (current?.explicit || !decides) {
    return { locale: current?.locale ?? fallback, explicit: current?.explicit ?? false, changed: false };
  }
  return { locale, explicit: false, changed: locale !== current?.locale };
}
