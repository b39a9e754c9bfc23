import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A letter as the server took it. */
export interface TakenEmail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface SmtpServer {
  readonly url: string;
  readonly emails: readonly TakenEmail[];
  /** What it answers to the next letter instead of taking it. */
  refuseNext(answer: string): void;
  /** Thinks about the next letter, never silent, before it takes it or gives another answer. Returns what lets it answer. */
  holdNext(answer?: string): () => void;
  /** Whether it thinks about a letter. */
  isHolding(): boolean;
  /** How many clients are connected. */
  connections(): number;
  close(): Promise<void>;
}

/** A mail server of RFC 5321, as much of it as a client needs to hand letters in. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const emails: TakenEmail[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | null = null;
  let hold: { readonly end: Promise<void>; readonly answer: string | null } | null = null;
  let held = 0;
  const takeRefusal = () => {
    const answer = refusal;
    refusal = null;
    return answer;
  };

  /** Takes a letter, after a while where the test says so. */
  async function take(socket: Socket, email: TakenEmail): Promise<void> {
    const thought = hold;
    hold = null;
    if (thought?.answer == null) emails.push(email);
    if (thought !== null) {
      held += 1;
      const thinking = setInterval(() => socket.write(`${thought.answer?.slice(0, 3) ?? '250'}-Thinking\r\n`), 20);
      socket.on('close', () => clearInterval(thinking));
      await thought.end;
      clearInterval(thinking);
      held -= 1;
    }
    socket.write(`${thought?.answer ?? '250 Taken'}\r\n`);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    let from = '';
    let to: string[] = [];
    let data: string | null = null;
    let rest = '';
    const command = (line: string): void => {
      const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (/^(EHLO|HELO)/i.test(line)) say('250 mail.example.cat');
      else if (/^MAIL FROM/i.test(line)) {
        const answer = takeRefusal();
        from = address;
        to = [];
        say(answer ?? '250 OK');
      } else if (/^RCPT TO/i.test(line)) {
        to.push(address);
        say('250 OK');
      } else if (/^DATA/i.test(line)) {
        data = '';
        say('354 Go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 Bye');
        socket.end();
      } else say('250 OK');
    };
    socket.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (data === null) command(line);
        else if (line !== '.') data += `${line.replace(/^\./, '')}\r\n`;
        else {
          void take(socket, { from, to, ...parse(data) });
          data = null;
        }
      }
    });
    say('220 mail.example.cat');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    emails,
    refuseNext: (answer) => {
      refusal = answer;
    },
    holdNext: (answer) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = { end: promise, answer: answer ?? null };
      return resolve;
    },
    isHolding: () => held > 0,
    connections: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function parse(data: string): Pick<TakenEmail, 'headers' | 'text'> {
  const end = data.indexOf('\r\n\r\n');
  const lines = data
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), words(line.slice(line.indexOf(':') + 2))]),
  );
  const body = data.slice(end + 4);
  const text =
    headers['content-transfer-encoding'] === 'base64' ? Buffer.from(body, 'base64').toString() : quoted(body);
  return { headers, text: text.replaceAll('\r\n', '\n') };
}

/** Quoted-printable (RFC 2045). */
function quoted(text: string): string {
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
  return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'));
}

/** Encoded words of a header (RFC 2047). */
function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      /b/i.test(kind) ? Buffer.from(word, 'base64').toString() : quoted(word.replaceAll('_', ' ')),
    );
}
