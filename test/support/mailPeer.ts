import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import type { Readable } from 'node:stream';

/** An e-mail as the peer took it, and as another parser reads it. */
export interface PeerEmail {
  readonly to: readonly string[];
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** Who signed in to send it; null: nobody. */
  readonly user: string | null;
  /** The bytes on the wire, as latin1. */
  readonly raw: string;
  readonly subject: string;
  readonly from: string;
  readonly text: string;
  /** One header field without its decoding, such as `list-unsubscribe`; null: there is none. */
  header(name: string): string | null;
}

export interface MailPeer {
  readonly port: number;
  readonly emails: readonly PeerEmail[];
  close(): Promise<void>;
}

/** The login that the peer lets in, where it asks for one. */
export const peerLogin = { user: 'bot', password: 'pa&ss wörd' } as const;

interface Session {
  readonly secure: boolean;
  readonly user?: string;
  readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] };
}

/** What `mailparser` says of an e-mail, as far as tests read it. */
interface Parsed {
  readonly subject?: string;
  readonly from?: { readonly text: string };
  readonly text?: string;
  readonly headerLines: readonly { readonly key: string; readonly line: string }[];
}

const peers = new URL('../peers/package.json', import.meta.url);
const requirePeer = createRequire(peers);

/** Whether `smtp-server` and `mailparser` are installed. */
export const hasMailPeer = ['smtp-server', 'mailparser'].every((name) =>
  existsSync(new URL(`node_modules/${name}`, peers)),
);

/**
 * Somebody else's mail server, `smtp-server`, whose e-mails `mailparser` reads. With `starttls` it offers TLS, under a
 * certificate that nobody vouches for, and takes e-mails of who signs in; without, it offers neither.
 */
export async function startMailPeer({ starttls }: { readonly starttls: boolean }): Promise<MailPeer> {
  const { SMTPServer } = requirePeer('smtp-server');
  const { simpleParser } = requirePeer('mailparser');
  const emails: PeerEmail[] = [];

  async function take(stream: Readable, session: Session): Promise<void> {
    const bytes = Buffer.concat(await stream.toArray());
    const { subject = '', from, text = '', headerLines }: Parsed = await simpleParser(bytes);
    emails.push({
      subject,
      text,
      from: from?.text ?? '',
      raw: bytes.toString('latin1'),
      to: session.envelope.rcptTo.map(({ address }) => address),
      secure: session.secure,
      user: session.user ?? null,
      header: (name) => headerLines.find(({ key }) => key === name)?.line.replace(/^[^:]*:\s*/, '') ?? null,
    });
  }

  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: !starttls,
    disabledCommands: starttls ? [] : ['STARTTLS', 'AUTH'],
    onAuth: (
      given: { username?: string; password?: string },
      _: unknown,
      done: (error: unknown, who?: object) => void,
    ) =>
      given.username === peerLogin.user && given.password === peerLogin.password
        ? done(null, { user: given.username })
        : done(new Error('wrong login')),
    onData: (stream: Readable, session: Session, done: (error?: unknown) => void) => {
      take(stream, session).then(() => done(), done);
    },
  });
  // A client that refuses the certificate hangs up.
  server.on('error', () => {});
  const listening: Server = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    emails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
