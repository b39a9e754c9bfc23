import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
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

test('pages are built once, quietly, and always the same from the same sources', async () => {
  const folder = await builtPages();
  const files = () =>
    Promise.all(['embed.js', 'pages.css', '.stamp'].map((file) => readFile(`${folder}/${file}`, 'utf8')));
  const before = await files();
  expect(await build(false)).toBe('false');
  expect(await build(true)).toBe('true');
  expect(await files()).toEqual(before);
});
