import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openCliAccounts } from '../../src/cli/accounts/openCliAccounts.ts';
import { open311 } from '../../src/cli/open311.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { makeOperators } from '../support/operators.ts';

let folder: TestFolder;
let operator: string;
let said: string[];

beforeEach(async () => {
  folder = makeFolder();
  operator = (await makeOperators(env(), folder.path)).asks;
});
afterEach(() => folder.remove());

const env = (more: Record<string, string> = {}) => ({ DATA_DIR: 'data', DEFAULT_LOCALE: 'en', ...more });

const run = (key: string, ...argv: readonly string[]) => {
  said = [];
  const given = env({ FINESTRETA_OPERATOR_KEY: key });
  return open311(
    argv,
    given,
    folder.path,
    (line) => said.push(line),
    async () => null,
  );
};

const opens = async (key: string) => {
  const opened = await openCliAccounts(env(), folder.path);
  try {
    return (await opened.keys.find(key))?.id ?? null;
  } finally {
    await opened.close();
  }
};

test('an administrator makes a key, which is shown once, lists it with who answers for it, and ends it', async () => {
  await run('');
  expect(said).toEqual(['There are no keys.']);
  expect(await run(operator, 'add', 'my-app', '--owner', 'App SL, ops@example.org', '--per-hour', '50')).toBe(0);
  const key = said.at(-1) ?? '';
  expect(key).toMatch(/^f311_[\w-]{43}$/);
  expect(await opens(key)).toBe('my-app');
  await run('');
  expect(said).toHaveLength(2);
  expect(said[1]).toMatch(/^my-app\s+App SL, ops@example\.org\s+50\s+\d{4}-\d\d-\d\d\s+\S+\s+in use$/);
  expect(said.join()).not.toContain(key);
  await run(operator, 'revoke', 'my-app');
  expect(await opens(key)).toBeNull();
  await run('');
  expect(said[1]).toContain('revoked on');
});

test('nobody does it without a key of an operator, and wrong words change nothing', async () => {
  await expect(run('', 'add', 'my-app', '--owner', 'App SL')).rejects.toMatchObject({ code: 'auth.missing' });
  await expect(run('fop_wrong', 'add', 'my-app', '--owner', 'App SL')).rejects.toMatchObject({ code: 'auth.refused' });
  for (const words of [
    ['add', 'my-app'],
    ['add', 'My App', '--owner', 'App SL'],
    ['add', 'my-app', '--owner', 'App SL', '--per-hour', '0'],
    ['add', 'my-app', '--owner', 'App SL', 'more'],
    ['remove', 'my-app'],
    ['revoke'],
    ['--unknown'],
    ['revoke', 'my-app'],
  ]) {
    await expect(run(operator, ...words)).rejects.toMatchObject({ code: 'input.invalid' });
  }
  await run('');
  expect(said).toEqual(['There are no keys.']);
});
