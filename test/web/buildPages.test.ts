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
const limits = { 'embed.js': 20, 'pages.css': 6, 'console.css': 11 };
/** The same of the console's scripts: those that everybody loads, those of who edits, and those of who administers. */
const scriptLimits = {
  'main.tsx': 88,
  'view/content/contentArea.tsx': 50,
  'view/admin/adminArea.tsx': 28,
  'view/own/ownArea.tsx': 5,
};

test.each(Object.entries(limits))('%s weighs at most %d KB', async (file, most) => {
  const { size } = await stat(`${await builtPages()}/${file}.gz`);
  expect(size / 1_024).toBeLessThanOrEqual(most);
});

test('what the chat loads when somebody asks for it weighs at most 6 KB', async () => {
  const extras = (await readdir(await builtPages())).filter((name) => /^embed-extras-[\w-]+\.js\.gz$/.test(name));
  expect(extras).toHaveLength(1);
  expect((await stat(`${await builtPages()}/${extras[0]}`)).size / 1_024).toBeLessThanOrEqual(6);
});

test('what pages of contents look like is loaded with them, and weighs at most 5 KB', async () => {
  const styles = (await readdir(await builtPages())).filter((name) => /^console-[\w-]+\.css\.gz$/.test(name));
  expect(styles).toEqual([expect.stringMatching(/^console-contentArea-/)]);
  expect((await stat(`${await builtPages()}/${styles[0]}`)).size / 1_024).toBeLessThanOrEqual(5);
});

test.each(Object.entries(scriptLimits))(
  "the console's %s and what comes with it weigh at most %d KB",
  async (source, most) => {
    const manifest = JSON.parse(await readFile(`${await builtPages()}/console.json`, 'utf8'));
    const main = 'web/console/main.tsx';
    const filesOf = (key: string): readonly string[] => [
      key,
      ...(manifest[key].imports ?? []).filter((each: string) => each !== main).flatMap(filesOf),
    ];
    // Two files may share a third one, which is loaded once.
    const first = [...new Set(filesOf(main))];
    const key = `web/console/${source}`;
    const files = key === main ? first : [...new Set(filesOf(key))].filter((each) => !first.includes(each));
    const sizes = files.map(async (each) => (await stat(`${await builtPages()}/${manifest[each].file}.gz`)).size);
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total / 1_024).toBeLessThanOrEqual(most);
  },
);

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
