import { maskPersonalData, type PersonalDataKind } from '../../model/personalData.ts';
import { applyProtocol } from '../applyProtocol.ts';
import type { Middleware } from '../draft.ts';
import { inviteToPrivate, isPublic } from '../replies/private.ts';
import { say } from '../replies/say.ts';
/** Keeps identifiers of people out of what is judged. */
export const guardPersonalData: Middleware = (turn, next) => {
  const { text, kinds } = maskPersonalData(turn.text, () => ' ');
  turn.text = text.trim();
  turn.personalData = kinds;
  if (kinds.length > 0) turn.events.push({ type: 'personal-data.noticed', kinds });
  next();
};

/** Identifiers whose appearance is worth a word to the person; a phone or an address may have been asked for. */
const delicate: readonly PersonalDataKind[] = ['dni', 'iban', 'card'];

/** Tells the person that identifiers need not be written here; before the answer, whose choices must come last. */
export const adviseOnPersonalData: Middleware = (turn, next) => {
  if (turn.personalData.some((kind) => delicate.includes(kind))) say(turn, 'personalData', []);
  next();
};

/**
 * In public, data that identify somebody are answered with the advice to remove them, and nothing else; what the
 * protocol says of them besides is for staff.
 */
export const keepOutOfPublic: Middleware = (turn, next) => {
  const identifies = turn.personalData.length > 0 || turn.input.inbound.content.kind === 'contact';
  if (!isPublic(turn) || !identifies) return next();
  inviteToPrivate(turn, 'personal-data', 'personalDataPublic');
  const known = { department: null, lead: null, offered: [], url: null, isSaid: true };
  applyProtocol(turn, { kind: 'personal-data', traits: ['evidence'], ...known });
};
