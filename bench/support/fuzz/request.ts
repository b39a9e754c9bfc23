import type { Dice } from './dice.ts';
import { text } from './values.ts';
import type { World } from './world.ts';

/** A request before serialisation. */
export interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
}

/** Creates a request to one part of the service. */
export type Make = (dice: Dice, world: World) => Request;

/** Characters that a header may contain without ending it: framing has its own cases. */
const inHeader = (value: string) => Buffer.from(value.replace(/[\r\n\0]/g, ' ').slice(0, 3_000)).toString('latin1');

/** Serialises a request, with a length that fits its body. */
export function writeRequest({ method, target, headers, body }: Request): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${inHeader(value)}`);
  if (body !== null) lines.push(`Content-Length: ${body.length}`);
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return body === null ? head : Buffer.concat([head, body]);
}

const types = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=ebcdic',
  'text/plain',
  'multipart/form-data',
  'image/png',
  '',
  ';;;',
];

/** Headers that any request may have, valid and invalid. */
export function strayHeaders(dice: Dice, world: World): [string, string][] {
  const out: [string, string][] = [];
  const add = (share: number, name: string, values: readonly string[]) => {
    if (dice.chance(share)) out.push([name, dice.pick(values)]);
  };
  const own = `http://127.0.0.1:${world.port}`;
  out.push([
    'Host',
    dice.chance(0.99) ? `127.0.0.1:${world.port}` : dice.pick(['', '[', 'a b', 'x:99999', '::1', 'évil']),
  ]);
  out.push(['X-Forwarded-For', forwarded(dice)]);
  add(0.5, 'Origin', [
    ...Array<string>(30).fill(own),
    'null',
    'https://evil.example',
    '//',
    'http://[',
    'x'.repeat(2_000),
  ]);
  add(0.1, 'Accept-Language', ['ca', 'es;q=0.8, en', '*', ';q=', 'x'.repeat(500), 'ca-ES,;q=1.1,,']);
  add(0.03, 'Content-Encoding', ['gzip', 'br', 'identity', 'deflate', 'x', 'gzip, gzip']);
  add(0.04, 'Accept-Encoding', ['gzip;q=2', 'br', '*;q=0', 'x'.repeat(300)]);
  add(0.04, 'Expect', ['100-continue', 'a miracle']);
  add(0.04, 'If-None-Match', ['*', '"x"', 'W/"', '"'.repeat(200)]);
  add(0.03, 'If-Modified-Since', ['never', 'Thu, 01 Jan 1970 00:00:00 GMT']);
  add(0.04, 'Range', ['bytes=0-', 'bytes=-1', 'bytes=5-2', 'bytes=0-0,2-3', 'lines=1-2']);
  add(0.04, 'Cookie', ['=', ';;;', 'a=%ff', `${'c='.repeat(500)}`, '__proto__=1', world.page.cookie]);
  add(0.02, 'Referer', ['x', 'http://[', own]);
  add(0.02, 'Upgrade', ['h2c', 'TLS/1.0', 'websocket, h2c']);
  add(0.02, 'Sec-Fetch-Site', ['same-origin', 'cross-site', 'none', '?']);
  add(0.02, 'Content-Disposition', ['attachment; filename="a.png"', "inline; filename*=UTF-8''%ff", 'x'.repeat(300)]);
  add(0.02, 'User-Agent', ['', 'x'.repeat(1_000), text(dice)]);
  add(0.02, 'X-Forwarded-Proto', ['https', 'x', 'https,http']);
  add(0.02, 'X-Forwarded-Host', ['evil.example', '[']);
  return out;
}

/** Every request seems to come from another address, so that limits by address do not apply. */
function forwarded(dice: Dice): string {
  if (dice.chance(0.03)) return dice.pick(['', ',', 'unknown', '::', '1.2.3.4:80', '[::1]:9', 'x'.repeat(500)]);
  if (dice.chance(0.3)) return `2001:db8:${dice.below(65_536).toString(16)}:${dice.below(65_536).toString(16)}::1`;
  return [10, dice.below(256), dice.below(256), dice.below(256)].join('.');
}

export const contentType = (dice: Dice, usual: string): [string, string] => [
  'Content-Type',
  dice.chance(0.93) ? usual : dice.pick(types),
];

/** A bearer token, usually the right one. */
export function bearer(dice: Dice, right: string): [string, string][] {
  return dice.oneOf<[string, string][]>([
    [40, () => [['Authorization', `Bearer ${right}`]]],
    [1, () => []],
    [1, () => [['Authorization', `Bearer ${right.slice(0, dice.below(right.length + 1))}`]]],
    [
      1,
      () => [['Authorization', dice.pick(['Bearer', 'Bearer ', 'bearer finestreta', 'Basic eDp5', 'x'.repeat(3_000)])]],
    ],
    [1, () => [['Authorization', `Bearer ${tamper(dice, right)}`]]],
  ]);
}

function tamper(dice: Dice, token: string): string {
  const at = dice.below(token.length);
  return token.slice(0, at) + dice.pick(['A', '.', '_', '=', '%']) + token.slice(at + 1);
}

/** A target, now and then with an error in it. */
export function bend(dice: Dice, target: string): string {
  if (dice.chance(0.92)) return target;
  const at = dice.below(target.length + 1);
  const piece = dice.pick([
    '/',
    '//',
    '..',
    '/../',
    '%',
    '%00',
    '%2e%2e%2f',
    '%ff',
    '?',
    '&&',
    '=',
    ';',
    '\\',
    '%c0%af',
    '+',
    '*',
    "'",
  ]);
  return target.slice(0, at) + piece + target.slice(at);
}
