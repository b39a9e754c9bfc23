import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import { PlatformRefused, PlatformUnreachable } from '../../core/model/errors.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';
import type { Email, Post } from './emailSender.ts';

/**
 * Maximum duration of an attempt with all its steps, milliseconds: no process repeats a task before that, see `goingOnMs` of
 * `runSideEffects.ts` and the leases of the outbox. Where it ends the connection is closed, so that nothing is sent unseen.
 */
const maxAttemptMs = 30_000;
/** Timeout in milliseconds until the mail server is reached and greets; it may think longer about an e-mail. */
const greetingMs = 10_000;
/** Maximum number of e-mails sent at the same time: mail servers refuse a client that opens a hundred connections. */
const maxConcurrent = 4;
/** Maximum time that an e-mail waits for those before it, milliseconds. */
const maxWaitMs = 15_000;

/**
 * Creates the SMTP transport. `url` as in `smtps://user:password@mail.example.cat`: it must never be logged or shown.
 * `from` as in `Ajuntament <bot@example.cat>`.
 */
export function createSmtpPost(url: string, from: string, { attemptMs = maxAttemptMs } = {}): Post {
  let transport: Promise<Transporter> | null = null;
  const host = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const lock = createKeyedLock();
  let count = 0;

  /** The library is loaded with the first e-mail: most processes never send one. */
  async function open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    return createTransport(
      { url, connectionTimeout: greetingMs, greetingTimeout: greetingMs, socketTimeout: attemptMs },
      { from, disableFileAccess: true, disableUrlAccess: true },
    );
  }

  async function send({ id, to, subject, text, headers: own }: Email, leftMs: number): Promise<void> {
    const messageId = `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${host}>`;
    // Suppresses out-of-office replies.
    const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...own };
    try {
      transport ??= open();
      const signal = AbortSignal.timeout(leftMs);
      await (await transport).sendMail({ to, subject, text, messageId, headers, signal });
    } catch (error) {
      throw failureOf(error);
    }
  }

  return (email) => {
    const began = performance.now();
    count += 1;
    return lock.run(String(count % maxConcurrent), () => {
      const waitedMs = performance.now() - began;
      // Another process may soon take the task.
      if (waitedMs > maxWaitMs) throw busy();
      return send(email, Math.ceil(attemptMs - waitedMs));
    });
  };
}

const busy = () =>
  new PlatformUnreachable('Many e-mails are waiting for the mail server. This one will be sent later.');

/** A driver error without its message: messages quote addresses and logins. */
function failureOf(error: unknown): PlatformRefused | PlatformUnreachable {
  const { responseCode, code } = (error ?? {}) as { responseCode?: unknown; code?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : null;
  // The operator can fix a wrong login; the e-mail is then sent.
  if (status !== null && status >= 500 && code !== 'EAUTH') {
    return new PlatformRefused(`The mail server permanently refused an e-mail (${status}). Check its address.`, {
      retryAt: null,
    });
  }
  const reason = status ?? (typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : 'no answer');
  return new PlatformUnreachable(
    `The mail server does not accept e-mails now (${reason}). Check SMTP_URL if this continues.`,
  );
}
