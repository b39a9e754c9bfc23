import { askOwner, type CodeOutcome, tryCode, waitingForCode } from '../../cases/rights/contactUpdates.ts';
import { meaningOf } from '../../dialogue/choice.ts';
import type { CaseCode } from '../../model/case.ts';
import { addressText, type ContactAddress, wayOf } from '../../model/contact/contact.ts';
import { isLikeNumber, toMobileNumber } from '../../model/contact/mobileNumber.ts';
import { textOf } from '../../model/message.ts';
import type { PhraseKey } from '../../model/phrase.ts';
import { isLikeCode } from '../flows/confirmEmail.ts';
import { waysToNotify } from '../pastCases.ts';
import { say, sayText } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/** A message that is nothing but an e-mail address. */
const emailAddress = /^[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,180}\.[a-z]{2,24}$/i;

/**
 * Asks where the citizen wants to be told that there is an answer, takes the address, and the code that was sent to a telephone.
 * Like a rating it is no part of what is being spoken of: an open question stays open.
 */
export const takeContact: Middleware = (turn, next) => {
  const asked = turn.state.askedAddress ?? null;
  if (asked !== null) turn.state = { ...turn.state, askedAddress: null };
  // A person handles the conversation: what is written is for them.
  if (turn.state.takeover !== null) return next();
  const meaning = turn.chosen === null ? null : meaningOf(turn.chosen);
  if (meaning?.kind === 'notify' && waysToNotify(turn, meaning.code).length > 0) return ask(turn, meaning.code);
  const typed = textOf(turn.input.inbound).trim();
  if (asked !== null && takeAddress(turn, asked, typed)) return;
  if (takeCode(turn, typed)) return;
  next();
};

function ask(turn: Turn, code: CaseCode): void {
  const ways = waysToNotify(turn, code);
  turn.state = { ...turn.state, askedAddress: code };
  turn.events.push({ type: 'choice.taken', value: `notify:${code}` });
  say(turn, ways.length > 1 ? 'notify.askAny' : ways[0] === 'phone' ? 'notify.askPhone' : 'notify.askAddress', []);
}

/** Whether a message was an address, or meant as one. */
function takeAddress(turn: Turn, code: CaseCode, typed: string): boolean {
  const ways = waysToNotify(turn, code);
  const { locale } = turn;
  if (ways.includes('email') && emailAddress.test(typed)) return take(turn, code, { email: typed, locale });
  if (!ways.includes('phone') || !isLikeNumber(typed)) return false;
  const phone = toMobileNumber(typed, turn.input.account.textsTo ?? []);
  if (phone !== null) return take(turn, code, { phone, locale });
  turn.state = { ...turn.state, askedAddress: code };
  say(turn, 'notify.notMobile', []);
  return true;
}

function take(turn: Turn, code: CaseCode, address: ContactAddress): true {
  const way = wayOf(address);
  const { revision, now } = turn.input;
  if (!askOwner(turn, code, { way, revision, now })) {
    say(turn, 'notify.tooManyCodes', []);
    return true;
  }
  turn.updatesTo = address;
  const phrase = way === 'phone' ? 'notify.codeSent' : 'notify.addressTaken';
  sayText(turn, turn.input.translate(phrase, turn.locale, { what: addressText(address) }), []);
  return true;
}

const codeReplies = {
  right: 'notify.phoneConfirmed',
  wrong: 'notify.codeWrong',
  'given-up': 'notify.codeGivenUp',
  expired: 'notify.codeExpired',
} as const satisfies Record<CodeOutcome, PhraseKey>;

/** Whether a message was the code that was sent to a telephone, or meant as it. */
function takeCode(turn: Turn, typed: string): boolean {
  const { confirmationAt: codeAt, now } = turn.input;
  const digits = typed.replace(/\D/g, '');
  const caseState = waitingForCode(turn.state);
  if (codeAt === undefined || caseState === null || digits.length !== 6 || !isLikeCode(typed)) return false;
  const outcome = tryCode(turn, caseState, { typed: digits, codeAt, now });
  // The question of a flow may want six digits, too.
  if (outcome !== 'right' && turn.state.flow !== null) return false;
  const isDropped = outcome === 'expired' || outcome === 'given-up';
  say(turn, codeReplies[outcome], isDropped ? [`notify:${caseState.code}`] : []);
  return true;
}
