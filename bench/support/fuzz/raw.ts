import type { Dice } from './dice.ts';
import { strayHeaders, writeRequest } from './request.ts';
import { routed } from './routes.ts';
import { flip, text } from './values.ts';
import type { World } from './world.ts';

/** Targets that are not paths: anything that a request line may contain, except a space. */
export function oddTarget(dice: Dice): string {
  const anything = () => encodeURI(text(dice).toWellFormed()).slice(0, 2_000) || 'x';
  return dice.oneOf([
    [
      4,
      () =>
        dice.pick([
          '//',
          '///',
          '//x',
          '//[',
          '/\\',
          '/%',
          '/%%',
          '/%zz',
          '/%ff%fe',
          '/.',
          '/..',
          '/../..',
          '/./',
          '*',
          '?',
          '#',
          '/#x',
          '/?',
          '/??',
          '/;',
          '/a//b',
          '/%2f%2f',
          '/%5c',
          '/\x7f',
          '/\xff',
          '/\xc3\xa9',
        ]),
    ],
    [
      2,
      () =>
        dice.pick([
          'http://',
          'http://[',
          'http://x:99999/',
          'http://a@b/',
          'https://127.0.0.1/',
          'ws://x',
          'file:///etc/passwd',
          'javascript:1',
          'x:',
          '127.0.0.1:80',
          ':80',
          '[::1]:80',
        ]),
    ],
    [2, () => `/${anything()}`],
    [1, () => `/${'a'.repeat(dice.below(20_000))}`],
    [1, () => `/${'../'.repeat(dice.below(200))}etc/passwd`],
    [1, () => `/xat?${'a'.repeat(dice.below(9_000))}`],
    [
      1,
      () =>
        `/${dice
          .bytes(dice.below(40))
          .toString('latin1')
          .replace(/[\0-\x20\x7f]/g, '_')}`,
    ],
  ]);
}

/** A request with an odd request line and correct framing. */
export function oddLine(dice: Dice, world: World): Buffer {
  const method = dice.pick(['GET', 'GET', 'GET', 'POST', 'OPTIONS', 'DELETE']);
  return writeRequest({
    method,
    target: oddTarget(dice),
    headers: strayHeaders(dice, world),
    body: method === 'POST' ? dice.bytes(dice.below(50)) : null,
  });
}

/** Data that is hardly a request: the connection is unusable after it. */
export function broken(dice: Dice, world: World): Buffer {
  const sound = () => writeRequest(routed(dice, world));
  const line = (text: string) =>
    Buffer.from(
      `POST ${dice.pick(world.conversations).path}/activities HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${dice.pick(world.conversations).token}\r\n${text}`,
      'latin1',
    );
  return dice.oneOf([
    [4, () => flip(dice, sound())],
    [
      4,
      () => {
        const bytes = sound();
        return bytes.subarray(0, dice.below(bytes.length));
      },
    ],
    [2, () => dice.bytes(dice.below(400))],
    [1, () => Buffer.concat([sound(), sound(), sound()])],
    [
      1,
      () =>
        line(
          `Transfer-Encoding: chunked\r\n\r\n${dice.pick(['5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', '-1\r\n', 'ffffffffffffffff\r\nx', '5\r\nhel', '0\r\nX: 1\r\n\r\n', '1;ext=1\r\n{\r\n0\r\n\r\n'])}`,
        ),
    ],
    [1, () => line('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n')],
    [1, () => line('Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello')],
    [1, () => line(`Content-Length: ${dice.pick(['-1', '1e3', '99999999999999999999', ' ', '0x10'])}\r\n\r\nx`)],
    [1, () => line(`${dice.pick(['X\0: 1', 'X y: 1', ': 1', 'X: \x01', 'X:\x7f', 'X', ' folded'])}\r\n\r\n`)],
    [1, () => Buffer.from(`GET / HTTP/${dice.pick(['0.9', '1.0', '2.0', '3', '1.1.1', 'x'])}\r\nHost: x\r\n\r\n`)],
    [1, () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
    [1, () => Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, ...dice.bytes(40)])],
    [
      1,
      () =>
        Buffer.from(
          `GET / HTTP/1.1\r\n${Array.from({ length: dice.below(3_000) }, (_, n) => `X-${n}: ${n}\r\n`).join('')}\r\n`,
        ),
    ],
    [1, () => Buffer.from(`GET / HTTP/1.1\r\nX: ${'y'.repeat(dice.below(40_000))}\r\n\r\n`)],
    [1, () => Buffer.from('\r\n'.repeat(dice.below(50)))],
  ]);
}
