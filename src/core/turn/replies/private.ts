import { showCode } from '../../journal/transferCode.ts';
import type { Event } from '../../model/event.ts';
import type { Turn } from '../turnDraft.ts';
import { sayText } from './say.ts';

/** Whether others read the conversation. */
export function isPublic(turn: Turn): boolean {
  return turn.input.surface === 'public';
}

/**
 * Shows how to continue in a private conversation: a link where the platform has one, else a code. Others see it too,
 * so it is valid for this person alone; where the person cannot be identified, no code is given.
 */
export function inviteToPrivate(
  turn: Turn,
  reason: 'personal-data' | 'my-data',
  phrase: 'personalDataPublic' | 'personalTopic',
): void {
  showWayToPrivate(turn, reason, turn.input.translate(phrase, turn.locale, {}));
}

/** The same after a text that is already in the person's language. */
export function showWayToPrivate(
  turn: Turn,
  reason: Extract<Event, { type: 'private.invited' }>['reason'],
  words: string,
): void {
  turn.events.push({ type: 'private.invited', reason });
  sayText(turn, `${words} ${wayToPrivate(turn)}`, []);
}

function wayToPrivate(turn: Turn): string {
  const { translate, account, person, issueCode } = turn.input;
  if (person === null) return translate('privateByMessage', turn.locale, {});
  if (!turn.sideEffects.some(({ type }) => type === 'offer-transfer-code'))
    turn.sideEffects.push({ type: 'offer-transfer-code', boundTo: person });
  const code = issueCode();
  const { start } = account.links;
  return start === null
    ? translate('privateByCode', turn.locale, { code: showCode(code) })
    : translate('privateByLink', turn.locale, { url: start.replace('{code}', code) });
}
