import { afterEach, expect, test } from '@jest/globals';
import { replayJournal } from '../../src/cli/replay.ts';
import type { Bot } from '../../src/composition/bot.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import { makeTownBot, type TownBot } from '../composition/support/townBot.ts';
import { accountWith } from '../support/account.ts';

const publicUrl = 'http://localhost';
const towns: TownBot[] = [];
afterEach(async () => {
  for (const { folder, content } of towns.splice(0)) {
    folder.remove();
    await content.remove('.');
  }
});

async function makeTown(): Promise<TownBot> {
  const town = await makeTownBot({ CONTENT: 'files' });
  towns.push(town);
  return town;
}

let said = 0;
/** Says something in a conversation, and gives the id that the journal knows it by. */
async function say(
  { conversations: { engine } }: Bot,
  person: string,
  words: string | InboundContent,
): Promise<string> {
  said += 1;
  const content: InboundContent = typeof words === 'string' ? { kind: 'text', text: words } : words;
  const { conversation } = await engine.receive({
    ...{ account: accountWith({ id: 'web' }), platformConversation: person, surface: 'private', person: null },
    ...{ address: person, inbound: { id: `m${said}`, content, localeHint: null } },
  });
  return conversation;
}

/** What the command says, and how it ends. */
async function replay(
  { folder, content }: TownBot,
  argv: readonly string[],
  changes: Readonly<Record<string, string>> = {},
) {
  const lines: string[] = [];
  const env = {
    DATA_DIR: 'data',
    DIALOGS_DIR: content.path,
    CONTENT: 'files',
    PUBLIC_URL: publicUrl,
    DEFAULT_LOCALE: 'en',
    ...changes,
  };
  const code = await replayJournal(argv, env, folder.path, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

test('every turn comes out the same, also after the content has changed, and erased ones are counted', async () => {
  const town = await makeTown();
  const first = await town.open();
  for (const words of ['ask padro.alta ca 1', 'hi ha foc', 'thanks ca 1', 'something else altogether', 'help now'])
    await say(first, 'ann', words);
  const bob = await say(first, 'bob', 'ask padro.alta es 2');
  await say(first, 'bob', { kind: 'choice', value: 'erase:yes', text: '' });
  await first.close();
  await town.content.edit('faq/padro.yaml', 'Resposta.', 'Una altra resposta.');
  const second = await town.open();
  await say(second, 'cat', 'ask padro.alta ca 3');
  await second.close();

  const all = await replay(town, []);
  expect(all.text).toMatch(/Turns run again: 7\. The same: 7\. Different: 0\.$/m);
  expect(all.text).toMatch(
    /^The content has changed since for 6 of them: they were run with the content of that time\.$/m,
  );
  expect(all.text).toMatch(/^Not run again because the content was erased: 1\.$/m);
  expect(all.code).toBe(0);
  const one = await replay(town, ['--conversation', bob]);
  expect(one).toEqual({
    code: 0,
    text: expect.stringMatching(/^Commits: 2\. Turns run again: 1\. The same: 1\. Different: 0\.$/m),
  });
});

test('a turn that comes out otherwise is named, without what was said, and the command fails', async () => {
  const town = await makeTown();
  await town.content.edit('phrases.yaml', 'ca: introduction ca', "ca: 'introduction {{privacyUrl}}'");
  const bot = await town.open();
  const conversation = await say(bot, 'ann', 'ask padro.alta ca 1');
  await bot.close();
  // The addresses of our own pages are no part of the content.
  const { code, text } = await replay(town, ['--conversation', conversation], { PUBLIC_URL: 'https://other.example' });
  expect(text).toMatch(/^\S+, revision 1, 2\S+Z: outbound\[0\]\.text: \(not shown\) → \(not shown\)$/m);
  expect(text).toContain(conversation);
  expect(text).toMatch(/The same: 0\. Different: 1\.$/m);
  expect(text).not.toContain('Resposta');
  expect(code).toBe(1);
});

test('wrong words and unknown conversations are refused', async () => {
  const town = await makeTown();
  await (await town.open()).close();
  await expect(replay(town, ['--all'])).rejects.toMatchObject({ code: 'input.invalid' });
  // One id in sixty-four begins with a hyphen.
  for (const id of ['nobody', '-nobody'])
    await expect(replay(town, ['--conversation', id])).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.not.stringContaining('Usage'),
    });
});
