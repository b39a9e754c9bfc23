import type { Commit } from '../../core/model/commit.ts';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { SideEffect } from '../../core/model/event.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Translate } from '../../core/ports/translate.ts';
import type { MayConfirm } from './confirmationLimit.ts';
import type { Post } from './emailSender.ts';

interface ConfirmationDeps {
  readonly post: Post;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly translate: Translate;
  readonly mayConfirm: MayConfirm;
  readonly log: Log;
}

/** E-mails the code by which an address is confirmed. Both are sealed with the commit that asked for it. */
export function createConfirmations({ post, sealer, translate, mayConfirm, log }: ConfirmationDeps) {
  return async (
    { slot, locale }: Extract<SideEffect, { type: 'send-confirmation' }>,
    commit: Commit,
  ): Promise<void> => {
    const { conversation, revision } = commit;
    const pending = (await sealer.open(commit))?.slots?.[slot];
    if (pending === undefined) return;
    if (!(await mayConfirm(pending.text, commit))) return;
    const values = { code: pending.value };
    try {
      await post({
        id: `confirmation.${conversation}.${revision}`,
        to: pending.text,
        subject: translate('flow.codeSubject', locale, values),
        text: translate('flow.codeMail', locale, values),
      });
    } catch (error) {
      if (!(error instanceof PlatformRefused)) throw error;
      log.warn({ code: codeOf(error), conversation }, 'the mail server refused the code for an address');
    }
  };
}
