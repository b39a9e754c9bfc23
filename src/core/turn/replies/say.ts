import type { PhraseKey } from '../../model/phrase.ts';
import type { Turn } from '../draft.ts';
import { choiceOf } from './choices.ts';

/** Adds a phrase of the bot, with the choices that are now on offer. */
export function say(turn: Turn, key: PhraseKey, offered: readonly string[]): void {
  sayText(turn, turn.input.translate(key, turn.locale, {}), offered);
}

/**
 * Adds a text that is already in the person's language. Choices that no longer mean anything are left out. What was on
 * offer before this turn no longer is: a "1" typed much later must not confirm an old question.
 */
export function sayText(turn: Turn, text: string, offered: readonly string[]): void {
  const choices = offered.map((value) => choiceOf(turn, value)).filter((choice) => choice !== null);
  if (choices.length > 0 || turn.outbound.length === 0) {
    turn.state = { ...turn.state, offered: choices.map((choice) => choice.value) };
  }
  turn.outbound.push({ text, choices, files: [], locale: turn.locale });
}

/** Lets the last message of the turn bring a way to leave at once, on channels that have one. */
export function offerQuickExit(turn: Turn): void {
  const last = turn.outbound.pop();
  if (last !== undefined) turn.outbound.push({ ...last, quickExit: true });
}

/** Adds a phrase to the last message of the turn: what belongs together is read together. */
export function append(turn: Turn, key: PhraseKey): void {
  appendText(turn, turn.input.translate(key, turn.locale, {}));
}

/** The same with a text that is already in the person's language. */
export function appendText(turn: Turn, text: string): void {
  const last = turn.outbound.pop();
  if (last !== undefined) turn.outbound.push({ ...last, text: `${last.text}\n\n${text}` });
}
