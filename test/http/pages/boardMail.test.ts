import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createBoardMailPage } from '../../../src/http/pages/boardMail.ts';
import { createHttpApp } from '../../../src/http/server.ts';
import { createLog } from '../../support/log.ts';

let server: Server;
let ended: string[];
let left: number;

beforeEach(async () => {
  ended = [];
  left = 2;
  const page = createBoardMailPage({
    frame: { style: '/style.css', values: () => ({}) },
    fallback: 'ca',
    links: { readEnd: (token) => (token === 'boss.signed' ? 'boss' : null) },
    end: async (agent) => void ended.push(agent),
    allow: async () => ({ ok: left-- > 0, retryAfter: 60 }),
  });
  server = createServer(createHttpApp({ trustProxy: 0, channels: [], routers: [page], log: createLog() }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = async (token: string, method: 'GET' | 'POST') => {
  const port = (server.address() as AddressInfo).port;
  const response = await fetch(`http://127.0.0.1:${port}/tauler/prou/${token}`, { method });
  return { status: response.status, text: await response.text() };
};

test('one press ends the figures; who only looks at the link changes nothing', async () => {
  const looked = await ask('boss.signed', 'GET');
  expect([looked.status, ended]).toEqual([200, []]);
  expect(looked.text).toContain('No les vull rebre més');
  expect((await ask('boss.signed', 'POST')).text).toContain('Ja no les rebreu més');
  expect(ended).toEqual(['boss']);
});

test('who guesses links is stopped, and a mail provider that ends many is not', async () => {
  const guesses = [];
  for (let number = 0; number < 3; number++) guesses.push((await ask(`boss.${number}`, 'POST')).status);
  expect(guesses).toEqual([404, 404, 429]);
  for (let number = 0; number < 3; number++) expect((await ask('boss.signed', 'POST')).status).toBe(200);
  expect(ended).toHaveLength(3);
});
