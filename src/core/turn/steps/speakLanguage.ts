import { asksOfThoseThere } from '../../flows/phrasing.ts';
import { type Locale, locales } from '../../model/locale.ts';
import { asksAnything, thresholdsIn } from '../evidence.ts';
import { isLikeException } from '../ownSubject.ts';
import { sayUnknown } from '../replies/answerEntry.ts';
import { answerOn } from '../replies/answerOn.ts';
import { languageChoices } from '../replies/choices.ts';
import { isPublic } from '../replies/private.ts';
import { say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';

/**
 * Answers who asks whether somebody speaks a language, or says which they speak, in that language: in one of the bot's own it goes on
 * in it; of another it says which ones work, and how to reach a person. A language that they do not speak is none that they want. False:
 * nobody says that, or something else besides, which is to be answered in the language that was chosen.
 */
export function speakLanguage(turn: Turn): boolean {
  const { knowledge, understanding } = turn.input;
  const said = knowledge.spokenLanguage(turn.text);
  if (said === null) return false;
  const { wanted, refused, rest } = said;
  const [best] = understanding.topics;
  const isService = best !== undefined && knowledge.entry(best.entry)?.kind === 'faq';
  // "Is there a course where I speak English" asks for a course.
  const isCourse = rest === null && isService && best.confidence >= thresholdsIn(turn).plainReport;
  if (isCourse && understanding.kind.kind !== 'person') return false;
  const own = ownLanguage(turn, said);
  if (own !== null && own !== turn.state.language?.locale) {
    turn.locale = own;
    turn.state = { ...turn.state, language: { locale: own, explicit: false } };
    turn.events.push({ type: 'language.chosen', locale: own, explicit: false });
  }
  const isAll = rest === null || rest === '';
  if (isAll && refused.length === 0 && answerOfThoseThere(turn)) return true;
  const greeting = own === null && wanted[0] !== undefined ? knowledge.greetingIn(wanted[0]) : null;
  if (greeting !== null) {
    turn.events.push({ type: 'language.unsupported' });
    sayText(turn, greeting.welcome, [...languageChoices, 'command:person']);
    return isAll;
  }
  if (!isAll || (own === null && refused.length === 0)) return false;
  if (own === null) say(turn, 'language', languageChoices);
  else say(turn, 'languageSpoken', ['command:person']);
  return true;
}

/**
 * Answers whether those of the service spoken of speak a language: the bot's own languages say nothing of that. False: nothing is spoken
 * of, or they are not asked about.
 */
function answerOfThoseThere(turn: Turn): boolean {
  const entry = turn.input.knowledge.entry(turn.state.dialogue.focus[0]?.entry ?? '');
  if (entry?.kind !== 'faq' || isPublic(turn) || !asksAnything(turn) || !asksOfThoseThere(turn.text)) return false;
  const like = turn.input.understanding.exceptions.find((each) => each.entry === entry.id);
  if (isLikeException(like, thresholdsIn(turn).exception))
    answerOn(turn, entry.id, { kind: 'exception', exception: like.exception });
  else sayUnknown(turn, entry, null);
  return true;
}

/** Which of the bot's languages to go on in; null: none that the person speaks is known. */
function ownLanguage(
  turn: Turn,
  { wanted, refused }: { readonly wanted: readonly string[]; readonly refused: readonly string[] },
): Locale | null {
  const { locale: written, isDistinctive } = turn.input.understanding.language;
  if (wanted.length > 0) {
    const spoken = locales.filter((locale) => wanted.includes(locale));
    return spoken.find((locale) => locale === turn.locale) ?? spoken[0] ?? null;
  }
  // Who writes in a language speaks it.
  const likely = [turn.locale, ...(written !== 'other' && isDistinctive ? [written] : [])];
  return likely.find((locale) => !refused.includes(locale)) ?? null;
}
