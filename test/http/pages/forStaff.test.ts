import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import type { StaffRole } from '../../../src/core/model/agent.ts';
import { forStaff } from '../../../src/http/pages/forStaff.ts';
import { agentWith } from '../../support/agent.ts';

let server: Server;
let url: string;
beforeAll(async () => {
  const app = express();
  app.use((request, response, next) => {
    const role = String(request.query.role) as StaffRole;
    const agent = agentWith('somebody', { roles: [role], departments: [], locales: ['es'] });
    response.locals.signedIn = { agent, session: 's', secondFactor: true, mustAddSecondFactor: false };
    next();
  });
  const frame = { style: '/pages.css', values: () => ({}) };
  app.get('/', forStaff({ roles: ['editor', 'administrator'], frame, fallback: 'ca' }), (_request, response) => {
    response.send('shown');
  });
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test('a page is shown to its roles', async () => {
  const response = await fetch(`${url}/?role=editor`);
  expect([response.status, await response.text()]).toEqual([200, 'shown']);
});

test('others read in their language that it is not for them, who may see it, and the way back', async () => {
  const response = await fetch(`${url}/?role=supervisor`);
  const text = await response.text();
  expect(response.status).toBe(403);
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  expect(text).toContain('Esta página no es de su trabajo');
  expect(text).toContain('La pueden ver estos roles: Editor o Administrador.');
  expect(text).toContain('href="/console"');
  expect(await (await fetch(`${url}/?role=agent&lang=en`)).text()).toContain('Editor or Administrator');
});
