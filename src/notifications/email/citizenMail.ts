import type { CaseLinks } from '../../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../../core/cases/rights/notifyLinks.ts';
import type { CitizenMail } from '../../core/engine/sideEffects.ts';
import type { Commit } from '../../core/model/commit.ts';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Translate } from '../../core/ports/translate.ts';
import type { FindContact } from '../citizenContact.ts';
import { inTime } from '../inTime.ts';
import type { Post } from './emailSender.ts';

interface CitizenMailDeps {
  readonly post: Post;
  readonly contact: FindContact;
  readonly sealer: Pick<Sealer, 'inboundKey'>;
  readonly translate: Translate;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<NotifyLinks, 'notifyLink'>;
  /** Counts questions to an address and in a conversation, so that nobody's mailbox is flooded. */
  readonly limit: Limit;
  readonly log: Log;
}

/**
 * E-mails the citizen of a case: whether the address is theirs, and that staff answered. It holds a link and never what was written.
 * Resolves to whether the e-mail was taken.
 */
export function createCitizenMail({ post, contact, sealer, translate, links, limit, log }: CitizenMailDeps) {
  return async (sideEffect: CitizenMail, commit: Commit): Promise<boolean> => {
    const { type, case: code } = sideEffect;
    const { conversation } = commit;
    const found = await contact('email', sideEffect, commit);
    if (found === null || !('email' in found.address)) return false;
    const { email, locale } = found.address;
    const { revision } = found.updates;
    if (type === 'ask-address')
      for (const key of [sealer.inboundKey('confirmations', email.toLowerCase()), conversation])
        if (!(await limit.allow(key)).ok) {
          log.warn({ conversation }, 'too many addresses were given: no confirmation will be sent for a while');
          return false;
        }
    const url = type === 'ask-address' ? links.notifyLink('confirm', code, revision) : links.caseLink(code);
    const values = { code, url, stop: links.notifyLink('stop', code, revision) };
    const key = type === 'ask-address' ? 'ask' : 'news';
    try {
      const mail = {
        id: `citizen.${key}.${conversation}.${commit.revision}`,
        to: email,
        subject: translate(`notify.${key}.subject`, locale, values),
        text: translate(`notify.${key}.mail`, locale, values),
      };
      await inTime(post(mail), 'The mail server takes long.');
      return true;
    } catch (error) {
      if (!(error instanceof PlatformRefused)) throw error;
      log.warn({ code: codeOf(error), conversation }, 'the mail server refused an e-mail to a citizen');
      return false;
    }
  };
}
