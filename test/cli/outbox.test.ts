import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { outbox } from '../../src/cli/outbox.ts';
import type { OutboxEntry } from '../../src/core/ports/outbox.ts';
import { makeCommit, noon, sendTask } from '../contract/store/fixture.ts';
import { temporaryFolder } from '../support/service.ts';
import { makeInstallation, openInstallation } from './installation.ts';

describe('npm run outbox', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(async () => {
    folder = temporaryFolder();
    await makeInstallation(folder.path);
  });
  afterEach(() => folder.remove());

  async function run(...argv: string[]) {
    const said: string[] = [];
    const env = { DATA_DIR: folder.path, DEFAULT_LOCALE: 'en' };
    const code = await outbox(argv, env, folder.path, (line) => said.push(line));
    return { code, said: said.join('\n') };
  }

  /** Commits a message of each account, and gives up those that `refuse` says. */
  async function fill(accounts: readonly string[], refuse: (entry: OutboxEntry) => boolean) {
    const installation = openInstallation(folder.path, null);
    const { store } = installation;
    for (const [index, account] of accounts.entries()) {
      const at = noon + index * 60_000;
      await store.journal.append(makeCommit(`person ${index}`, 1, { account, at, outbox: [sendTask(0)] }));
    }
    for (const entry of await store.outbox.claim(noon + 3_600_000, noon + 3_600_000, 100)) {
      if (refuse(entry)) await store.outbox.deadLetter(entry, 'platform.refused');
      else await store.outbox.defer(entry, noon, 'account.off');
    }
    await installation.close();
  }

  async function depths() {
    const installation = openInstallation(folder.path, null);
    const found = await installation.store.outbox.depths();
    await installation.close();
    return found.map(({ account, waiting, deadLetters }) => [account, waiting, deadLetters]);
  }

  test('says so when nothing waits', async () => {
    expect((await run()).said).toMatch(/No message is waiting/);
  });

  test('shows by account and code what was set aside, since when, how many, and what still waits', async () => {
    await fill(['library', 'library', 'market'], ({ account }) => account === 'library');
    const { code, said } = await run();
    expect(code).toBe(0);
    expect(said).toMatch(/library +0 +2\nmarket +1 +0/);
    expect(said).toMatch(/library +platform\.refused +2 +2026-11-24 12:00 UTC +2026-11-24 12:01 UTC/);
    expect(said).toMatch(/person 1\.1\.0 +library +platform\.refused +1 +2026-11-24 12:01 UTC/);
    expect(said).not.toMatch(/person 2/);
  });

  test('sends one message again, or all of an account, or all', async () => {
    await fill(['library', 'library', 'library', 'market', 'sports'], () => true);
    expect((await run('resend', 'person 0.1.0')).said).toMatch(/: 1\./);
    expect(await depths()).toEqual([
      ['library', 1, 2],
      ['market', 0, 1],
      ['sports', 0, 1],
    ]);
    expect((await run('resend', '--account', 'library')).said).toMatch(/: 2\./);
    expect((await run('resend', '--all')).said).toMatch(/: 2\./);
    expect(await depths()).toEqual([
      ['library', 3, 0],
      ['market', 1, 0],
      ['sports', 1, 0],
    ]);
  });

  test('says what to do when there is no such message', async () => {
    await fill(['library'], () => true);
    await expect(run('resend', 'person 9.1.0')).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(run('resend', '--account', 'market')).rejects.toThrow(/npm run outbox/);
    expect((await run('resend', '--all')).code).toBe(0);
  });

  test.each([[['resend']], [['send']], [['resend', 'a', 'b']], [['resend', 'a', '--all']], [['--all']], [['--never']]])(
    'explains itself when it does not understand %j',
    async (argv) => {
      await expect(run(...argv)).rejects.toThrow(/npm run outbox -- resend --account/);
    },
  );
});
