import { plainWords } from '../plainWords.ts';
import { answerEntry } from './answerEntry.ts';
import { choiceOf, meaningOf } from './choice.ts';
import { performCommand } from './runCommand.ts';
import { say } from './say.ts';
import { type Middleware, type Turn, textOf } from './turn.ts';
import { leaveUnanswered } from './unanswered.ts';

/** Follows a choice: a button pressed, its number typed, or its words typed. */
export const takeChoice: Middleware = (turn, next) => {
  const value = chosenValue(turn);
  const meaning = value === null ? null : meaningOf(value);
  // A value that names nothing we know may hold anything: it must not reach the events, and its words are read instead.
  if (value === null || meaning === null || choiceOf(turn, value) === null) {
    next();
    return;
  }
  turn.events.push({ type: 'choice.taken', value });
  if (meaning.kind === 'command') performCommand(turn, meaning.command);
  else if (meaning.kind === 'locale') speak(turn, meaning.locale);
  else if (meaning.kind === 'none') leaveUnanswered(turn, 'none-of-these');
  else if (meaning.kind === 'erase') erase(turn, meaning.confirmed);
  else if (meaning.kind === 'entry') answerEntry(turn, meaning.id);
};

/** The value of what the person picked, whichever way they did; null when they picked nothing. */
export function chosenValue(turn: Turn): string | null {
  const { content } = turn.input.inbound;
  if (content.kind === 'choice') return content.value;
  if (content.kind !== 'text') return null;
  const typed = textOf(turn.input.inbound).trim();
  const { offered } = turn.state;
  const number = /^\(?([1-9])[).]?$/.exec(typed)?.[1];
  if (number) return offered[Number(number) - 1] ?? null;
  const words = plainWords(typed);
  const named = words === '' ? [] : offered.filter((value) => namesOf(turn, value).includes(words));
  return (named.length === 1 && named[0]) || null;
}

/** How a choice may be called: by its label, or by what stands before a comma in it ("Yes" of "Yes, erase it"). */
function namesOf(turn: Turn, value: string): readonly string[] {
  const label = choiceOf(turn, value)?.label ?? '';
  return [plainWords(label), plainWords(label.split(',')[0] ?? '')];
}

function speak(turn: Turn, locale: Turn['locale']): void {
  turn.locale = locale;
  turn.state = { ...turn.state, language: { locale, explicit: true } };
  turn.events.push({ type: 'language.chosen', locale, explicit: true });
  say(turn, 'languageChosen', []);
}

function erase(turn: Turn, confirmed: boolean): void {
  if (confirmed) turn.effects.push({ type: 'erase-content' });
  say(turn, confirmed ? 'erased' : 'notErased', []);
}
