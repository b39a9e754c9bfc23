import { createHash } from 'node:crypto';
import type { Agent } from '../core/model/agent.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Locale } from '../core/model/locale.ts';
import type { Log } from '../core/ports/log.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { authStrings } from '../http/auth/strings.ts';
import { welcomeLink } from '../http/auth/welcome.ts';
import type { StaffMail } from '../identity/administration.ts';
import type { MadeLink } from '../identity/identity.ts';
import type { Post } from '../notifications/email/emailSender.ts';

/** Creates the sender of e-mails to people about their own access. `post` null: there is no mail server. */
export function createStaffMail(deps: {
  readonly post: Post | null;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  readonly locale: Locale;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  readonly log: Log;
}): StaffMail {
  const { post, url, locale: fallback, timeZone, log } = deps;

  /** `key`: distinguishes this e-mail from others to the same person, and reveals nothing. */
  async function send(
    { id, name, email, locales }: Agent,
    kind: 'invitation' | 'reset' | 'secondFactor',
    key: string,
    values: (locale: Locale) => Readonly<Record<string, string>>,
  ): Promise<boolean> {
    if (post === null) return false;
    const locale = locales[0] ?? fallback;
    const { subject, text } = authStrings(locale).mail[kind];
    const hash = createHash('sha256').update(`${id} ${key}`).digest('hex').slice(0, 24);
    try {
      await post({
        id: `${kind}.${hash}`,
        to: email,
        subject,
        text: interpolate(text, { name, url: `${url}/console`, ...values(locale) }),
      });
      return true;
    } catch (error) {
      log.warn({ code: codeOf(error), kind }, 'an e-mail to a member of staff could not be sent');
      return false;
    }
  }

  const linkIn = ({ token, expiresAt }: MadeLink) => {
    return (locale: Locale) => {
      const until = new Intl.DateTimeFormat(locale, {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: timeZone(),
      });
      return { link: welcomeLink(url, token), until: until.format(expiresAt) };
    };
  };

  return {
    invitation: (agent, link) => send(agent, 'invitation', String(link.expiresAt), linkIn(link)),
    reset: (agent, link) => send(agent, 'reset', String(link.expiresAt), linkIn(link)),
    secondFactorDropped: (agent, by) => send(agent, 'secondFactor', String(Date.now()), () => ({ by: by.name })),
  };
}
