import { maskPersonalData, type PersonalDataKind } from '../personalData.ts';
import { say } from './say.ts';
import type { Middleware } from './turn.ts';

/** Identifiers whose appearance is worth a word to the person; a phone or an address may have been asked for. */
const delicate: readonly PersonalDataKind[] = ['dni', 'iban', 'card'];

/** Keeps identifiers out of what is judged, and tells the person that they need not be written here. */
export const guardPersonalData: Middleware = (turn, next) => {
  const { text, kinds } = maskPersonalData(turn.text, () => ' ');
  turn.text = text.trim();
  if (kinds.length > 0) turn.events.push({ type: 'personal-data.noticed', kinds });
  next();
  if (kinds.some((kind) => delicate.includes(kind))) say(turn, 'personalData', []);
};
