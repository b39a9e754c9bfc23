import type { Dice } from './dice.ts';
import { bearer, type Request, strayHeaders } from './request.ts';
import { flip, json, text } from './values.ts';
import type { World } from './world.ts';

/** First bytes of accepted file types, and of some others. */
const kinds = [
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  Buffer.from('%PDF-1.7\n'),
  Buffer.from('GIF89a'),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.from('RIFF____WEBP'),
  Buffer.from('OggS'),
  Buffer.from('ID3'),
];
const strange = [Buffer.alloc(0), Buffer.from('MZ'), Buffer.from('<svg onload=alert(1)>')];

/** An upload to a conversation, valid or damaged: several parts, or one file as the whole body. */
export function upload(dice: Dice, world: World): Request {
  const one = dice.pick(world.conversations);
  const target = `${one.path}/upload${dice.pick(['', '?userId=me', '?userId=%ff'])}`;
  const stray = [...strayHeaders(dice, world), ...bearer(dice, one.token)];
  if (dice.chance(0.2)) {
    const name: [string, string] = [
      'Content-Disposition',
      `attachment; filename="${text(dice).replace(/["\r\n]/g, '')}"`,
    ];
    return {
      method: 'POST',
      target,
      headers: [...stray, ['Content-Type', dice.pick(['image/png', 'application/pdf', '', 'x'])], name],
      body: file(dice),
    };
  }
  const boundary = dice.pick(['b', '----WebKitFormBoundary7MA4YWxkTrZu0gW', 'x'.repeat(70)]);
  const pieces = Array.from(
    {
      length: dice.oneOf([
        [20, () => dice.below(3) + 1],
        [1, () => 0],
        [1, () => dice.below(30)],
      ]),
    },
    () => part(dice, boundary),
  );
  const end = Buffer.from(
    dice.pick([...Array<string>(20).fill(`--${boundary}--\r\n`), `--${boundary}--`, `--${boundary}`, '', '--']),
  );
  const whole = Buffer.concat([...pieces, end]);
  const body = dice.oneOf([
    [20, () => whole],
    [1, () => flip(dice, whole)],
    [1, () => whole.subarray(0, dice.below(whole.length + 1))],
  ]);
  const type = dice.oneOf([
    [40, () => `multipart/form-data; boundary=${boundary}`],
    [1, () => 'multipart/form-data'],
    [1, () => 'multipart/form-data; boundary='],
    [1, () => `multipart/form-data; boundary="${boundary}"; charset=x`],
    [1, () => `multipart/mixed; boundary=${boundary}`],
  ]);
  return { method: 'POST', target, headers: [...stray, ['Content-Type', type]], body };
}

function part(dice: Dice, boundary: string): Buffer {
  const isActivity = dice.chance(0.4);
  const name = dice.pick(['file', 'activity', '', '__proto__', text(dice).replace(/[\r\n]/g, ' ')]);
  const fileName = dice.chance(0.6)
    ? `; filename="${dice.pick(['a.png', '', '../x', 'a'.repeat(400), '\u202egnp.exe', text(dice).replace(/[\r\n]/g, ' ')])}"`
    : '';
  const type = isActivity
    ? 'application/vnd.microsoft.activity'
    : dice.pick(['image/png', 'text/plain', '', 'x/y; charset=utf-16']);
  const head = dice.oneOf([
    [40, () => `Content-Disposition: form-data; name="${name}"${fileName}\r\nContent-Type: ${type}\r\n`],
    [1, () => `Content-Disposition: form-data\r\n`],
    [1, () => `Content-Disposition: form-data; name*=UTF-8''%ff${fileName}\r\n`],
    [1, () => `${text(dice)}\r\n`],
    [1, () => `X: ${'y'.repeat(dice.below(20_000))}\r\n`],
    [1, () => ''],
  ]);
  const body = isActivity ? json(dice, { type: 'message', text: text(dice) }) : file(dice);
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\n${head}\r\n`),
    body,
    Buffer.from(dice.chance(0.95) ? '\r\n' : dice.pick(['\n', ''])),
  ]);
}

function file(dice: Dice): Buffer {
  const length = dice.oneOf([
    [30, () => dice.below(200)],
    [3, () => dice.below(20_000)],
    [0.1, () => 5 * 1024 * 1024],
  ]);
  return Buffer.concat([dice.pick(dice.chance(0.9) ? kinds : strange), Buffer.alloc(length, dice.below(256))]);
}
