import type { Dice } from './dice.ts';
import { contentType, type Make, type Request, strayHeaders } from './request.ts';
import { form, inPath, json, near, text, value } from './values.ts';
import type { World } from './world.ts';

const commands = (dice: Dice, world: World) =>
  near(dice, {
    id: [`command-${dice.below(1_000_000)}`, '', text(dice)],
    seen: [null, null, 0, 3, 1e9],
    command: [
      { kind: 'take' },
      { kind: 'reply', text: text(dice), files: [] },
      { kind: 'reply', text: '', files: [{ id: text(dice), name: text(dice), type: 'image/png', size: 1 }] },
      { kind: 'give-entry', entry: dice.pick(['padro.alta', text(dice)]) },
      { kind: 'note', text: text(dice), mentions: [text(dice)] },
      { kind: 'assign', to: dice.pick([null, { agent: text(dice) }, { department: dice.pick(['oiac', text(dice)]) }]) },
      { kind: 'set-priority', priority: dice.pick(['high', 'normal', text(dice)]) },
      { kind: 'snooze', until: dice.below(2 ** 31) * 1_000 },
      { kind: 'propose', sanction: 'warning', breaks: null, evidence: dice.below(5), reason: text(dice) },
      { kind: 'decide', proposal: text(dice), accept: dice.chance(0.5), reason: text(dice) },
      { kind: 'break-glass', reason: text(dice) },
      { kind: 'hand-back' },
      { kind: 'close', reason: 'resolved' },
      { kind: 'reopen' },
      { kind: 'merge', into: dice.pick(world.cases).code },
      { kind: 'x' },
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
          `${api}/${dice.pick(['me', 'setting', 'staff', 'counts', 'hooks', 'accounts', `accounts/${dice.pick(['web', some()])}`, `channels/${dice.pick(['webchat', some()])}`, `undelivered?account=${some()}`, 'connections', 'embed', 'departments', `notifications?after=${some()}`, 'stream', `cases?${listQuery(dice)}`, `cases/${code}`, `cases/${code}/turns?after=${dice.pick(['0', '3', some()])}`, `cases/${some()}`, `entries?search=${some()}&locale=${dice.pick(['ca', 'en', 'xx'])}`, `files/${code}/${some()}?conversation=${dice.pick(world.conversations).id}&revision=${dice.pick(['1', some()])}`, `readings?day=${dice.pick(['2026-11-26', some()])}`, `readings?before=${some()}`, some()])}`,
        ),
    ],
    [3, () => posted('POST', `${api}/cases/${dice.chance(0.8) ? code : some()}/commands`, commands(dice, world))],
    [
      2,
      () =>
        posted(
          dice.pick(['POST', 'PUT', 'PATCH', 'DELETE']),
          `${api}/${dice.pick(['me', 'me/availability', 'staff', `staff/${some()}`, `cases/${code}/presence`, `cases/${code}/files`, some()])}`,
          value(dice),
        ),
    ],
    [2, () => administered(dice, (path, body) => posted('POST', `${api}/${path}`, body))],
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
            '/console/compte/contrasenya',
            '/console/compte/demostra',
            '/console/compte/segon-pas/prova',
            '/console/compte/segon-pas/codis',
            '/console/compte/clau',
            '/console/compte/clau/treu',
            '/console/entra/clau',
            '/console/entra/clau/pregunta',
            '/console/compte/clau/nova',
          ]),
          near(dice, {
            code: ['123456', text(dice)],
            token: [text(dice)],
            session: [text(dice)],
            answer: ['{}', text(dice)],
            proof: [text(dice)],
            passkey: [text(dice)],
            current: [text(dice)],
            next: [text(dice)],
          }),
        ),
    ],
  ]);
};

/** What administrators send, by the route that takes it. */
function administered(dice: Dice, send: (path: string, body: unknown) => Request): Request {
  const id = [text(dice), 'web'];
  const given = {
    definition: [
      { id: 'x', channel: 'webchat', settings: {}, secrets: {} },
      { id: text(dice), channel: text(dice), hours: value(dice), secrets: value(dice), settings: value(dice) },
    ],
    secrets: [{}, { token: text(dice) }],
  };
  const csv = { csv: ['name,email,roles\nA,a@b.cat,agent', text(dice)] };
  const [path, shape] = dice.pick<[string, Readonly<Record<string, readonly unknown[]>>]>([
    ['accounts', given],
    ['accounts/change', given],
    ['accounts/test', given],
    ['accounts/web/step', { step: ['freeze', 'unfreeze', 'refuse', text(dice)], reason: [text(dice), null] }],
    ['crisis', { towards: ['web', text(dice)], message: [text(dice), null], reason: [text(dice)] }],
    ['crisis/end', { reason: [text(dice)] }],
    ['undelivered/resend', dice.pick([{ id }, { account: id }])],
    ['undelivered/text', { id }],
    ['staff/import', csv],
    ['staff/import/check', csv],
    [`staff/${inPath(dice)}/reset`, {}],
    ['connections/mail/test', {}],
    [`hooks/${inPath(dice)}/test`, {}],
  ]);
  return send(path, near(dice, shape));
}

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
    'order=changed&status=open,closed',
    'queue[]=all',
  ]);
