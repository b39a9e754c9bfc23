import { createHash, randomUUID } from 'node:crypto';
import { createSubscriptionLinks, type SubscriptionPurpose } from '../../../src/core/cases/rights/subscriptionLinks.ts';
import type { Engine } from '../../../src/core/engine/engine.ts';
import type { Account } from '../../../src/core/model/account.ts';
import {
  mailAccount,
  mailConversation,
  type Subscription,
} from '../../../src/core/model/announcements/subscription.ts';
import { isRecord } from '../../../src/core/model/commit.ts';
import type { Journal } from '../../../src/core/ports/journal.ts';
import type { Sealer } from '../../../src/core/ports/sealer.ts';
import type { PagesDeps } from '../../../src/http/pages/index.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { publicUrl } from './site.ts';

/** What people may be told of. */
const alerts = [
  { id: 'works', title: { ca: 'Obres i carrers', es: 'Obras y calles', en: 'Works and streets' }, topics: [] },
  { id: 'water', title: { ca: 'Aigua', es: 'Agua', en: 'Water' }, topics: [] },
];

const links = createSubscriptionLinks({ mac: (text) => createHash('sha256').update(text).digest(), url: '' });

async function found(journal: Journal, conversation: string): Promise<Subscription | null> {
  const { latest } = await journal.load(conversation, '');
  return latest === null || isRecord(latest.state) ? null : (latest.state.subscription ?? null);
}

/** What the pages need on which people ask to be told, over the engine of a site. No e-mail is sent. */
export function subscriptionsOf(deps: {
  readonly account: Account;
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly engine: Engine;
}): NonNullable<PagesDeps['subscriptions']> {
  const { account, journal, sealer, engine } = deps;
  const limit = (times: number) => createLocalLimit(times, 60).allow;
  return {
    tenant: account.tenant,
    subscriber: engine.subscriber,
    conversationOf: (email) => sealer.conversationId(account.tenant, mailAccount, mailConversation(email)),
    find: (conversation) => found(journal, conversation),
    links,
    mails: true,
    alerts: () => alerts,
    neighbourhoods: () => [
      { id: 'centre', name: 'Centre' },
      { id: 'ribera', name: 'Ribera' },
    ],
    dataLink: () => `${publicUrl}/dades`,
    limits: { asks: limit(100_000), acts: limit(20) },
    newId: randomUUID,
  };
}

/** The path of a link of an e-mail to an address. */
export async function linkToSubscription(
  journal: Journal,
  sealer: Sealer,
  of: { readonly account: Account; readonly purpose: SubscriptionPurpose; readonly email: string },
): Promise<string> {
  const conversation = sealer.conversationId(of.account.tenant, mailAccount, mailConversation(of.email));
  const asked = (await found(journal, conversation))?.asked ?? 0;
  return links.link(of.purpose, conversation, of.purpose === 'confirm' ? asked : 0);
}
