import type { Dice } from './dice.ts';
import { oddTarget } from './raw.ts';
import { bend, strayHeaders, writeRequest } from './request.ts';
import { inPath, text } from './values.ts';
import type { World } from './world.ts';

/** An upgrade, and the frames that follow if it is accepted. */
export function upgrade(dice: Dice, world: World): { readonly bytes: Buffer; readonly frames: Buffer } {
  const target = dice.oneOf([
    [6, () => bend(dice, dice.pick(world.streams))],
    [2, () => oddTarget(dice)],
    [1, () => bend(dice, `${dice.pick(world.conversations).path}/stream?t=${inPath(dice)}`)],
    [
      1,
      () => dice.pick(['/', '//', '/console/api/stream', '/xat', '/healthz', '/v3/directline/conversations//stream']),
    ],
  ]);
  const rare = (share: number, usual: [string, string], others: readonly string[]): [string, string][] =>
    dice.chance(share) ? (dice.chance(0.3) ? [] : [[usual[0], dice.pick(others)]]) : [usual];
  const headers = [
    ...strayHeaders(dice, world).filter(([name]) => name !== 'Upgrade'),
    ...rare(0.05, ['Connection', 'Upgrade'], ['upgrade, keep-alive', 'close', '']),
    ...rare(0.05, ['Upgrade', 'websocket'], ['WebSocket', 'websocket, x', 'h2c', '']),
    ...rare(0.1, ['Sec-WebSocket-Key', dice.bytes(16).toString('base64')], ['x', '', 'A'.repeat(500)]),
    ...rare(0.1, ['Sec-WebSocket-Version', '13'], ['8', '0', '-1', 'x']),
    ...(dice.chance(0.1)
      ? ([['Sec-WebSocket-Protocol', dice.pick(['', 'a,a', 'x y', 'directline'])]] as [string, string][])
      : []),
    ...(dice.chance(0.1)
      ? ([
          [
            'Sec-WebSocket-Extensions',
            dice.pick(['permessage-deflate', 'permessage-deflate; client_max_window_bits=99', ';;', 'x; y="']),
          ],
        ] as [string, string][])
      : []),
  ];
  const method = dice.chance(0.03) ? dice.pick(['POST', 'HEAD', 'CONNECT']) : 'GET';
  const bytes = writeRequest({ method, target, headers, body: dice.chance(0.03) ? dice.bytes(20) : null });
  return { bytes, frames: Buffer.concat(Array.from({ length: dice.below(6) }, () => frame(dice))) };
}

/** A frame of a client (RFC 6455, 5.2), valid or damaged. */
function frame(dice: Dice): Buffer {
  const payload = dice.oneOf([
    [6, () => Buffer.from(text(dice)).subarray(0, 900)],
    [2, () => dice.bytes(dice.below(126))],
    [1, () => Buffer.alloc(0)],
    [1, () => Buffer.alloc(dice.below(3_000), 0x61)],
  ]);
  const opcode = dice.oneOf([
    [6, () => dice.pick([1, 2, 8, 9, 10, 0])],
    [1, () => dice.below(16)],
  ]);
  const first = (dice.chance(0.85) ? 0x80 : 0) | (dice.chance(0.05) ? dice.below(8) << 4 : 0) | opcode;
  const isMasked = dice.chance(0.95);
  const mask = dice.bytes(4);
  const sent = isMasked ? payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : payload;
  const length = dice.oneOf([
    [20, () => lengthOf(payload.length)],
    [1, () => Buffer.from([127, 0x7f, 255, 255, 255, 255, 255, 255, 255])],
    [1, () => Buffer.from([127, 0, 0, 0, 0, 0, 0, 0, 1])],
    [1, () => Buffer.from([126, 0, dice.below(10)])],
    [1, () => Buffer.from([126])],
  ]);
  const [size = 0, ...rest] = length;
  return Buffer.concat([
    Buffer.from([first, (isMasked ? 0x80 : 0) | size, ...rest]),
    isMasked ? mask : Buffer.alloc(0),
    sent,
  ]);
}

const lengthOf = (length: number) =>
  length < 126 ? Buffer.from([length]) : Buffer.from([126, length >> 8, length & 255]);
