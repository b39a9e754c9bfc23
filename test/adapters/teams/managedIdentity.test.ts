import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadSdk, type Sdk } from '../../../adapters/teams/sdk.ts';
import { readSettings, type TeamsSettings } from '../../../adapters/teams/settings.ts';
import { createManagedTokens } from '../../../adapters/teams/token.ts';
import { type Address, openAddress } from '../../contract/adapter/address.ts';
import { standIn } from '../../support/standIn.ts';
import { testCloud } from './support/fakeTeams.ts';
import { guidOf } from './support/identity.ts';

const before = { ...process.env };
let metadata: Address;
let asked: URL[] = [];

beforeEach(async () => {
  metadata = await openAddress();
  asked = [];
  metadata.serve((request, response) => {
    asked.push(new URL(request.url ?? '', metadata.url));
    const token = { access_token: `token ${asked.length}`, expires_on: `${Math.floor(Date.now() / 1_000) + 86_400}` };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ ...token, resource: testCloud.audience, token_type: 'Bearer' }));
  }, null);
  // As Azure sets them in an app service or a container app.
  process.env.IDENTITY_ENDPOINT = `${metadata.url}/msi/token`;
  process.env.IDENTITY_HEADER = 'secret of the machine';
});

afterEach(async () => {
  process.env = { ...before };
  await metadata.close();
});

const settings = (words: string) => {
  const appId = guidOf(words);
  const given = readSettings({ identity: 'managed-identity', appId, directoryId: appId });
  return given as Extract<TeamsSettings, { identity: 'managed-identity' }>;
};

test('the machine vouches for the bot: no secret is needed', async () => {
  const managed = settings('a managed identity');
  const source = createManagedTokens({
    sdk: await loadSdk(),
    cloud: testCloud,
    settings: managed,
    timeoutMs: 60_000,
  });
  expect(await source.get()).toBe('token 1');
  expect(await source.get()).toBe('token 1');
  expect(asked.map(({ searchParams }) => [searchParams.get('client_id'), searchParams.get('resource')])).toEqual([
    [managed.appId, testCloud.audience],
  ]);
});

test.each<[string, () => Promise<string>]>([
  ['never answers', () => new Promise<string>(() => {})],
  ['refuses', () => Promise.reject(new Error('no identity has been assigned to this resource'))],
])('a machine that %s is a failure that may pass', async (_name, getToken) => {
  class Factory {
    createCredentials = async () => ({ getToken, signRequest: async <T>(request: T) => request });
  }
  const sdk = standIn<Sdk>({ ConfigurationServiceClientCredentialFactory: Factory });
  const source = createManagedTokens({ sdk, cloud: testCloud, settings: settings('another one'), timeoutMs: 10 });
  await expect(source.get()).rejects.toMatchObject({ code: 'platform.unreachable' });
});
