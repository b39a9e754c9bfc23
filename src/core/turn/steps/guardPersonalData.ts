import { maskPersonalData, type PersonalDataKind } from '../../model/maskPersonalData.ts';
import { applyProtocol } from '../applyProtocol.ts';
import { inviteToPrivate, isPublic } from '../replies/private.ts';
import { say } from '../replies/say.ts';
import type { Middleware } from '../turnDraft.ts';
/** Removes personal identifiers from the text that is judged. */
export const guardPersonalData: Middleware = (turn, next) => {
  const { text, kinds } = maskPersonalData(turn.text, () => ' ');
  turn.text = text.trim();
  turn.personalData = kinds;
  if (kinds.length > 0) turn.events.push({ type: 'personal-data.noticed', kinds });
  next();
};

/** Identifiers that deserve a warning; a phone number or an address may have been asked for. */
const delicate: readonly PersonalDataKind[] = ['dni', 'iban', 'card'];

/**
 * Advises the person that identifiers need not be written here. It comes before the answer, whose choices must be last.
 */
export const adviseOnPersonalData: Middleware = (turn, next) => {
  if (turn.personalData.some((kind) => delicate.includes(kind))) say(turn, 'personalData', []);
  next();
};

/**
 * In public, identifying data are answered only with the advice to remove them; any other decision of the protocol is
 * for staff.
 */
export const keepOutOfPublic: Middleware = (turn, next) => {
  const identifies = turn.personalData.length > 0 || turn.input.inbound.content.kind === 'contact';
  if (!isPublic(turn) || !identifies) return next();
  inviteToPrivate(turn, 'personal-data', 'personalDataPublic');
  const known = { department: null, lead: null, offered: [], url: null, isSaid: true };
  applyProtocol(turn, { kind: 'personal-data', traits: ['evidence'], ...known });
};
