import { showCode } from '../handover.ts';
import { sayText } from './say.ts';
import type { Turn } from './turn.ts';

/** Whether others read what is said here. */
export function isPublic(turn: Turn): boolean {
  return turn.input.surface === 'public';
}

/** Shows the way to a private conversation that goes on from here: a link where the platform has one, else a code. */
export function inviteToPrivate(
  turn: Turn,
  reason: 'personal-data' | 'personal-matter' | 'my-data',
  phrase: 'personalDataPublic' | 'personalMatter',
): void {
  const { translate, account } = turn.input;
  const code = turn.input.issueCode();
  const { start } = account.links;
  const way =
    start === null
      ? translate('privateByCode', turn.locale, { code: showCode(code) })
      : translate('privateByLink', turn.locale, { url: start.replace('{code}', code) });
  turn.events.push({ type: 'private.invited', reason });
  if (!turn.effects.some(({ type }) => type === 'offer-code')) turn.effects.push({ type: 'offer-code' });
  sayText(turn, `${translate(phrase, turn.locale, {})} ${way}`, []);
}
