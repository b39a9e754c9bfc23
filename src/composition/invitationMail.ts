import { createHash } from 'node:crypto';
import type { Agent } from '../core/model/agent.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Locale } from '../core/model/locale.ts';
import type { Log } from '../core/ports/log.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { authStrings } from '../http/auth/strings.ts';
import { welcomeLink } from '../http/auth/welcome.ts';
import type { MadeLink } from '../identity/identity.ts';
import type { Post } from '../notifications/email/emailSender.ts';

/** Sends a person their sign-in link; false when no e-mail was sent: the link must then reach them by other means. */
export type MailInvitation = (agent: Agent, link: MadeLink) => Promise<boolean>;

/** Creates the sender of invitations. `post` null: there is no mail server. */
export function createInvitationMail(deps: {
  readonly post: Post | null;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  readonly locale: Locale;
  readonly log: Log;
}): MailInvitation {
  const { post, url, locale: fallback, log } = deps;
  return async ({ id, name, email, locales }, { token, expiresAt }) => {
    if (post === null) return false;
    const locale = locales[0] ?? fallback;
    const { mail } = authStrings(locale);
    const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Madrid' });
    const text = interpolate(mail.text, { name, link: welcomeLink(url, token), until: until.format(expiresAt) });
    // The e-mail's id distinguishes invitations and reveals nothing of their token.
    const key = createHash('sha256').update(`${id} ${expiresAt}`).digest('hex').slice(0, 24);
    try {
      await post({ id: `invitation.${key}`, to: email, subject: mail.subject, text });
      return true;
    } catch (error) {
      log.warn({ code: codeOf(error) }, 'an invitation could not be e-mailed: pass its link on by other means');
      return false;
    }
  };
}
