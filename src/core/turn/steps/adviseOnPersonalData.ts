import type { PersonalDataKind } from '../../model/personalData.ts';
import { say } from '../replies/say.ts';
import type { Middleware } from '../draft.ts';

/** Identifiers whose appearance is worth a word to the person; a phone or an address may have been asked for. */
const delicate: readonly PersonalDataKind[] = ['dni', 'iban', 'card'];

/** Tells the person that identifiers need not be written here; before the answer, whose choices must come last. */
export const adviseOnPersonalData: Middleware = (turn, next) => {
  if (turn.personalData.some((kind) => delicate.includes(kind))) say(turn, 'personalData', []);
  next();
};
