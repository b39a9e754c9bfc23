import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { Translate } from '../core/ports/translate.ts';
import { createConfirmations } from '../notifications/email/confirmation.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Notifications } from './notifications.ts';

/** What sends codes that confirm addresses; nothing where there is no mail server. */
export function confirmationsBy(
  post: Notifications['post'],
  deps: { sealer: Sealer; translate: Translate; limit: Coordination['limit']; log: Log },
): Pick<SideEffectDeps, 'sendConfirmation'> {
  if (!post) return {};
  const { sealer, translate, limit, log } = deps;
  const sent = limit('confirmations', 5, 3_600);
  return { sendConfirmation: createConfirmations({ post, sealer, translate, limit: sent, log }) };
}
