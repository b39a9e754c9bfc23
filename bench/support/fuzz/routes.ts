import { consolePages } from './consolePages.ts';
import type { Dice } from './dice.ts';
import { directLine } from './directLine.ts';
import { pages } from './pages.ts';
import { bearer, bend, contentType, type Make, type Request, strayHeaders } from './request.ts';
import { json, text, value } from './values.ts';
import type { World } from './world.ts';

/** Platform webhooks of accounts that are not open. */
const hooks: Make = (dice, world) => {
  const target = dice.pick([
    '/api/messages',
    '/api/messages/desk',
    '/api/messages/files/x',
    '/telegram/default/desk',
    '/telegram/x/y',
    '/api/',
    '/v3/directline',
  ]);
  const headers = [
    ...strayHeaders(dice, world),
    ...bearer(dice, 'a.b.c'),
    contentType(dice, 'application/json'),
    ['X-Telegram-Bot-Api-Secret-Token', text(dice)] as const,
  ];
  return { method: dice.pick(['POST', 'POST', 'GET']), target, headers, body: json(dice, value(dice)) };
};

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'PROPFIND',
  'CONNECT',
  'SEARCH',
  'PURGE',
  'QUERY',
];

/** A request to any of the service's routes, mostly valid. */
export function routed(dice: Dice, world: World): Request {
  const request = dice.oneOf<Make>([
    [10, () => directLine],
    [5, () => pages],
    [4, () => consolePages],
    [1, () => hooks],
  ])(dice, world);
  const target = bend(dice, request.target);
  // The answer to a CONNECT opens a tunnel: there is no body, and nothing after it.
  const method = dice.chance(0.05) ? dice.pick(methods) : request.method;
  return { ...request, method, target };
}
