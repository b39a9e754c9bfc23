import type { CaseLinks } from '../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../core/cases/rights/notifyLinks.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { Translate } from '../core/ports/translate.ts';
import { createLruCache } from '../core/util/lruCache.ts';
import { createCitizenMail } from '../notifications/email/citizenMail.ts';
import { createConfirmations } from '../notifications/email/confirmation.ts';
import { createCitizenPush, type GoneDevice } from '../notifications/push/citizenPush.ts';
import { createSendPush } from '../notifications/push/sendPush.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import type { Notifications } from './notifications.ts';
import type { Push } from './push.ts';

/** What is sent to citizens. */
interface CitizenNews {
  readonly sideEffects: Pick<SideEffectDeps, 'sendConfirmation' | 'writeToCitizen'>;
}

/** E-mails that this process remembers to have sent: another attempt at what failed beside them repeats none. */
const rememberedEmails = 1_000;

/**
 * What writes to citizens: codes and links that confirm addresses, and news of a case, by e-mail where there is a mail server
 * and on their devices where they may be told there.
 */
export function citizenNews(deps: {
  readonly post: Notifications['post'];
  /** Null: nobody is told on a device. */
  readonly push: Pick<Push, 'vapid' | 'services'> | null;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<NotifyLinks, 'notifyLink'>;
  readonly sealer: Sealer;
  readonly store: Pick<Store, 'journal'>;
  readonly knowledge: { readonly translate: Translate };
  readonly coordination: Pick<Coordination, 'limit'>;
  /** Forgets devices that nothing reaches any more. It carries out side effects, and is there once one is. */
  readonly engine: () => Pick<Engine, 'fromCasePage'>;
  readonly log: Log;
}): CitizenNews {
  const { post, push, sealer, store, links, knowledge, coordination, log } = deps;
  const limit = coordination.limit('confirmations', 5, 3_600);
  const given = { sealer, journal: store.journal, links, translate: knowledge.translate, limit, log };
  const mail = post === null ? null : createCitizenMail({ ...given, post });
  const mailed = createLruCache<string, true>(rememberedEmails);
  const gone = ({ revision, ...device }: GoneDevice) => {
    const what = { act: { kind: 'device-gone', revision }, id: `device gone ${revision}`, inbound: null } as const;
    // Nobody waits: the conversation is busy with what the device should have been told of.
    deps
      .engine()
      .fromCasePage({ ...device, ...what })
      .catch((error) => log.warn({ code: codeOf(error) }, 'an expired device could not be removed yet'));
  };
  const toDevices = push && createCitizenPush({ ...given, send: createSendPush({ ...push, clock: Date.now }), gone });
  return {
    sideEffects: {
      ...(post && { sendConfirmation: createConfirmations({ ...given, post }) }),
      async writeToCitizen(sideEffect, commit) {
        const id = `${commit.conversation} ${commit.revision} ${sideEffect.type}`;
        const byMail = async () => {
          if (mail === null) return false;
          const isMailed = mailed.get(id) === true || (await mail(sideEffect, commit));
          if (isMailed) mailed.set(id, true);
          return isMailed;
        };
        const onDevices = async () =>
          sideEffect.type === 'notify-citizen' ? toDevices?.(sideEffect, commit) : undefined;
        // One that fails does not keep the other from being sent.
        const [isMailed, pushed] = await Promise.allSettled([byMail(), onDevices()]);
        if (isMailed.status === 'rejected') throw isMailed.reason;
        if (pushed.status === 'fulfilled') return;
        // Another attempt may be another process's, which does not know of the e-mail and would send it again.
        if (!isMailed.value) throw pushed.reason;
        const { conversation } = commit;
        log.warn({ code: codeOf(pushed.reason), conversation }, 'a citizen was notified by e-mail but not on a device');
      },
    },
  };
}
