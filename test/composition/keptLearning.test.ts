import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Bot } from '../../src/composition/bot.ts';
import { openBot } from '../../src/composition/openBot.ts';
import { readConfig } from '../../src/config.ts';
import { createContentFolder } from '../support/contentFolder.ts';
import { createLog } from '../support/log.ts';
import { temporaryFolder } from '../support/service.ts';

test('a bot keeps what it has learnt beside its data, and the next one takes it from there', async () => {
  const folder = temporaryFolder();
  const content = await createContentFolder();
  const config = readConfig({ DATA_DIR: 'data', DIALOGS_DIR: content.path }, folder.path);
  const deps = {
    log: createLog(),
    purpose: 'service' as const,
    publicUrl: 'http://localhost',
    observe: () => {},
    observeDelivery: () => {},
  };
  const learnt = join(folder.path, 'data', 'learnt');
  const files = () => {
    try {
      return readdirSync(learnt).filter((name) => name.endsWith('.learnt'));
    } catch {
      return [];
    }
  };

  const understood = (bot: Bot) =>
    bot.knowledge.current().understand('com em puc empadronar', '', () => null).understanding;
  const first = await openBot(config, deps);
  const before = understood(first);
  expect(before.topics).not.toEqual([]);
  while (files().length === 0) await new Promise((resolve) => setImmediate(resolve));
  await first.close();
  const file = join(learnt, files()[0] as string);
  // Anybody who uses it says so by its time.
  utimesSync(file, 0, 0);
  const second = await openBot(config, deps);
  expect(statSync(file).mtimeMs).toBeGreaterThan(0);
  expect(understood(second)).toEqual(before);
  await second.close();
  expect(deps.log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  folder.remove();
  await content.remove('.');
});
