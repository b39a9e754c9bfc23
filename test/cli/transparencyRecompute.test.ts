import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { figuresText } from '../../src/core/ports/publishedFigures.ts';
import { createFigures } from '../../src/transparency/figures/figures.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { runCommand } from '../support/runCommand.ts';
import { grownLog } from '../transparency/support/grownLog.ts';
import { provenCase } from '../transparency/support/provenCase.ts';
import { yearOfEntries } from '../transparency/support/year.ts';

let folder: TestFolder;
let published: string;
const at = (path: string) => join(folder.path, path);
const recompute = (...words: readonly string[]) => runCommand(['src/cli/transparencyRecompute.ts', ...words], {});

beforeAll(async () => {
  folder = makeFolder();
  const log = grownLog(yearOfEntries({ seed: 3, days: 90, perDay: 12 }));
  for (const [path, bytes] of log.all) {
    mkdirSync(dirname(at(`log/${path}`)), { recursive: true });
    writeFileSync(at(`log/${path}`), bytes);
  }
  const figures = await createFigures(log)();
  published = figures === null ? '' : figuresText(figures);
  writeFileSync(at('published.json'), published);
});
afterAll(() => folder.remove());

describe('npm run transparency:recompute', () => {
  test('counts all figures from the files of the log, to the byte', async () => {
    const { code, stdout } = await recompute(at('log'));
    expect(code).toBe(0);
    expect(stdout).toBe(published);
    expect(JSON.parse(stdout).publications.length).toBe(3);
  });

  test('says whether what was published follows from the log', async () => {
    const same = await recompute(at('log'), '--compare', at('published.json'));
    expect([same.code, same.stdout]).toEqual([0, 'All figures follow from the log, to the digit: 3 periods.\n']);
    writeFileSync(at('wrong.json'), published.replace(/"kept": \d+/, '"kept": 999'));
    const wrong = await recompute(at('log'), '--compare', at('wrong.json'));
    expect(wrong.code).toBe(59);
    expect(wrong.stdout).toMatch(/DO NOT FOLLOW FROM THE LOG:\n {2}2025-01 deadlines\.first: published/);
  });

  test('counts nothing in a log that was altered', async () => {
    writeFileSync(at('log/tile/entries/000'), Buffer.alloc(10));
    const { code, stdout } = await recompute(at('log'));
    expect(code).toBe(59);
    expect(stdout).toContain('SOMETHING IS WRONG');
  });

  test('says how it is used', async () => {
    for (const words of [[], ['one', 'two'], ['--nothing']]) {
      const { code, stderr } = await recompute(...words);
      expect([code, stderr]).toEqual([2, expect.stringContaining('npm run --silent transparency:recompute')]);
    }
  });
});

describe('npm run proof:verify', () => {
  const verify = (...words: readonly string[]) => runCommand(['src/cli/proofVerify.ts', ...words], {});

  test('says what a proof proves, or what is wrong with it', async () => {
    const { proof, publicKeys } = await provenCase();
    writeFileSync(at('a.tlog-proof'), (await proof()) ?? '');
    writeFileSync(at('keys'), publicKeys.join('\n'));
    const { code, stdout } = await verify(at('a.tlog-proof'), '--keys', at('keys'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/code: "7KQ4-M2XB"\n[\s\S]*The proof is true\.\n$/);
    writeFileSync(at('b.tlog-proof'), ((await proof()) ?? '').replace('index 300', 'index 301'));
    const wrong = await verify(at('b.tlog-proof'), '--keys', at('keys'));
    expect([wrong.code, wrong.stderr]).toEqual([59, expect.stringContaining('was altered')]);
    const keyless = await verify(at('a.tlog-proof'));
    expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringContaining('names no keys')]);
  });
});
