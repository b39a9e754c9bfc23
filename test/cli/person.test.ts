import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openForCli } from '../../src/cli/openForCli.ts';
import { unpackZip } from '../../src/content/sheets/zip.ts';
import type { StaffRole } from '../../src/core/model/agent.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { openConversation } from '../support/directLine.ts';
import { runProgram, type Service, settingsOf, startService, temporaryFolder } from '../support/service.ts';

const folder = temporaryFolder();
const env = {
  ...{ DATA_DIR: join(folder.path, 'data'), DIALOGS_DIR: await smallDialogs() },
  ...{ PUBLIC_URL: '', DEFAULT_LOCALE: 'en' },
};
const author = 'cap@example.cat';
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

/** Lists somebody of staff for each role, with a password. */
async function hire(people: Readonly<Record<string, StaffRole>>): Promise<void> {
  const { bot } = await openForCli(settingsOf(env), folder.path);
  const { invitations } = bot.staff.people;
  for (const [email, role] of Object.entries(people)) {
    const person = { tenant: 'default', name: email, email, roles: [role], departments: [], locales: [] };
    const { link } = await invitations.invite(person, null);
    await invitations.accept(link.token, 'tramuntana de gener 1907', null);
  }
  await bot.close();
}

test('saves and erases on behalf of an identified person, while the service runs, and never without an author and a reason', async () => {
  const conversation = await openConversation(service.url);
  await conversation.post('em dic Xiroiaquel i vull una cosa', 'm1');
  await conversation.post('/person', 'm2');
  const said = (await conversation.activities()).map(({ text }) => text).join('\n');
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? '';
  const file = join(folder.path, 'copy.zip');

  await hire({ [author]: 'supervisor', 'agent@example.cat': 'agent' });
  const by = ['--by', author, '--reason', reason];
  expect((await run(code, '--by', author, '--erase')).code).toBe(2);
  expect((await run(code, '--reason', reason, '--erase')).code).toBe(2);
  expect((await run(code, ...by, '--erase', '--export', file)).code).toBe(2);
  // Who may not do it in the console may not do it here.
  const refused = await run(code, '--by', 'agent@example.cat', '--reason', reason, '--export', file);
  expect([refused.code, refused.output]).toEqual([expect.any(Number), expect.stringContaining('auth.refused')]);
  expect(existsSync(file)).toBe(false);
  const saved = await run(code, ...by, '--export', file);
  expect([saved.code, saved.output]).toEqual([0, expect.stringContaining('Saved')]);
  const files = unpackZip(readFileSync(file), { bytes: 1_000_000, files: 10 });
  expect(Buffer.from(files.get('dades.json') ?? []).toString()).toContain('Xiroiaquel');

  const erased = await run(code, ...by, '--erase');
  expect([erased.code, erased.output]).toEqual([0, expect.stringMatching(/Erased \d messages and 0 files/)]);
}, 90_000);
