import { createHmac } from 'node:crypto';
import { type CaseLinks, createCaseLinks } from '../core/cases/caseLinks.ts';
import { createDataLinks, type DataLinks } from '../core/cases/rights/dataLinks.ts';
import { createTellLinks, type TellLinks } from '../core/cases/rights/tellLinks.ts';
import type { Keyring } from '../store/keyring/keyring.ts';

/** Addresses with a key of their own, by which people follow a case, and see what is kept of a conversation. */
export function citizenLinks(
  { derive }: Pick<Keyring, 'derive'>,
  url: string,
): { readonly caseLinks: CaseLinks & TellLinks; readonly dataLinks: DataLinks } {
  const macUnder = (secret: Uint8Array) => (text: string) => createHmac('sha256', secret).update(text).digest();
  return {
    caseLinks: {
      ...createCaseLinks({ mac: macUnder(derive('case keys')), url }),
      ...createTellLinks({ mac: macUnder(derive('tell links')), url }),
    },
    dataLinks: createDataLinks({ mac: macUnder(derive('data links')), url }),
  };
}
