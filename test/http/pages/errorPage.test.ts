import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { CodedError, type ErrorCode } from '../../../src/core/model/errors.ts';
import { showProblem } from '../../../src/http/pages/errorPage.ts';
import { createLog } from '../../support/log.ts';

const log = createLog();
let server: Server;
let url: string;
beforeAll(async () => {
  const app = express();
  app.get('/:code', (request) => {
    throw new CodedError(request.params.code as ErrorCode, 'secret details');
  });
  app.use(showProblem({ frame: { style: '/pages.css', values: () => ({}) }, fallback: 'ca', log }));
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test.each([
  ['rate.limited', 429, 'Massa peticions seguides'],
  ['case.unknown', 404, 'Aquí no hi ha cap pàgina'],
  ['input.invalid', 400, 'No hem pogut llegir el que heu enviat'],
  ['store.busy', 503, 'Ara no us podem atendre'],
  ['handler.failed', 503, 'Ara no us podem atendre'],
])('%s is told in plain words with status %i', async (code, status, title) => {
  const response = await fetch(`${url}/${code}`);
  const text = await response.text();
  expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store']);
  expect(text).toContain(`<h1>${title}</h1>`);
  expect(text).not.toContain('secret details');
});
