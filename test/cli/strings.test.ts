import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
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

// One process a command, which takes its time: what the words are is read in one place.
const given = [['--help'], ['--no-such-option'], ['-h'], ['one', 'two', 'three', 'four'], ['--', '--force', 'x', 'y']];

test.each(commands)(
  '%s says how it is written when it is asked or does not know the words, and does nothing',
  async (name) => {
    const words = given[commands.findIndex(([each]) => each === name) % given.length] ?? [];
    const { code, output } = await run(name, ...words);
    const isAsked = words.some((word) => word === '--help' || word === '-h');
    expect([words, code]).toEqual([words, isAsked ? 0 : 2]);
    expect(output).toMatch(isAsked ? /^(Usage|Write|Name)/ : /Usage|Write|Name the account/);
    expect(readdirSync(folder.path)).toEqual([]);
  },
);
