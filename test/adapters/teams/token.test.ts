import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readSettings, type TeamsSettings } from '../../../adapters/teams/settings.ts';
import { createSecretTokens } from '../../../adapters/teams/token.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { type FakeTeams, openTeams, testCloud } from './support/fakeTeams.ts';

let fake: FakeTeams;
const clock = createClock(testDay);
beforeEach(async () => {
  fake = await openTeams();
});
afterEach(() => fake.close());

function tokens(secret: 'right' | 'wrong') {
  const { settings, secrets } = fake.account('desk', secret);
  return createSecretTokens({
    cloud: testCloud,
    settings: readSettings(settings) as Extract<TeamsSettings, { identity: 'single-tenant' }>,
    secret: secrets.clientSecret ?? '',
    clock: clock.now,
  });
}

const asked = () => fake.connector.asked.length;

test('a token is asked for once while it is good, however many want it', async () => {
  const source = tokens('right');
  const got = await Promise.all([source.get(), source.get(), source.get()]);
  expect(new Set(got)).toEqual(new Set(['token-of-desk']));
  clock.advance(54 * 60_000);
  await source.get();
  expect(asked()).toBe(1);
  clock.advance(60_000);
  await source.get();
  expect(asked()).toBe(2);
  source.forget();
  await source.get();
  expect(asked()).toBe(3);
});

test('a wrong secret is refused with Entra’s number, and is not repeated', async () => {
  const refused = await tokens('wrong')
    .get()
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'platform.refused', retryAt: null });
  expect(String(refused)).toContain('invalid_client, AADSTS7000215');
  expect(String(refused)).not.toContain('wrong-secret');
});

test('when Entra cannot be reached it is a passing failure, and the next attempt asks again', async () => {
  const source = tokens('right');
  await fake.close();
  await expect(source.get()).rejects.toMatchObject({ code: 'platform.unreachable' });
  fake = await openTeams();
  expect(await source.get()).toBe('token-of-desk');
});
