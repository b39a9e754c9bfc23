import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { Translate } from '../core/ports/translate.ts';
import { type CitizenMailDeps, createCitizenMail } from '../notifications/email/citizenMail.ts';
import { createConfirmations } from '../notifications/email/confirmation.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import type { Notifications } from './notifications.ts';

/** What writes to citizens: codes and links that confirm addresses, news of a case; nothing where there is no mail server. */
export function confirmationsBy(
  post: Notifications['post'],
  deps: Pick<CitizenMailDeps, 'links' | 'log'> & {
    readonly sealer: Sealer;
    readonly store: Pick<Store, 'journal'>;
    readonly knowledge: { readonly translate: Translate };
    readonly coordination: Pick<Coordination, 'limit'>;
  },
): Pick<SideEffectDeps, 'sendConfirmation' | 'writeToCitizen'> {
  if (!post) return {};
  const { sealer, store, links, knowledge, coordination, log } = deps;
  const limit = coordination.limit('confirmations', 5, 3_600);
  const given = { post, sealer, journal: store.journal, links, translate: knowledge.translate, limit, log };
  return { sendConfirmation: createConfirmations(given), writeToCitizen: createCitizenMail(given) };
}
