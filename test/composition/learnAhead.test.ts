import { copyFileSync, mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { modelNames } from '../../src/language/learn.ts';
import { openConversation } from '../support/directLine.ts';
import { runProgram, startService, temporaryFolder } from '../support/service.ts';

const data = temporaryFolder();
afterAll(() => data.remove());

const script = new URL('../../scripts/learnAhead.mjs', import.meta.url);
const built = fileURLToPath(new URL('../dist/learnt', script));

/** Resolves to whether there was something to learn. */
async function learnAhead(): Promise<string> {
  const code = `const { learnAhead } = await import('${script}'); console.log(await learnAhead({ force: false }))`;
  const { output } = await runProgram([process.execPath, '--input-type=module', '-e', code], {});
  return output.trim();
}

test('the same program learns ahead once', async () => {
  await learnAhead();
  expect(await learnAhead()).toBe('false');
});

test('what is learnt ahead is what a service with the content that ships looks for', async () => {
  const folder = join(data.path, 'learnt');
  await learnAhead();
  mkdirSync(folder);
  for (const name of readdirSync(built).filter((each) => each.endsWith('.learnt')))
    copyFileSync(join(built, name), join(folder, name));
  const used = () => readdirSync(folder).filter((name) => statSync(join(folder, name)).mtimeMs > 0);
  const forget = () => {
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0);
  };
  forget();
  expect(await runProgram([process.execPath, 'src/cli/learnAhead.ts', folder], {})).toMatchObject({ code: 0 });
  const learnt = used();
  // What was parsed, and what was learnt from it.
  expect(learnt.map((name) => name.split('-')[0]).sort()).toEqual([...modelNames, 'parsed'].sort());
  forget();
  const service = await startService({ DATA_DIR: data.path, LEARNT_DIR: folder });
  try {
    const conversation = await openConversation(service.url);
    await conversation.post('com em puc empadronar?', 'q');
    await conversation.answersTo('q');
  } finally {
    await service.stop('SIGTERM');
  }
  expect(used()).toEqual(learnt);
});
