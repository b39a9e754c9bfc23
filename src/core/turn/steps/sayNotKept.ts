import type { Locale } from '../../model/locale.ts';
import { type NotKept, type NotKeptReason, notKeptIn } from '../../model/message.ts';
import { appendText, sayText } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/**
 * Says what was not kept of a message and what to do instead, in the same message as the rest of the reply. It does so
 * during a takeover as well, because neither side can see that something is missing.
 */
export const sayNotKept: Middleware = (turn, next) => {
  next();
  sayWhatIsMissing(turn);
};

/** Says what was not kept of the message, if anything. */
export function sayWhatIsMissing(turn: Turn): void {
  const missing = notKeptIn(turn.input.inbound.content);
  if (missing.length === 0) return;
  turn.events.push({ type: 'files.not-kept', reasons: [...new Set(missing.map(({ why }) => why))] });
  const text = textFor(turn, missing);
  if (turn.outbound.length === 0) sayText(turn, text, []);
  else appendText(turn, text);
}

function textFor(turn: Turn, missing: readonly NotKept[]): string {
  const byReason = Map.groupBy(missing, ({ why }) => why);
  return [...byReason].map(([why, all]) => sentence(turn, why, all)).join('\n\n');
}

function sentence({ input, locale }: Turn, why: NotKeptReason, missing: readonly NotKept[]): string {
  const byKind = Map.groupBy(missing, ({ what }) => what);
  const names = [...byKind].map(([what, { length }]) => nameOf(input.translate(`media.${what}`, locale, {}), length));
  return input.translate(`notKept.${why}`, locale, { what: listIn(locale, names) });
}

function nameOf(name: string, count: number): string {
  return count === 1 ? name : `${name} (×${count})`;
}

function listIn(locale: Locale, names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
