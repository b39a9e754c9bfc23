import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runProgram, temporaryFolder } from '../support/service.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Every command, with words that it takes. */
const commands = readdirSync('src/cli')
  .filter(
    (name) =>
      name.endsWith('.ts') &&
      !['runCli.ts', 'openForCli.ts', 'noArguments.ts', 'moveStaff.ts', 'meaningTexts.ts'].includes(name),
  )
  .map((name) => [name] as const);

const run = (name: string, ...words: string[]) =>
  runProgram([process.execPath, `src/cli/${name}`, ...words], { DATA_DIR: folder.path });

describe.each(commands)('%s', (name) => {
  test('says with --help how it is written, and does nothing', async () => {
    const { code, output } = await run(name, '--help');
    expect([code, output]).toEqual([0, expect.stringMatching(/^(Write|Name)/)]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  // One of these a command: each takes a process of its own.
  const wrong = [['--no-such-option'], ['one', 'two', 'three', 'four'], ['--', '--force', 'x', 'y']];
  test('refuses words that it does not know, saying how it is written', async () => {
    const words = wrong[commands.findIndex(([each]) => each === name) % wrong.length] ?? [];
    const { code, output } = await run(name, ...words);
    expect([words, code, output]).toEqual([words, 2, expect.stringMatching(/Write|Name the account/)]);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
