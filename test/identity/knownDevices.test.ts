import { expect, test } from '@jest/globals';
import { createKnownDevices } from '../../src/identity/knownDevices.ts';

const secret = new Uint8Array(32).fill(3);
const devices = createKnownDevices(secret, { isSecure: true });
const pairIn = (line: string) => line.split(';')[0] ?? '';

test('a browser is known to anybody who came in by it, to several of them, and to nobody else', () => {
  const first = devices.remember('', 'anna@prat.example');
  expect(first).toMatch(/^__Host-finestreta\.device=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  const both = pairIn(devices.remember(pairIn(first), 'Biel@prat.example'));
  expect(devices.of(both, 'anna@prat.example')).toBe(devices.of(pairIn(first), 'ANNA@prat.example'));
  expect(devices.of(both, 'biel@prat.example')).not.toBeNull();
  expect(devices.of(both, 'clara@prat.example')).toBeNull();
  expect(devices.of('', 'anna@prat.example')).toBeNull();
});

test('it keeps its name when somebody comes in again, and the oldest of many people goes', () => {
  const first = pairIn(devices.remember('', 'anna@prat.example'));
  const again = pairIn(devices.remember(first, 'anna@prat.example'));
  expect(again).toBe(first);
  let cookie = first;
  for (const name of ['b', 'c', 'd', 'e', 'f']) cookie = pairIn(devices.remember(cookie, `${name}@prat.example`));
  expect(devices.of(cookie, 'anna@prat.example')).toBeNull();
  expect(devices.of(cookie, 'b@prat.example')).not.toBeNull();
});

test('what another installation made, or somebody wrote, is nothing', () => {
  const other = createKnownDevices(new Uint8Array(32).fill(4), { isSecure: true });
  for (const cookie of [pairIn(other.remember('', 'anna@prat.example')), '__Host-finestreta.device=a.b~c', 'x', '=']) {
    expect(devices.of(cookie, 'anna@prat.example')).toBeNull();
  }
});
