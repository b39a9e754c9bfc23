import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unpackZip } from '../../src/content/sheets/zip.ts';
import { openConversation } from '../support/directLine.ts';
import { runProgram, type Service, startService, temporaryFolder } from '../support/service.ts';

const folder = temporaryFolder();
const env = { DATA_DIR: join(folder.path, 'data'), PUBLIC_URL: '', DEFAULT_LOCALE: 'en' };
const reason = 'Identified at the OIAC, request of 3 March';
let service: Service;
beforeAll(async () => {
  service = await startService(env);
});
afterAll(async () => {
  await service.stop('SIGTERM');
  folder.remove();
});

const run = (...words: readonly string[]) => runProgram([process.execPath, 'src/cli/person.ts', ...words], env);

test('saves and erases on behalf of an identified person, while the service runs, and never without a reason', async () => {
  const conversation = await openConversation(service.url);
  await conversation.post('em dic Xiroiaquel i vull una cosa', 'm1');
  await conversation.post('persona', 'm2');
  const said = (await conversation.activities()).map(({ text }) => text).join('\n');
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? '';
  const file = join(folder.path, 'copy.zip');

  expect((await run(code, '--erase')).code).toBe(2);
  expect((await run(code, '--reason', reason, '--erase', '--export', file)).code).toBe(2);
  const saved = await run(code, '--reason', reason, '--export', file);
  expect([saved.code, saved.output]).toEqual([0, expect.stringContaining('Saved')]);
  const files = unpackZip(readFileSync(file), { bytes: 1_000_000, files: 10 });
  expect(Buffer.from(files.get('dades.json') ?? []).toString()).toContain('Xiroiaquel');

  const erased = await run(code, '--reason', reason, '--erase');
  expect([erased.code, erased.output]).toEqual([0, expect.stringMatching(/Erased \d messages and 0 files/)]);
  const again = await run(code, '--reason', reason, '--export', file);
  expect(again.code).toBe(0);
  const left = unpackZip(readFileSync(file), { bytes: 1_000_000, files: 10 });
  expect(Buffer.from(left.get('dades.json') ?? []).toString()).not.toContain('Xiroiaquel');
}, 60_000);
