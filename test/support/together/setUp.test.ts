import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runProgram } from '../service.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'finestreta-together-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs test files, by name and text, in one thread. */
function runTogether(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const config = {
    rootDir: folder,
    testMatch: ['**/*.test.mjs'],
    transform: {},
    maxWorkers: 2,
    runner: fileURLToPath(import.meta.resolve('jest-light-runner')),
    setupFiles: [fileURLToPath(new URL('setUp.js', import.meta.url))],
  };
  const jest = fileURLToPath(new URL('../../../node_modules/jest/bin/jest.js', import.meta.url));
  return runProgram([process.execPath, jest, '--config', JSON.stringify(config)], { PATH: process.env.PATH ?? '' });
}

test('what waits for ever fails when its time is over, and what comes after it runs', async () => {
  const { code, output } = await runTogether({
    'waits.test.mjs': `
      import { afterEach, test } from '@jest/globals';
      afterEach(() => new Promise(() => {}), 20);
      test('waits for ever', () => new Promise(() => {}), 30);
      test('ends', () => {});`,
  });
  expect(output).toContain('It took longer than 30 ms.');
  expect(output).toContain('It took longer than 20 ms.');
  expect(output).toMatch(/Tests: .*1 passed/);
  expect(code).toBe(1);
});

test('fakes of jest are refused, since they would reach the tests of other files', async () => {
  const { code, output } = await runTogether({
    'fakes.test.mjs': "import { jest, test } from '@jest/globals'; test('fakes', () => jest.useFakeTimers());",
  });
  expect(output).toContain("does not provide an export named 'jest'");
  expect(code).toBe(1);
});
