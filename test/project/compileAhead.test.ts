import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url);

const folders: string[] = [];
async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'finestreta-compiled-'));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** Whether a process that loads a module needs what strips types. */
async function stripsTypes(module: string, cache: string): Promise<boolean> {
  const program = `
    await import(${JSON.stringify(new URL(module, root).href)}).catch(() => {});
    console.log(JSON.stringify(process.moduleLoadList.filter((name) => name.includes('amaro'))));
    process.exit(0);`;
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { env });
  return JSON.parse(stdout).length > 0;
}

test('after compiling ahead no thread of the service strips types', async () => {
  const cache = await emptyFolder();
  const script = fileURLToPath(new URL('scripts/compileAhead.mjs', root));
  const modules = [
    'src/composition/app.ts',
    'src/content/reading/readingWorker.ts',
    'src/language/meaning/meaningWorker.ts',
    'src/store/sqlite/checkpointWorker.ts',
  ];
  expect(await stripsTypes('src/language/meaning/meaningWorker.ts', await emptyFolder())).toBe(true);
  await run(process.execPath, [script], { env: { ...process.env, NODE_COMPILE_CACHE: cache } });
  for (const module of modules) expect([module, await stripsTypes(module, cache)]).toEqual([module, false]);
});
