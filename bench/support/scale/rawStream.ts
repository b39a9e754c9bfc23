import { connect } from 'node:net';

/** A socket that follows one conversation. */
export interface RawStream {
  close(): void;
}

/** Part of every message of the bot: searching the bytes costs a fraction of parsing them. */
const fromBot = '"role":"bot"';
/** An empty masked pong (RFC 6455): a server drops clients that do not answer its pings. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/**
 * Follows a Direct Line stream with as little work as possible, so that the server is what is measured. `answered` is
 * called for each frame with a message of the bot, `lost` when the server closes it.
 */
export function openRawStream(url: string, port: number, answered: () => void, lost: () => void): RawStream {
  const { pathname, search } = new URL(url);
  const socket = connect(port, '127.0.0.1');
  let upgraded = false;
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!upgraded) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!rest.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
        socket.destroy();
        return;
      }
      upgraded = true;
      rest = rest.subarray(end + 4);
    }
    for (let frame = readFrame(rest); frame !== null; frame = readFrame(rest)) {
      if (frame.opcode === 9) socket.write(pong);
      else if (frame.opcode === 1 && frame.payload.includes(fromBot)) answered();
      rest = rest.subarray(frame.length);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', lost);
  return {
    close() {
      socket.off('close', lost);
      socket.destroy();
    },
  };
}

/** The first complete frame of a server, which masks nothing; null when it has not arrived completely. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] as number) & 0x7f;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return null;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < head + size) return null;
  return { opcode: (bytes[0] as number) & 0x0f, payload: bytes.subarray(head, head + size), length: head + size };
}
