import type { PhraseKey } from '../../model/phrase.ts';
import type { Turn } from '../turnDraft.ts';
import { choiceOf } from './choices.ts';

/** Adds a phrase, with the choices that it offers. */
export function say(turn: Turn, key: PhraseKey, offered: readonly string[]): void {
  sayText(turn, turn.input.translate(key, turn.locale, {}), offered);
}

/**
 * Adds a text that is already in the person's language. Unknown choices are left out. Earlier offers are withdrawn: a
 * "1" typed much later must not confirm an old question.
 */
export function sayText(turn: Turn, text: string, offered: readonly string[]): void {
  const choices = offered.map((value) => choiceOf(turn, value)).filter((choice) => choice !== null);
  if (choices.length > 0 || turn.outbound.length === 0) {
    turn.state = { ...turn.state, offered: choices.map((choice) => choice.value) };
  }
  turn.outbound.push({ text, choices, files: [], locale: turn.locale });
}

/** Marks the last message of the turn to show a quick exit, on channels that have one. */
export function offerQuickExit(turn: Turn): void {
  const last = turn.outbound.pop();
  if (last !== undefined) turn.outbound.push({ ...last, quickExit: true });
}

/** Offers one thing more below the last message of the turn. */
export function offerToo(turn: Turn, value: string): void {
  const last = turn.outbound.pop();
  if (last === undefined) return;
  sayText(turn, last.text, [...last.choices.map((choice) => choice.value), value]);
  const said = turn.outbound.pop();
  if (said !== undefined) turn.outbound.push({ ...last, choices: said.choices });
}

/** Appends a phrase to the last message of the turn. */
export function appendPhrase(turn: Turn, key: PhraseKey): void {
  appendText(turn, turn.input.translate(key, turn.locale, {}));
}

/** The same with a text that is already in the person's language. */
export function appendText(turn: Turn, text: string): void {
  const last = turn.outbound.pop();
  if (last !== undefined) turn.outbound.push({ ...last, text: `${last.text}\n\n${text}` });
}

/** Puts a text that is already in the person's language before the last message of the turn. */
export function prependText(turn: Turn, text: string): void {
  const last = turn.outbound.pop();
  if (last !== undefined) turn.outbound.push({ ...last, text: `${text}\n\n${last.text}` });
}
