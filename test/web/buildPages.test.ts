import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { builtPages } from './support/builtPages.ts';

const script = new URL('../../scripts/buildPages.mjs', import.meta.url).href;

/** Builds in a process of its own, since the bundler does not run inside of jest. Resolves to what is printed. */
async function build(force: boolean): Promise<string> {
  const code = `const { buildPages } = await import('${script}'); console.log(await buildPages({ force: ${force} }))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  return stdout.trim();
}

/** Most kilobytes (1,024 bytes) of each file once it is compressed: what a visitor waits for. */
const limits = { 'embed.js': 20, 'pages.css': 6, 'console.js': 200, 'console.css': 13 };

test.each(Object.entries(limits))('%s weighs at most %d KB', async (file, most) => {
  const { size } = await stat(`${await builtPages()}/${file}.gz`);
  expect(size / 1_024).toBeLessThanOrEqual(most);
});

test('pages are built once, quietly, and always the same from the same sources', async () => {
  const folder = await builtPages();
  const files = () =>
    Promise.all(['embed.js', 'pages.css', '.stamp'].map((file) => readFile(`${folder}/${file}`, 'utf8')));
  const before = await files();
  expect(await build(false)).toBe('false');
  expect(await build(true)).toBe('true');
  expect(await files()).toEqual(before);
});
