import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import mongoose from 'mongoose';

/** A command of MongoDB's protocol, its name first. */
export type ParsedCommand = Readonly<Record<string, unknown>>;

/**
 * What becomes of a command: it passes, it never reaches the server because the network breaks, the network breaks
 * before its answer comes back, or the server answers this.
 */
export type Fate = 'pass' | 'cut' | 'cut after' | ParsedCommand;

/** A network between a client and a server that a test can cut, heal and deceive. */
export interface Link {
  /** The server's address, as seen through this link. */
  readonly uri: string;
  /** Asked for each command. */
  onCommand: (command: ParsedCommand) => Fate;
  /** Told when a command was cut off. */
  onCut: () => void;
  /** Ends every connection at once and refuses new ones. */
  cut(): void;
  heal(): void;
  close(): void;
}

/** The opcode of `OP_MSG`, in which all commands but the very first greeting are sent. */
const opMsg = 2013;
const headerLength = 16;

const passes = (): Fate => 'pass';

/** Stands between a client and the one server that a URI names; several hosts are passed through as they are. */
export async function createLink(uri: string): Promise<Link> {
  const [, host, port] = /^mongodb:\/\/(?:[^@/]*@)?([^:,/]+):(\d+)\//.exec(uri) ?? [];
  const nothing = () => {};
  if (host === undefined)
    return { uri, onCommand: passes, onCut: nothing, cut: nothing, heal: nothing, close: nothing };
  const sockets = new Set<Socket>();
  let whole = true;

  const server = createServer({ noDelay: true }, (near) => {
    if (!whole) return near.destroy();
    const far = connect({ port: Number(port), host, noDelay: true });
    const end = () => {
      near.destroy();
      far.destroy();
    };
    const lose = () => {
      end();
      link.onCut();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', nothing);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    let silent = false;
    near.on(
      'data',
      inMessages((message) => {
        const fate = link.onCommand === passes ? 'pass' : link.onCommand(commandOf(message));
        if (fate === 'cut') return lose();
        if (typeof fate === 'object') return near.write(answer(message, fate));
        silent ||= fate === 'cut after';
        far.write(message);
      }),
    );
    far.on('data', (piece: Buffer) => (silent ? lose() : near.write(piece)));
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const link: Link = {
    uri: directly(uri.replace(`${host}:${port}`, `127.0.0.1:${(server.address() as AddressInfo).port}`)),
    onCommand: passes,
    onCut: nothing,
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    heal() {
      whole = true;
    },
    close() {
      link.cut();
      server.close();
    },
  };
  return link;
}

/** A member of a replica set would otherwise tell the driver its own address, and the link would stand idle. */
function directly(uri: string): string {
  return `${uri}${uri.includes('?') ? '&' : '?'}directConnection=true`;
}

/** Cuts a stream into messages, each beginning with its own length. */
function inMessages(take: (message: Buffer) => void): (piece: Buffer) => void {
  let pieces: Buffer[] = [];
  let length = 0;
  return (piece) => {
    pieces.push(piece);
    length += piece.length;
    const [first] = pieces;
    // Joined only once a message is whole: a large one comes in hundreds of pieces.
    if (first !== undefined && first.length >= 4 && length < first.readInt32LE(0)) return;
    let rest = pieces.length === 1 ? piece : Buffer.concat(pieces, length);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const end = rest.readInt32LE(0);
      take(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    pieces = rest.length === 0 ? [] : [rest];
    length = rest.length;
  };
}

function commandOf(message: Buffer): ParsedCommand {
  if (message.readInt32LE(12) !== opMsg) return { hello: 1 };
  // Behind the header four bytes of flags and one that says that a document follows.
  const start = headerLength + 5;
  const length = message.readInt32LE(start);
  return mongoose.mongo.BSON.deserialize(message.subarray(start, start + length));
}

function answer(request: Buffer, reply: ParsedCommand): Buffer {
  const body = mongoose.mongo.BSON.serialize(reply);
  const message = Buffer.alloc(headerLength + 5 + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(request.readInt32LE(4), 8);
  message.writeInt32LE(opMsg, 12);
  message.set(body, headerLength + 5);
  return message;
}
