import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import { PlatformRefused, PlatformUnreachable } from '../../core/model/errors.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';
import type { Email, Post } from './emailSender.ts';

/** Milliseconds for each step with the mail server: all of them fit into what one task of the outbox may take. */
const timeoutMs = 10_000;
/** Letters that are handed over at the same time: mail servers refuse whoever comes with a hundred. */
const maxAtOnce = 4;
/** Longest that a letter waits for those before it, milliseconds. */
const longestWait = 15_000;

/**
 * Makes what hands letters to a mail server. `url` as in `smtps://user:password@mail.example.cat`: never to be logged
 * or shown. `from` as in `Ajuntament <bot@example.cat>`.
 */
export function createSmtpPost(url: string, from: string): Post {
  let transport: Promise<Transporter> | null = null;
  const host = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const lock = createKeyedLock();
  let count = 0;

  /** The library is loaded for the first letter: most processes never send one. */
  async function open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    return createTransport(
      { url, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
      { from, disableFileAccess: true, disableUrlAccess: true },
    );
  }

  async function send({ id, to, subject, text }: Email): Promise<void> {
    const messageId = `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${host}>`;
    // No out-of-office answers to a machine.
    const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
    try {
      transport ??= open();
      await (await transport).sendMail({ to, subject, text, messageId, headers });
    } catch (error) {
      throw failureOf(error);
    }
  }

  return (email) => {
    const began = performance.now();
    count += 1;
    return lock.run(String(count % maxAtOnce), () => {
      // Its task may soon be another process's.
      if (performance.now() - began > longestWait) throw busy();
      return send(email);
    });
  };
}

const busy = () => new PlatformUnreachable('Many letters wait for the mail server. This one goes out later.');

/** What the library threw, without what it says: its messages quote addresses and logins. */
function failureOf(error: unknown): PlatformRefused | PlatformUnreachable {
  const { responseCode, code } = (error ?? {}) as { responseCode?: unknown; code?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : null;
  // A wrong login is mended by the operator, and then the letter goes out.
  if (status !== null && status >= 500 && code !== 'EAUTH') {
    return new PlatformRefused(`The mail server refused a letter for good (${status}). Look at its address.`, {
      retryAt: null,
    });
  }
  const reason = status ?? (typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : 'no answer');
  return new PlatformUnreachable(
    `The mail server does not take letters now (${reason}). Check SMTP_URL if it goes on.`,
  );
}
