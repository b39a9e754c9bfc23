import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
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
const limits = { 'embed.js': 20, 'pages.css': 6, 'console.js': 150, 'console.css': 13 };

test.each(Object.entries(limits))('%s weighs at most %d KB', async (file, most) => {
  const { size } = await stat(`${await builtPages()}/${file}.gz`);
  expect(size / 1_024).toBeLessThanOrEqual(most);
});

test('the console brings its texts in one language, and loads those in another one by themselves', async () => {
  const names = (await readdir(await builtPages())).filter((name) => /^console-(?:es|en)-[\w-]+\.js\.gz$/.test(name));
  expect(names.map((name) => name.slice(0, 'console-es'.length)).sort()).toEqual(['console-en', 'console-es']);
  for (const name of names) expect((await stat(`${await builtPages()}/${name}`)).size / 1_024).toBeLessThanOrEqual(36);
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
