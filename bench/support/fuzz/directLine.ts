import type { Dice } from './dice.ts';
import { bearer, contentType, type Make, type Request, strayHeaders } from './request.ts';
import { inPath, json, near, text, value } from './values.ts';
import type { World } from './world.ts';

const activity = (dice: Dice) =>
  near(dice, {
    type: ['message', 'message', 'message', 'typing', 'event', 'conversationUpdate'],
    text: [text(dice), text(dice)],
    locale: ['ca', 'es-ES', 'en', 'xx', ''],
    value: [
      { choice: 'command:help' },
      { choice: 'entry:padro.alta' },
      { choice: 'locale:es' },
      { choice: text(dice) },
      {},
    ],
    attachments: [[], [{ contentUrl: 'x' }]],
    channelData: [
      { clientActivityID: `c${dice.below(1_000)}` },
      { clientActivityId: text(dice) },
      { messageBack: { displayText: text(dice) } },
      {},
    ],
    from: [{ id: 'me' }, { id: '', role: 'bot' }],
  });

const startOptions = (dice: Dice, world: World) =>
  near(dice, {
    user: [{ id: 'me' }, { id: '' }, {}],
    locale: ['ca', 'en-GB', ''],
    trustedOrigins: [[`http://127.0.0.1:${world.port}`], ['https://evil.example'], ['//', 'http://['], []],
  });

const watermark = (dice: Dice) =>
  dice.pick([
    '',
    '?watermark=',
    '?watermark=0',
    '?watermark=5',
    '?watermark=-1',
    '?watermark=1e9',
    '?watermark=999999999999999',
    '?watermark=1&watermark=2',
    '?watermark[]=1',
  ]);

/** Direct Line requests as programs send them. */
export const directLine: Make = (dice, world) => {
  const one = dice.pick(world.conversations);
  const other = dice.pick(world.conversations);
  const path = dice.chance(0.95) ? one.path : `/v3/directline/conversations/${inPath(dice)}`;
  const token = bearer(dice, dice.chance(0.95) ? one.token : other.token);
  const key = bearer(dice, dice.pick(['finestreta', 'finestreta', 'finestreta.web', 'finestreta.', 'nobody']));
  const stray = strayHeaders(dice, world);
  const posted = (target: string, auth: [string, string][], body: unknown): Request => {
    return {
      method: 'POST',
      target,
      headers: [...stray, ...auth, contentType(dice, 'application/json')],
      body: json(dice, body),
    };
  };
  const got = (target: string, auth: [string, string][]): Request => ({
    method: 'GET',
    target,
    headers: [...stray, ...auth],
    body: null,
  });
  return dice.oneOf<Request>([
    [8, () => posted(`${path}/activities`, token, activity(dice))],
    [5, () => got(`${path}/activities${watermark(dice)}`, token)],
    [2, () => posted('/v3/directline/conversations', dice.chance(0.8) ? key : token, startOptions(dice, world))],
    [2, () => posted('/v3/directline/tokens/generate', key, startOptions(dice, world))],
    [2, () => posted('/v3/directline/tokens/refresh', token, value(dice))],
    [2, () => got(`${path}${watermark(dice)}`, token)],
    [
      2,
      () =>
        got(dice.chance(0.6) ? dice.pick(world.files) : `${path}/files/${inPath(dice)}`, dice.chance(0.5) ? [] : token),
    ],
    [1, () => ({ ...got(`${path}/activities`, []), method: 'OPTIONS' })],
    [1, () => got('/v3/directline/session/getsessionid', token)],
  ]);
};
