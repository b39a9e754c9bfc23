import { ApiFault } from '../api.ts';
import { named, wordsNow } from '../words.ts';

export const codeOf = (error: unknown): string => (error instanceof ApiFault ? error.code : 'unknown');

/** What went wrong, in plain words. */
export function faultWords(code: string): string {
  const { faults } = wordsNow();
  return code in faults ? named(faults, code) : faults.unknown;
}
