import { locales } from '../../model/locale.ts';
import { thresholdsIn } from '../evidence.ts';
import { say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';

/**
 * Answers who asks whether somebody speaks a language, in that language: in one of the bot's own it goes on in it; of
 * another it says which ones work, and how to reach a person. False: nobody asks that.
 */
export function speakLanguage(turn: Turn): boolean {
  const { knowledge, understanding } = turn.input;
  const asked = knowledge.spokenLanguage(turn.text);
  if (asked === null) return false;
  const [best] = understanding.topics;
  const isService = best !== undefined && knowledge.entry(best.entry)?.kind === 'faq';
  // "Where can I learn to speak English" asks for a course.
  const isCourse = isService && best.confidence >= thresholdsIn(turn).plainReport;
  if (isCourse && understanding.kind.kind !== 'person') return false;
  const own = locales.find((locale) => locale === asked);
  if (own !== undefined) {
    turn.locale = own;
    turn.state = { ...turn.state, language: { locale: own, explicit: false } };
    turn.events.push({ type: 'language.chosen', locale: own, explicit: false });
    say(turn, 'languageSpoken', ['command:person']);
    return true;
  }
  const greeting = knowledge.greetingIn(asked);
  if (greeting === null) return false;
  turn.events.push({ type: 'language.unsupported' });
  sayText(turn, greeting.welcome, [...locales.map((locale) => `locale:${locale}`), 'command:person']);
  return true;
}
