import { chooseLocale } from '../../dialogue/languageChoice.ts';
import type { Middleware, Turn } from '../draft.ts';
import { say } from '../replies/say.ts';

/**
 * Decides in which language the turn is answered. A message in a language that the bot does not speak gets, in all
 * that it speaks, what it can do; the language of the conversation stays as it was.
 */
export const chooseLanguage: Middleware = (turn, next) => {
  const { inbound, knowledge, account, state } = turn.input;
  const command = knowledge.command(turn.text) !== null;
  // Words of a command tell a newcomer's language; later on they are short and alike in all of them.
  if (!isTyped(turn) || (command && state.language !== null)) {
    next();
    return;
  }
  const detection = knowledge.detect(turn.text);
  const isForeign = detection.locale === 'other' && detection.isDistinctive && !command && !state.language?.explicit;
  if (isForeign) turn.foreign = { language: knowledge.foreignLanguage(turn.text) };
  // Who is in danger, or talks with a person, is not told what the bot can do.
  if (isForeign && state.takeover === null && turn.input.danger.level !== 'alarm') {
    turn.events.push({ type: 'language.unsupported' });
    turn.state = { ...turn.state, introduced: true };
    say(turn, 'unsupportedLanguage', ['locale:ca', 'locale:es', 'locale:en']);
    return;
  }
  const choice = chooseLocale(state.language, detection, inbound.localeHint ?? account.locale);
  turn.locale = choice.locale;
  if (choice.changed) {
    turn.events.push({ type: 'language.chosen', locale: choice.locale, explicit: choice.explicit });
    turn.state = { ...turn.state, language: { locale: choice.locale, explicit: choice.explicit } };
  }
  next();
};

/** Whether these are the person's own words: `/command` and what a choice says are ours. */
function isTyped(turn: Turn): boolean {
  const { kind } = turn.input.inbound.content;
  const text =
    (kind === 'text' || kind === 'edit' || kind === 'files') &&
    turn.input.transfer === null &&
    turn.text !== '' &&
    !turn.text.startsWith('/');
  return text && turn.chosen === null;
}
