import { ApiFault } from '../api.ts';
import { named, stringsNow } from '../strings.ts';

export const faultCode = (error: unknown): string => (error instanceof ApiFault ? error.code : 'unknown');

/** An error in plain language. */
export function faultText(code: string): string {
  const { faults } = stringsNow();
  return code in faults ? named(faults, code) : faults.unknown;
}
