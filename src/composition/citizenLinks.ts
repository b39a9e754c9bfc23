import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { type CaseLinks, createCaseLinks } from '../core/cases/caseLinks.ts';
import { createDataLinks, type DataLinks } from '../core/cases/rights/dataLinks.ts';
import { createNotifyLinks, type NotifyLinks } from '../core/cases/rights/notifyLinks.ts';
import { createSubscriptionLinks, type SubscriptionLinks } from '../core/cases/rights/subscriptionLinks.ts';
import type { Keyring } from '../store/keyring/keyring.ts';

interface CitizenLinks {
  readonly caseLinks: CaseLinks & NotifyLinks;
  readonly dataLinks: DataLinks;
  readonly subscriptionLinks: SubscriptionLinks;
  /** Those that a turn gives. Without a public log nothing proves an answer. */
  readonly turnLinks: Pick<CaseLinks, 'caseLink'> & { readonly surveyLink: (id: string) => string } & Pick<
      DataLinks,
      'dataLink'
    > &
    Partial<Pick<DataLinks, 'receiptLink'>>;
}

/** Addresses with a separate key, by which people follow a case, and see what is kept of a conversation. */
export function citizenLinks(
  { derive }: Pick<Keyring, 'derive'>,
  url: string,
  { transparencyLog }: Pick<Config, 'transparencyLog'>,
): CitizenLinks {
  const macUnder = (secret: Uint8Array) => (text: string) => createHmac('sha256', secret).update(text).digest();
  const caseLinks = {
    ...createCaseLinks({ mac: macUnder(derive('case keys')), url }),
    ...createNotifyLinks({ mac: macUnder(derive('notify links')), url }),
  };
  const subscriptionLinks = createSubscriptionLinks({ mac: macUnder(derive('subscription links')), url });
  const dataLinks = createDataLinks({ mac: macUnder(derive('data links')), url });
  const { dataLink, receiptLink } = dataLinks;
  const surveyLink = (id: string) => `${url}/participa/${id}`;
  const turnLinks = { caseLink: caseLinks.caseLink, dataLink, surveyLink, ...(transparencyLog ? { receiptLink } : {}) };
  return { caseLinks, dataLinks, subscriptionLinks, turnLinks };
}
