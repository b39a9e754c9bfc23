import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Bot } from '../../src/composition/bot.ts';
import { makeTownBot } from './support/townBot.ts';

test('a bot keeps what it has learnt beside its data, and the next one takes it from there', async () => {
  const { folder, content, log, open } = await makeTownBot({});
  const learnt = join(folder.path, 'data', 'learnt');
  const files = () => {
    try {
      return readdirSync(learnt).filter((name) => name.endsWith('.learnt'));
    } catch {
      return [];
    }
  };

  const understood = (bot: Bot) =>
    bot.conversations.knowledge.current().understand('com em puc empadronar', '').understanding;
  const first = await open();
  const before = understood(first);
  expect(before.topics).not.toEqual([]);
  while (files().length === 0) await new Promise((resolve) => setImmediate(resolve));
  await first.close();
  const file = join(learnt, files()[0] as string);
  // Anybody who uses it says so by its time.
  utimesSync(file, 0, 0);
  const second = await open();
  expect(statSync(file).mtimeMs).toBeGreaterThan(0);
  expect(understood(second)).toEqual(before);
  await second.close();
  expect(log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  folder.remove();
  await content.remove('.');
});
