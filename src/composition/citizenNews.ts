import type { CaseLinks } from '../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../core/cases/rights/notifyLinks.ts';
import { confirmationOf } from '../core/engine/decideTurn.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { Translate } from '../core/ports/translate.ts';
import { createFindContact } from '../notifications/citizenContact.ts';
import { createCitizenMail } from '../notifications/email/citizenMail.ts';
import { createConfirmations } from '../notifications/email/confirmation.ts';
import { createConfirmationLimit } from '../notifications/email/confirmationLimit.ts';
import { createCitizenPush } from '../notifications/push/citizenPush.ts';
import { createSendPush } from '../notifications/push/sendPush.ts';
import { createCitizenSms } from '../notifications/sms/citizenSms.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import type { Notifications } from './notifications.ts';
import type { Push } from './push.ts';

/** What is sent to citizens. */
interface CitizenNews {
  readonly sideEffects: Pick<SideEffectDeps, 'sendConfirmation' | 'writeToCitizen'>;
}

/** Codes that one number may be sent in a day. */
const codesPerNumber = 3;
const daySeconds = 86_400;
/** Longer than the outbox retries a side effect. */
const retriedSeconds = 6 * 3_600;

/**
 * What writes to citizens: codes and links that confirm addresses, and news of a case, by e-mail where there is a mail server, by text
 * message where there is a gateway, and on their devices where they may be told there.
 */
export function citizenNews(deps: {
  readonly post: Notifications['post'];
  /** Null: nobody is sent a text message. */
  readonly texts: Notifications['texts'];
  /** Null: nobody is told on a device. */
  readonly push: Pick<Push, 'vapid' | 'services'> | null;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<NotifyLinks, 'notifyLink'>;
  readonly sealer: Sealer;
  readonly store: Pick<Store, 'journal'>;
  readonly knowledge: { readonly translate: Translate };
  readonly coordination: Pick<Coordination, 'limit'>;
  /** Forgets devices that nothing reaches any more. It carries out side effects, and is there once one is. */
  readonly engine: () => Pick<Engine, 'fromCasePage'>;
  readonly clock: Clock;
  readonly log: Log;
}): CitizenNews {
  const { post, texts, push, sealer, store, links, knowledge, coordination, clock, log } = deps;
  const mayConfirm = createConfirmationLimit({
    limit: coordination.limit('confirmations', 5, 3_600),
    requests: coordination.limit('confirmation-requests', 1, retriedSeconds),
    sealer,
    log,
  });
  const { journal } = store;
  const contact = createFindContact({ journal, sealer });
  const given = { sealer, journal, contact, links, translate: knowledge.translate, mayConfirm, log };
  /** Nobody waits: the conversation is busy with what was to be sent. */
  const later = (request: Omit<Parameters<Engine['fromCasePage']>[0], 'inbound'>) => {
    deps
      .engine()
      .fromCasePage({ ...request, inbound: null })
      .catch((error) => log.warn({ code: codeOf(error) }, 'an address that nothing reaches could not be removed yet'));
  };
  const mail = post && createCitizenMail({ ...given, post });
  const sms =
    texts &&
    createCitizenSms({
      ...given,
      send: texts.send,
      codeAt: (conversation, revision) => confirmationOf(sealer, conversation, revision),
      limits: {
        number: coordination.limit('sms-codes-number', codesPerNumber, daySeconds),
        all: coordination.limit('sms-codes', texts.codesPerDay, daySeconds),
      },
      drop: ({ case: code }, { tenant, conversation, revision }) =>
        later({ tenant, conversation, case: code, act: { kind: 'stop', revision }, id: `no code ${revision}` }),
      clock,
    });
  const toDevices =
    push &&
    createCitizenPush({
      ...given,
      send: createSendPush({ ...push, clock }),
      gone: ({ revision, ...device }) =>
        later({ ...device, act: { kind: 'device-gone', revision }, id: `device gone ${revision}` }),
    });
  const toAddresses = [mail, sms].filter((write) => write !== null);
  return {
    sideEffects: {
      ...(post && { sendConfirmation: createConfirmations({ ...given, post }) }),
      async writeToCitizen(sideEffect, commit) {
        const onDevices = async () =>
          sideEffect.type === 'notify-citizen' ? toDevices?.(sideEffect, commit) : undefined;
        // One that fails does not keep the others from being sent.
        const [addresses, [pushed]] = await Promise.all([
          Promise.allSettled(toAddresses.map((write) => write(sideEffect, commit))),
          Promise.allSettled([onDevices()]),
        ]);
        const isNotified = addresses.some((each) => each.status === 'fulfilled' && each.value);
        const failed = [...addresses, pushed].find((each) => each.status === 'rejected');
        if (failed === undefined) return;
        // Another attempt may be another process's, which does not know of the message that was sent and would send it again.
        if (!isNotified) throw failed.reason;
        const { conversation } = commit;
        log.warn(
          { code: codeOf(failed.reason), conversation },
          'a citizen was notified, but not in every way they want',
        );
      },
    },
  };
}
