import type { CaseLinks } from '../../core/cases/caseLinks.ts';
import type { TellLinks } from '../../core/cases/rights/tellLinks.ts';
import type { CitizenMail } from '../../core/engine/sideEffects.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import { upToDate } from '../../core/model/conversation.ts';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Translate } from '../../core/ports/translate.ts';
import type { Post } from './emailSender.ts';
import { postInTime } from './postInTime.ts';

export interface CitizenMailDeps {
  readonly post: Post;
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open' | 'inboundKey'>;
  readonly translate: Translate;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<TellLinks, 'tellLink'>;
  /** Counts questions to an address and in a conversation, so that nobody's mailbox is flooded. */
  readonly limit: Limit;
  readonly log: Log;
}

/**
 * Writes to the citizen of a case: whether the address is theirs, and that staff answered. It holds a link and never what was
 * written. The address is sealed with the commit by which they gave it: once that is erased nothing is sent.
 */
export function createCitizenMail({ post, journal, sealer, translate, links, limit, log }: CitizenMailDeps) {
  return async ({ type, case: code }: CitizenMail, commit: Commit): Promise<void> => {
    const { conversation } = commit;
    const told = isRecord(commit.state)
      ? undefined
      : upToDate(commit.state).cases.find((each) => each.code === code)?.told;
    if (told === undefined || told === null || told.confirmed !== (type === 'tell-citizen')) return;
    const given =
      commit.revision === told.revision ? commit : (await journal.read(conversation, told.revision - 1, 1))[0];
    const address = given === undefined ? undefined : (await sealer.open(given))?.told;
    if (address === undefined) return;
    const { email, locale } = address;
    if (type === 'ask-address')
      for (const key of [sealer.inboundKey('confirmations', email.toLowerCase()), conversation])
        if (!(await limit.allow(key)).ok)
          return log.warn({ conversation }, 'too many addresses were given: none is asked for a while');
    const url = type === 'ask-address' ? links.tellLink('confirm', code, told.revision) : links.caseLink(code);
    const values = { code, url, stop: links.tellLink('untell', code, told.revision) };
    const key = type === 'ask-address' ? 'ask' : 'news';
    try {
      await postInTime(post, {
        id: `citizen.${key}.${conversation}.${commit.revision}`,
        to: email,
        subject: translate(`tell.${key}.subject`, locale, values),
        text: translate(`tell.${key}.mail`, locale, values),
      });
    } catch (error) {
      if (!(error instanceof PlatformRefused)) throw error;
      log.warn({ code: codeOf(error), conversation }, 'the mail server refused an e-mail to a citizen');
    }
  };
}
