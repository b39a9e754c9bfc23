import { ApiFault } from '../api.ts';
import { named, stringsNow } from '../strings.ts';

export const codeOf = (error: unknown): string => (error instanceof ApiFault ? error.code : 'unknown');

/** What went wrong, in plain words. */
export function faultText(code: string): string {
  const { faults } = stringsNow();
  return code in faults ? named(faults, code) : faults.unknown;
}
