import type { Dice } from './dice.ts';
import { contentType, type Make, type Request, strayHeaders } from './request.ts';
import { form, inPath, near, text } from './values.ts';

const query = (dice: Dice) =>
  dice.pick([
    '',
    '',
    '?lang=es',
    '?lang=xx',
    '?lang=ca&lang=en',
    '?lang[]=ca',
    '?lang=%ff',
    '?__proto__[x]=1',
    `?${'a=1&'.repeat(100)}`,
  ]);

/** Pages, and what is posted to them. */
export const pages: Make = (dice, world) => {
  const stray = strayHeaders(dice, world);
  const cookie: [string, string][] = dice.chance(0.8) ? [['Cookie', world.page.cookie]] : [];
  const own: [string, string] = ['Origin', `http://127.0.0.1:${world.port}`];
  const known = dice.pick(world.cases);
  const got = (target: string): Request => ({
    method: 'GET',
    target: `${target}${query(dice)}`,
    headers: [...stray, ...cookie],
    body: null,
  });
  const posted = (target: string, fields: Record<string, unknown>): Request => ({
    ...{ method: 'POST', target: `${target}${query(dice)}` },
    headers: [
      ...stray.filter(([name]) => name !== 'Origin'),
      own,
      ...cookie,
      contentType(dice, 'application/x-www-form-urlencoded'),
    ],
    body: form(dice, fields),
  });
  const message = () =>
    near(dice, {
      form: [world.page.ticket, ''],
      text: [text(dice)],
      lang: ['ca', 'es', 'xx'],
      choice: ['entry:padro.alta', 'command:help'],
    });
  const key = () => near(dice, { code: [known.code, text(dice)], key: [known.key, text(dice)], lang: ['ca', ''] });
  return dice.oneOf<Request>([
    [4, () => got('/xat')],
    [4, () => posted('/xat', message())],
    [1, () => posted('/xat/nova', message())],
    [
      2,
      () =>
        posted(
          '/xat/continua',
          near(dice, { token: [dice.pick(world.conversations).token, '', text(dice)], lang: ['ca'] }),
        ),
    ],
    [2, () => posted(dice.pick(['/cas', `/cas/${known.code}`, `/cas/${inPath(dice)}`]), key())],
    [
      3,
      () =>
        got(
          dice.pick(['/', '/cas', `/cas/${known.code}`, '/privacitat', '/accessibilitat', '/embed.js', '/favicon.ico']),
        ),
    ],
    [2, () => got(dice.pick(world.assets))],
    [
      2,
      () =>
        got(
          dice.pick([
            '/healthz',
            '/readyz',
            '/metrics',
            '/.well-known/security.txt',
            '/robots.txt',
            '/assets/',
            '/assets/../package.json',
            '/.env',
          ]),
        ),
    ],
  ]);
};
