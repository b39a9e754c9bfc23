import { changeCase, indexCases } from '../../cases/caseDraft.ts';
import { meaningOf } from '../../dialogue/choice.ts';
import type { CaseCode } from '../../model/case.ts';
import { textOf } from '../../model/message.ts';
import { mayNotify } from '../pastCases.ts';
import { say, sayText } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/** A message that is nothing but an e-mail address. */
const address = /^[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,180}\.[a-z]{2,24}$/i;

/**
 * Asks where the citizen wants to be told that there is an answer, and takes the address. Like a rating it is no part of what
 * is being spoken of: an open question stays open.
 */
export const notifyByEmail: Middleware = (turn, next) => {
  const asked = turn.state.askedAddress ?? null;
  if (asked !== null) turn.state = { ...turn.state, askedAddress: null };
  // A person handles the conversation: what is written is for them.
  if (turn.state.takeover !== null) return next();
  const meaning = turn.chosen === null ? null : meaningOf(turn.chosen);
  if (meaning?.kind === 'notify' && mayNotify(turn, meaning.code)) return ask(turn, meaning.code);
  const typed = textOf(turn.input.inbound).trim();
  if (asked !== null && address.test(typed) && mayNotify(turn, asked)) return take(turn, asked, typed);
  next();
};

function ask(turn: Turn, code: CaseCode): void {
  turn.state = { ...turn.state, askedAddress: code };
  turn.events.push({ type: 'choice.taken', value: `notify:${code}` });
  say(turn, 'notify.askAddress', []);
}

function take(turn: Turn, code: CaseCode, email: string): void {
  changeCase(turn, code, { emailUpdates: { revision: turn.input.revision, confirmed: false } });
  turn.updatesTo = { email, locale: turn.locale };
  turn.events.push({ type: 'case.notifications-changed', case: code, by: null, step: 'asked' });
  turn.sideEffects.push({ type: 'ask-address', case: code });
  indexCases(turn);
  sayText(turn, turn.input.translate('notify.addressTaken', turn.locale, { what: email }), []);
}
