import type { CaseLinks } from '../../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../../core/cases/rights/notifyLinks.ts';
import type { CitizenMail } from '../../core/engine/sideEffects.ts';
import type { Commit } from '../../core/model/commit.ts';
import { contactCodeLifeMs } from '../../core/model/contact/contact.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { codeOf, PlatformRefused, PlatformUnreachable } from '../../core/model/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Translate } from '../../core/ports/translate.ts';
import type { FindContact } from '../citizenContact.ts';
import { createSendOnce } from '../sendOnce.ts';
import type { SendText } from './smsGateway.ts';

/** How many codes are sent, besides what one conversation may ask for. */
export interface CodeLimits {
  /** By number, so that nobody is annoyed. */
  readonly number: Limit;
  /** By tenant, to all numbers together: what somebody can make the council pay. */
  readonly all: Limit;
}

interface CitizenSmsDeps {
  readonly send: SendText;
  readonly contact: FindContact;
  readonly sealer: Pick<Sealer, 'inboundKey'>;
  readonly translate: Translate;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<NotifyLinks, 'notifyLink'>;
  /** The code that confirms the number that a revision of a conversation seals. */
  readonly codeAt: (conversation: ConversationId, revision: number) => string;
  readonly limits: CodeLimits;
  /** Drops a number to which no code goes: nobody may guess the code. */
  readonly drop: (sideEffect: CitizenMail, commit: Commit) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Writes to the telephone of the citizen of a case: the code by which the number is confirmed, and that staff answered. It holds links
 * and never what was written. Resolves to whether the gateway took the message.
 */
export function createCitizenSms(deps: CitizenSmsDeps) {
  const { send, contact, sealer, translate, links, codeAt, limits, drop, clock, log } = deps;
  const sendOnce = createSendOnce();

  async function mayAsk(tenant: string, numberKey: string): Promise<boolean> {
    if (!(await limits.number.allow(numberKey)).ok) return false;
    if ((await limits.all.allow(tenant)).ok) return true;
    await limits.number.giveBack(numberKey);
    return false;
  }

  return async (sideEffect: CitizenMail, commit: Commit): Promise<boolean> => {
    const { type, case: code } = sideEffect;
    const { tenant, conversation } = commit;
    const found = await contact('phone', sideEffect, commit);
    if (found === null || !('phone' in found.address)) return false;
    const { phone, locale } = found.address;
    const { revision, code: asked } = found.updates;
    const isAsk = type === 'ask-address';
    if (isAsk && clock() - (asked?.sentAt ?? 0) > contactCodeLifeMs) return false;
    const id = `sms.${isAsk ? 'ask' : 'news'}.${conversation}.${commit.revision}`;
    const numberKey = sealer.inboundKey('sms codes', phone);
    const text = isAsk
      ? translate('notify.ask.sms', locale, { code: codeAt(conversation, revision), case: code })
      : translate('notify.news.sms', locale, {
          url: links.caseLink(code),
          stop: links.notifyLink('stop', code, revision),
        });
    return sendOnce(id, async () => {
      if (isAsk && !(await mayAsk(tenant, numberKey))) {
        log.warn({ conversation }, 'too many codes were requested by SMS: none will be sent for a while');
        drop(sideEffect, commit);
        return false;
      }
      try {
        await send({ id, to: phone, text });
        return true;
      } catch (error) {
        // What was surely not sent has cost nothing. In doubt it counts: a gateway that only seems to be away must not be a way around.
        if (isAsk && error instanceof PlatformUnreachable && error.isUnsent)
          await Promise.all([limits.number.giveBack(numberKey), limits.all.giveBack(tenant)]);
        if (!(error instanceof PlatformRefused)) throw error;
        log.warn({ code: codeOf(error), conversation }, 'the SMS gateway refused a message to a citizen');
        if (isAsk) drop(sideEffect, commit);
        return false;
      }
    });
  };
}
