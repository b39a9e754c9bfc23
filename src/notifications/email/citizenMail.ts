import type { CaseLinks } from '../../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../../core/cases/rights/notifyLinks.ts';
import type { CitizenMail } from '../../core/engine/sideEffects.ts';
import type { Commit } from '../../core/model/commit.ts';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Translate } from '../../core/ports/translate.ts';
import type { FindContact } from '../citizenContact.ts';
import type { MayConfirm } from './confirmationLimit.ts';
import type { Post } from './emailSender.ts';

interface CitizenMailDeps {
  readonly post: Post;
  readonly contact: FindContact;
  readonly translate: Translate;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<NotifyLinks, 'notifyLink'>;
  readonly mayConfirm: MayConfirm;
  readonly log: Log;
}

/**
 * E-mails the citizen of a case: whether the address is theirs, and that staff answered. It holds a link and never what was written.
 * Resolves to whether the e-mail was taken.
 */
export function createCitizenMail({ post, contact, translate, links, mayConfirm, log }: CitizenMailDeps) {
  return async (sideEffect: CitizenMail, commit: Commit): Promise<boolean> => {
    const { type, case: code } = sideEffect;
    const { conversation } = commit;
    const found = await contact('email', sideEffect, commit);
    if (found === null || !('email' in found.address)) return false;
    const { email, locale } = found.address;
    const { revision } = found.updates;
    if (type === 'ask-address' && !(await mayConfirm(email, commit))) return false;
    const url = type === 'ask-address' ? links.notifyLink('confirm', code, revision) : links.caseLink(code);
    const stop = links.notifyLink('stop', code, revision);
    const values = { code, url, stop };
    const key = type === 'ask-address' ? 'ask' : 'news';
    try {
      await post({
        id: `citizen.${key}.${conversation}.${commit.revision}`,
        to: email,
        subject: translate(`notify.${key}.subject`, locale, values),
        text: translate(`notify.${key}.mail`, locale, values),
        // Mail programs show a button for it (RFC 8058). Nothing has begun yet that a question would end.
        headers:
          type === 'ask-address'
            ? {}
            : { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      });
      return true;
    } catch (error) {
      if (!(error instanceof PlatformRefused)) throw error;
      log.warn({ code: codeOf(error), conversation }, 'the mail server refused an e-mail to a citizen');
      return false;
    }
  };
}
