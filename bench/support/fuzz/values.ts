import type { Dice } from './dice.ts';

const words = [
  'hola',
  'com em puc empadronar?',
  'una persona',
  'person ara',
  'el fanal del carrer Major no funciona',
  'esborra',
  '/help',
  'hay fuego',
  '1',
  '',
  ' ',
];

/** Texts that have broken programs before. */
const oddities = [
  '\u0000',
  '\ud800',
  '\ufeff',
  '\u202e',
  '👨‍👩‍👧‍👦',
  'e\u0301'.repeat(40),
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '{{7*7}}',
  '$' + '{jndi:ldap://x}',
  '../../../../etc/passwd',
  '%00',
  '%ff%fe',
  '%',
  '\r\nX-Injected: 1',
  '__proto__',
  'constructor',
  'toString',
  'a'.repeat(4_001),
  'a\n'.repeat(2_000),
  '['.repeat(300),
  '*_`~'.repeat(200),
  '(a+)+$',
  '-0',
  '1e309',
  'NaN',
  '9'.repeat(400),
];

export function text(dice: Dice): string {
  return dice.oneOf([
    [5, () => dice.pick(words)],
    [3, () => dice.pick(oddities)],
    [1, () => dice.bytes(dice.below(80)).toString('utf8')],
    [1, () => dice.bytes(dice.below(80)).toString('latin1')],
    [1, () => `${dice.pick(words)} ${dice.pick(oddities)}`],
  ]);
}

/** A text as a part of a path or a query. */
export const inPath = (dice: Dice): string => encodeURIComponent(text(dice).toWellFormed()).slice(0, 400);

/** Any JSON value. */
export function value(dice: Dice, depth = 0): unknown {
  const leaf = () =>
    dice.oneOf<unknown>([
      [3, () => text(dice)],
      [1, () => dice.pick([null, true, false, 0, -1, 1.5, 2 ** 53, -1e300])],
      [1, () => dice.below(100_000)],
    ]);
  if (depth > 3) return leaf();
  return dice.oneOf<unknown>([
    [4, leaf],
    [1, () => Array.from({ length: dice.below(4) }, () => value(dice, depth + 1))],
    [1, () => Object.fromEntries(Array.from({ length: dice.below(4) }, () => [text(dice), value(dice, depth + 1)]))],
  ]);
}

/** A value that resembles what a name promises: it passes the first check. */
export function near(dice: Dice, shape: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, good] of Object.entries(shape)) {
    if (dice.chance(0.15)) continue;
    out[name] = dice.chance(0.75) ? dice.pick(good) : value(dice);
  }
  if (dice.chance(0.05)) out[text(dice)] = value(dice);
  return out;
}

/** JSON, valid or damaged. */
export function json(dice: Dice, of: unknown): Buffer {
  const whole = Buffer.from(JSON.stringify(of) ?? 'undefined');
  return dice.oneOf([
    [12, () => whole],
    [1, () => whole.subarray(0, dice.below(whole.length + 1))],
    [1, () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), whole])],
    [1, () => flip(dice, whole)],
    [1, () => Buffer.from('['.repeat(dice.below(20_000)))],
    [1, () => Buffer.from(`{"type":"message","text":"${'x'.repeat(dice.below(70_000))}"}`)],
    [1, () => dice.bytes(dice.below(300))],
  ]);
}

/** The same bytes with a few changed. */
export function flip(dice: Dice, bytes: Buffer): Buffer {
  const out = Buffer.from(bytes);
  for (let count = dice.below(4) + 1; count > 0 && out.length > 0; count--)
    out[dice.below(out.length)] = dice.below(256);
  return out;
}

/** A form as browsers send it, valid or damaged. */
export function form(dice: Dice, fields: Readonly<Record<string, unknown>>): Buffer {
  const pairs = Object.entries(fields).map(([name, each]) => [
    name,
    typeof each === 'string' ? each : JSON.stringify(each),
  ]);
  const whole = Buffer.from(new URLSearchParams(pairs.map(([name = '', each]) => [name, each ?? ''])).toString());
  return dice.oneOf([
    [10, () => whole],
    [1, () => flip(dice, whole)],
    [1, () => Buffer.from('a=1&'.repeat(dice.below(200)))],
    [1, () => Buffer.from('%'.repeat(dice.below(50)))],
    [1, () => Buffer.from(`text=${'%F0'.repeat(dice.below(2_000))}`)],
    [1, () => Buffer.from('a[b][c]=1&a[b]=2&__proto__[x]=1')],
  ]);
}
