import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { platformNames } from '../../src/composition/platforms.ts';
import { buildOnce } from '../support/buildOnce.ts';
import { root } from '../support/service.ts';

const run = promisify(execFile);
const folder = join(root, 'dist/server');
const script = pathToFileURL(join(root, 'scripts/buildServer.mjs')).href;

/** What a program prints that is run in a process of its own: the bundler does not run inside of jest. */
async function printedBy(program: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: root });
  return stdout.trim();
}
const build = (into: string, force: boolean) =>
  printedBy(
    `const { buildServer } = await import('${script}'); console.log(await buildServer({ folder: '${into}', force: ${force} }))`,
  );

/** Files of a folder and those below. */
const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(path.length + 1))
    .sort();
const contentsOf = (path: string) =>
  new Map(filesIn(path).map((file) => [file, readFileSync(join(path, file), 'utf8')]));

beforeAll(() => buildOnce('Server'));

describe('the built service', () => {
  test('has a script for each thread, and for each platform', () => {
    const built = filesIn(folder);
    const threads = filesIn(join(root, 'src')).filter((file) => file.endsWith('Worker.ts'));
    expect(threads.length).toBeGreaterThan(10);
    for (const file of threads) expect(built).toContain(`src/${file.replace(/ts$/, 'js')}`);
    for (const name of platformNames()) expect(built).toContain(`adapters/${name}/index.js`);
  });

  test('strips no types, and loads none of the languages of the library that checks input', async () => {
    const scripts = [...contentsOf(folder).keys()].filter((file) => /Worker\.js$|^adapters\/|app\.js$/.test(file));
    expect(scripts.length).toBeGreaterThan(15);
    const loaded = await printedBy(`
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
      // Outside a thread a thread's script fails once all that it imports is loaded.
      for (const file of ${JSON.stringify(scripts)}) await import('${pathToFileURL(folder).href}/' + file).catch(() => {});
      console.log(JSON.stringify([...seen, ...process.moduleLoadList].filter((name) => /amaro|\\.ts$|zod/.test(name))));
      process.exit(0);`);
    expect(JSON.parse(loaded)).toEqual([]);
    for (const [, code] of contentsOf(folder)) expect(code).not.toContain('Azərbaycan');
  });

  test.each(platformNames())('loads of the platform %s what its source has', async (name) => {
    const namesOf = (file: string) =>
      printedBy(
        `console.log(Object.keys(await import('${pathToFileURL(join(root, file))}')).sort().join()); process.exit(0);`,
      );
    expect(await namesOf(`dist/server/adapters/${name}/index.js`)).toBe(await namesOf(`adapters/${name}/index.ts`));
  });
});

test('it is built once, and always the same from the same sources, also by several processes at once', async () => {
  const other = mkdtempSync(join(root, 'dist/other-'));
  try {
    expect(await Promise.all([build(other, true), build(other, true)])).toEqual(['true', 'true']);
    expect(await build(other, false)).toBe('false');
    expect(contentsOf(other)).toEqual(contentsOf(folder));
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});
