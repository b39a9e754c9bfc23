import type { Commit } from '../../core/model/commit.ts';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { SideEffect } from '../../core/model/event.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Translate } from '../../core/ports/translate.ts';
import { inTime } from '../inTime.ts';
import type { Post } from './emailSender.ts';

interface ConfirmationDeps {
  readonly post: Post;
  readonly sealer: Pick<Sealer, 'open' | 'inboundKey'>;
  readonly translate: Translate;
  /** Counts codes by address and by conversation, so that nobody's mailbox is flooded. */
  readonly limit: Limit;
  readonly log: Log;
}

/** E-mails the code by which an address is confirmed. Both are sealed with the commit that asked for it. */
export function createConfirmations({ post, sealer, translate, limit, log }: ConfirmationDeps) {
  return async (
    { slot, locale }: Extract<SideEffect, { type: 'send-confirmation' }>,
    commit: Commit,
  ): Promise<void> => {
    const { conversation, revision } = commit;
    const pending = (await sealer.open(commit))?.slots?.[slot];
    if (pending === undefined) return;
    for (const key of [sealer.inboundKey('confirmations', pending.text.toLowerCase()), conversation]) {
      if ((await limit.allow(key)).ok) continue;
      return log.warn({ conversation }, 'too many codes were requested: none will be sent for a while');
    }
    const values = { code: pending.value };
    try {
      const mail = {
        id: `confirmation.${conversation}.${revision}`,
        to: pending.text,
        subject: translate('flow.codeSubject', locale, values),
        text: translate('flow.codeMail', locale, values),
      };
      await inTime(post(mail), 'The mail server takes long.');
    } catch (error) {
      if (!(error instanceof PlatformRefused)) throw error;
      log.warn({ code: codeOf(error), conversation }, 'the mail server refused the code for an address');
    }
  };
}
