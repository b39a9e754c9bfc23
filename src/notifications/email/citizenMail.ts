import type { CaseLinks } from '../../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../../core/cases/rights/notifyLinks.ts';
import type { CitizenMail } from '../../core/engine/sideEffects.ts';
import { caseIn, newestCase } from '../../core/journal/newestCase.ts';
import type { Commit } from '../../core/model/commit.ts';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Translate } from '../../core/ports/translate.ts';
import type { Post } from './emailSender.ts';
import { postInTime } from './postInTime.ts';

interface CitizenMailDeps {
  readonly post: Post;
  readonly journal: Pick<Journal, 'load' | 'read'>;
  readonly sealer: Pick<Sealer, 'open' | 'inboundKey'>;
  readonly translate: Translate;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<NotifyLinks, 'notifyLink'>;
  /** Counts questions to an address and in a conversation, so that nobody's mailbox is flooded. */
  readonly limit: Limit;
  readonly log: Log;
}

/**
 * Writes to the citizen of a case: whether the address is theirs, and that staff answered. It holds a link and never what was
 * written. The address is sealed with the commit by which they gave it: once that is erased nothing is sent. Resolves to whether
 * the e-mail was taken.
 */
export function createCitizenMail({ post, journal, sealer, translate, links, limit, log }: CitizenMailDeps) {
  return async ({ type, case: code }: CitizenMail, commit: Commit): Promise<boolean> => {
    const { conversation } = commit;
    const emailUpdates = caseIn(commit.state, code)?.emailUpdates ?? null;
    if (emailUpdates === null || emailUpdates.confirmed !== (type === 'notify-citizen')) return false;
    // Since the commit they may have given another address, confirmed it, or wanted no more.
    const now = (await newestCase(journal, conversation, code))?.emailUpdates ?? null;
    if (now?.revision !== emailUpdates.revision || now.confirmed !== emailUpdates.confirmed) return false;
    const given =
      commit.revision === emailUpdates.revision
        ? commit
        : (await journal.read(conversation, emailUpdates.revision - 1, 1))[0];
    const address = given === undefined ? undefined : (await sealer.open(given))?.updatesTo;
    if (address === undefined) return false;
    const { email, locale } = address;
    if (type === 'ask-address')
      for (const key of [sealer.inboundKey('confirmations', email.toLowerCase()), conversation])
        if (!(await limit.allow(key)).ok) {
          log.warn({ conversation }, 'too many addresses were given: no confirmation will be sent for a while');
          return false;
        }
    const url =
      type === 'ask-address' ? links.notifyLink('confirm', code, emailUpdates.revision) : links.caseLink(code);
    const values = { code, url, stop: links.notifyLink('stop', code, emailUpdates.revision) };
    const key = type === 'ask-address' ? 'ask' : 'news';
    try {
      await postInTime(post, {
        id: `citizen.${key}.${conversation}.${commit.revision}`,
        to: email,
        subject: translate(`notify.${key}.subject`, locale, values),
        text: translate(`notify.${key}.mail`, locale, values),
      });
      return true;
    } catch (error) {
      if (!(error instanceof PlatformRefused)) throw error;
      log.warn({ code: codeOf(error), conversation }, 'the mail server refused an e-mail to a citizen');
      return false;
    }
  };
}
