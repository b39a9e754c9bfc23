import { expect, test } from '@jest/globals';
import { platform } from '../../../adapters/teams/index.ts';

const appId = '0A1B2C3D-0000-4000-8000-00000000000F';
const directoryId = '11111111-2222-4333-8444-555555555555';

test('an identity is one of three, ids in small letters', () => {
  expect(platform.readSettings({ identity: 'single-tenant', appId, directoryId })).toEqual({
    identity: 'single-tenant',
    appId: appId.toLowerCase(),
    directoryId,
    fileBytes: 10 * 1024 * 1024,
  });
  expect(platform.readSettings({ identity: 'managed-identity', appId, directoryId, fileBytes: 5 })).toMatchObject({
    fileBytes: 5,
  });
  expect(platform.readSettings({ identity: 'none' })).toMatchObject({ identity: 'none' });
});

test.each<[unknown, RegExp]>([
  [undefined, /the settings/],
  [{}, /identity/],
  [{ identity: 'multi-tenant', appId }, /identity/],
  [{ identity: 'single-tenant', directoryId }, /appId/],
  [{ identity: 'single-tenant', appId, directoryId: 'prat.cat' }, /directoryId: write an id/],
  [{ identity: 'none', appId }, /appId/],
  [{ identity: 'none', fileBytes: 0 }, /fileBytes/],
])('%j is refused with what to fix', (given, fault) => {
  let thrown: unknown = null;
  try {
    platform.readSettings(given);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: 'config.invalid', message: expect.stringMatching(fault) });
});
