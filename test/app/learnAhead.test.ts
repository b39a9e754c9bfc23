import { cpSync, mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { openConversation } from '../support/directLine.ts';
import { learntDir, runProgram, startService, temporaryFolder } from '../support/service.ts';

const data = temporaryFolder();
afterAll(() => data.remove());

test('what is learnt ahead is what a service with the content that ships looks for', async () => {
  const folder = join(data.path, 'learnt');
  // What other tests have learnt need not be learnt once more.
  mkdirSync(learntDir, { recursive: true });
  cpSync(learntDir, folder, { recursive: true });
  const used = () => readdirSync(folder).filter((name) => statSync(join(folder, name)).mtimeMs > 0);
  const forget = () => {
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0);
  };
  forget();
  expect(await runProgram([process.execPath, 'src/cli/learnAhead.ts', folder], {})).toMatchObject({ code: 0 });
  const learnt = used();
  expect(learnt).toHaveLength(1);
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

test('the same program learns ahead once', async () => {
  const script = new URL('../../scripts/learnAhead.mjs', import.meta.url).href;
  const learn = async () => {
    const code = `const { learnAhead } = await import('${script}'); console.log(await learnAhead({ force: false }))`;
    const { output } = await runProgram([process.execPath, '--input-type=module', '-e', code], {});
    return output.trim();
  };
  await learn();
  expect(await learn()).toBe('false');
});
