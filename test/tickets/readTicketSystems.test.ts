import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readTicketSystems } from '../../src/tickets/readTicketSystems.ts';
import { linkTo, ticketRuleFor } from '../../src/tickets/ticketSystem.ts';
import { caseStateOf } from '../support/caseState.ts';
import { systemWith } from './world.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'finestreta-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string, loopback = false) => {
  const file = join(folder, 'tickets.yaml');
  writeFileSync(file, text);
  return readTicketSystems({ file, loopback, secrets: async () => ({ works: 'the key' }) });
};

const whole = `systems:
  - id: works
    name: Obres
    url: https://tickets.example.cat/open311/v2/
    key: env:WORKS_KEY
    since: 2026-12-01
    send:
      - { departments: [via-publica], kinds: [incident], service: "001" }
`;

test('a ticket system is read with its key, and shares no contact unless that is said', async () => {
  const [system] = await read(whole);
  expect(system).toEqual(
    systemWith({
      ...{ name: 'Obres', key: 'the key', since: '2026-12-01' },
      send: [{ departments: ['via-publica'], kinds: ['incident'], flows: [], service: '001', attributes: {} }],
    }),
  );
});

test.each([
  ['http://tickets.example.cat', /tickets\.yaml:4:.*https/],
  ['https://me:secret@tickets.example.cat', /tickets\.yaml:4:.*https/],
  ['http://127.0.0.1:1', /https/],
])('%s is no address to send matters of people to', async (url, why) => {
  await expect(read(whole.replace(/https:\S+/, url))).rejects.toThrow(why);
});

test('what is wrong is named with its line, and the key itself is refused', async () => {
  await expect(read(whole.replace('env:WORKS_KEY', 'hunter2'))).rejects.toThrow(/tickets\.yaml:5:/);
  await expect(read(whole.replace('2026-12-01', 'tomorrow'))).rejects.toThrow(/tickets\.yaml:6:.*day/);
  await expect(read(whole.replace('incident', 'lamp'))).rejects.toThrow(/tickets\.yaml:8:/);
  expect(await read(whole.replace(/https:\S+/, 'http://127.0.0.1:1'), true)).toHaveLength(1);
});

test('the first rule that a case meets says where it goes, by day of the town', () => {
  const system = systemWith({
    since: '2026-12-01',
    send: [
      { departments: [], kinds: [], flows: ['street-incident'], service: 'street', attributes: {} },
      { departments: ['parcs'], kinds: ['incident'], flows: [], service: 'green', attributes: {} },
    ],
  });
  const at = (iso: string) => Date.parse(iso);
  const serviceOf = (openedAt: number, changes: Parameters<typeof caseStateOf>[2]) =>
    ticketRuleFor(system, caseStateOf('AAAA-1111', openedAt, changes), 'Europe/Madrid')?.service ?? null;
  const green = { department: 'parcs', kind: 'incident' } as const;
  // Midnight in the town, an hour before that of Greenwich.
  expect(serviceOf(at('2026-11-30T23:00:00Z'), green)).toBe('green');
  expect(serviceOf(at('2026-11-30T22:59:59Z'), green)).toBeNull();
  expect(serviceOf(at('2026-12-02T10:00:00Z'), { ...green, kind: 'praise' })).toBeNull();
  const filed = { service: 'street-incident', key: 'app' };
  expect(serviceOf(at('2026-12-02T10:00:00Z'), { filed })).toBe('street');
});

test('a link names the number, and nothing else can be put in it', () => {
  const system = systemWith({ link: 'https://tickets.example.cat/t/{number}' });
  expect(linkTo(system, '12/../x?y')).toBe('https://tickets.example.cat/t/12%2F..%2Fx%3Fy');
  expect([linkTo(system, null), linkTo(systemWith({}), '1')]).toEqual([null, null]);
});
