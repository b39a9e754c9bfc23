import { chooseLocale } from '../../dialogue/languageChoice.ts';
import type { Middleware, Turn } from '../draft.ts';
import { say } from '../replies/say.ts';

/**
 * Decides in which language to answer. A message in an unsupported language gets, in all supported ones, a description
 * of what the bot can do; the language of the conversation stays as it was.
 */
export const chooseLanguage: Middleware = (turn, next) => {
  const { inbound, knowledge, account, state } = turn.input;
  const command = knowledge.command(turn.text) !== null;
  // The first command may reveal a newcomer's language; later on, commands are too short and alike in all languages.
  if (!isTyped(turn) || (command && state.language !== null)) {
    next();
    return;
  }
  const detection = knowledge.detect(turn.text);
  const isForeign = detection.locale === 'other' && detection.isDistinctive && !command && !state.language?.explicit;
  if (isForeign) turn.foreign = { language: knowledge.foreignLanguage(turn.text) };
  // People in danger, and people talking with staff, are not shown what the bot can do.
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

/** Whether the person typed the text: `/command` and the texts of choices are ours. */
function isTyped(turn: Turn): boolean {
  const { kind } = turn.input.inbound.content;
  const text =
    (kind === 'text' || kind === 'edit' || kind === 'files') &&
    turn.input.transfer === null &&
    turn.text !== '' &&
    !turn.text.startsWith('/');
  return text && turn.chosen === null;
}
