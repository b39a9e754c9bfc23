import type { Dice } from './dice.ts';
import { contentType, type Make, type Request, strayHeaders } from './request.ts';
import { form, inPath, json, near, text, value } from './values.ts';

const commands = (dice: Dice) =>
  near(dice, {
    id: [`d${dice.below(10_000)}`, '', text(dice)],
    seen: [null, 0, 3, 1e9],
    command: [
      { type: 'take' },
      { type: 'reply', text: text(dice) },
      { type: 'note', text: text(dice) },
      { type: 'close', reason: 'resolved' },
      { type: 'snooze', until: dice.below(2 ** 31) },
      { type: 'x' },
      { type: 'transfer', department: text(dice) },
    ],
  });

/** The console, its sign-in pages and its API, with and without a session. */
export const consolePages: Make = (dice, world) => {
  const stray = strayHeaders(dice, world).filter(([name]) => name !== 'Origin');
  const own: [string, string] = ['Origin', `http://127.0.0.1:${world.port}`];
  const session: [string, string][] = dice.chance(0.7) ? [['Cookie', world.staff]] : [];
  const { code } = dice.pick(world.cases);
  const api = '/console/api';
  const got = (target: string): Request => ({ method: 'GET', target, headers: [...stray, ...session], body: null });
  const posted = (method: string, target: string, body: unknown): Request => ({
    ...{ method, target },
    headers: [...stray, own, ...session, contentType(dice, 'application/json')],
    body: json(dice, body),
  });
  const sent = (target: string, fields: Record<string, unknown>): Request => ({
    ...{ method: 'POST', target },
    headers: [...stray, own, ...session, contentType(dice, 'application/x-www-form-urlencoded')],
    body: form(dice, fields),
  });
  const some = () => inPath(dice);
  return dice.oneOf<Request>([
    [
      3,
      () =>
        got(
          dice.pick([
            '/console',
            '/console/entra',
            '/console/entra/codi',
            '/console/benvinguda',
            '/console/compte',
            '/console/oidc/callback/city?code=x&state=y',
            '/console/manifest.webmanifest',
            `/console/${some()}`,
          ]),
        ),
    ],
    [
      5,
      () =>
        got(
          `${api}/${dice.pick(['me', 'setting', 'people', 'told', 'stream', `cases?${listQuery(dice)}`, `cases/${code}`, `cases/${code}/turns?before=${some()}`, `cases/${some()}`, `entries?q=${some()}`, `cases/${code}/files/${some()}`, `readings?after=${some()}`, some()])}`,
        ),
    ],
    [3, () => posted('POST', `${api}/cases/${dice.chance(0.8) ? code : some()}/commands`, commands(dice))],
    [
      2,
      () =>
        posted(
          dice.pick(['POST', 'PUT', 'PATCH', 'DELETE']),
          `${api}/${dice.pick(['me', 'people', `cases/${code}/presence`, `cases/${code}/files`, 'told', some()])}`,
          value(dice),
        ),
    ],
    // Few: each costs the hash of a password.
    [
      0.3,
      () => sent('/console/entra', near(dice, { email: ['anna@example.cat', text(dice)], password: [text(dice)] })),
    ],
    [
      1,
      () =>
        sent(
          dice.pick([
            '/console/entra/codi',
            '/console/benvinguda',
            '/console/compte/segon-pas',
            '/console/compte/sessio',
            '/console/entra/clau',
            '/console/entra/clau/pregunta',
            '/console/compte/clau/nova',
          ]),
          near(dice, {
            code: ['123456', text(dice)],
            token: [text(dice)],
            session: [text(dice)],
            answer: [text(dice)],
            response: ['{}', text(dice)],
          }),
        ),
    ],
  ]);
};

const listQuery = (dice: Dice) =>
  dice.pick([
    '',
    'queue=all',
    'queue=mine&after=x',
    'limit=1e9',
    'limit=-1',
    'search=%ff',
    `search=${inPath(dice)}`,
    'sort=__proto__',
    'department=oiac&status=open',
    'queue[]=all',
  ]);
