import { chooseLocale } from '../languageChoice.ts';
import { say } from './say.ts';
import type { Middleware } from './turn.ts';

/**
 * Decides in which language the turn is answered. A message in a language that the bot does not speak gets, in all
 * that it speaks, what it can do; the language of the conversation stays as it was.
 */
export const chooseLanguage: Middleware = (turn, next) => {
  const { inbound, knowledge, account, state } = turn.input;
  if (inbound.content.kind !== 'text' || turn.text === '' || knowledge.command(turn.text) !== null) {
    next();
    return;
  }
  const detection = knowledge.detect(turn.text);
  if (detection.locale === 'other' && detection.telling && !state.language?.explicit) {
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
