import { chooseLocale } from '../../dialogue/languageChoice.ts';
import type { Middleware, Turn } from '../turnDraft.ts';
import { answerAcross } from './answerAcross.ts';

/**
 * Decides in which language to answer. A message in an unsupported language gets a description of what the bot can do,
 * in that language where somebody wrote one and else in all supported ones; and where its meaning is clear, or it asks on about what
 * is spoken of, the answer in the nearest language. The language of the conversation stays as it was.
 */
export const chooseLanguage: Middleware = (turn, next) => {
  const { inbound, knowledge, understanding, account, state } = turn.input;
  const command = knowledge.command(turn.text) !== null;
  // The first command may reveal a newcomer's language; later on, commands are too short and alike in all languages.
  if (!isTyped(turn) || (command && state.language !== null)) {
    next();
    return;
  }
  const detection = understanding.language;
  // An answer to a flow's question may be a name, or little else.
  const isForeign =
    detection.locale === 'other' &&
    detection.isDistinctive &&
    !command &&
    !state.language?.explicit &&
    state.flow === null;
  if (isForeign) turn.foreign = { language: detection.foreign };
  // People in danger, and people talking with staff, are not shown what the bot can do.
  if (isForeign && state.takeover === null && understanding.danger.level !== 'alarm') {
    turn.events.push({ type: 'language.unsupported' });
    return answerAcross(turn, detection.foreign === null ? null : knowledge.greetingIn(detection.foreign));
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
