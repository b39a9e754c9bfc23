import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { writeBrand } from './brand.mjs';
import { importBuilder, runBuild } from './builderMissing.mjs';
import { fingerprint, root } from './fingerprint.mjs';

const output = join(root, 'dist', 'web');

/** Inputs of the pages: unless one of them has changed, the pages are up to date. */
const sources = [
  'web',
  'locales',
  'src/http/pages/lightMarkdown.ts',
  'src/http/api/wire.ts',
  'src/core/model/kind.ts',
  'src/core/model/understanding.ts',
  'src/core/render/plainText.ts',
  'src/core/util/interpolate.ts',
  'src/core/model/message.ts',
  'vite.config.ts',
  'scripts/buildPages.mjs',
  'scripts/brand.mjs',
  'package-lock.json',
];

/** Whether the built pages are those of the sources as they are. */
export async function pagesAreBuilt() {
  return (await fingerprint(sources)) === (await readFile(join(output, '.stamp'), 'utf8').catch(() => null));
}

/**
 * Builds the browser's part (the widget, the style of the pages, the console) into `dist/web`, unless it is up to date.
 * Runs on Node 20 and later. Resolves to whether it had to build.
 *
 * @param {{ force: boolean }} options
 * @returns {Promise<boolean>}
 */
export async function buildPages({ force }) {
  if (!force && (await pagesAreBuilt())) return false;
  const { build } = await importBuilder(() => import('vite'));
  await writeBrand();
  const state = await fingerprint(sources);
  const configFile = join(root, 'vite.config.ts');
  await mkdir(output, { recursive: true });
  const outDir = await mkdtemp(join(root, 'dist', 'building-'));
  try {
    await inProduction(async () => {
      const make = (mode, define = {}) => build({ configFile, mode, logLevel: 'warn', define, build: { outDir } });
      await make('extras');
      const extras = (await readdir(outDir)).find((file) => file.startsWith('embed-extras-'));
      await make('widget', { extrasFile: JSON.stringify(extras) });
      for (const mode of ['pages', 'console']) await make(mode);
    });
    await compress(outDir);
    await writeFile(join(outDir, '.stamp'), state);
    // Each file is replaced atomically; last what names others, and the stamp: a concurrent server or build never sees a partial one.
    const last = ['embed.js', 'console.json', '.stamp'];
    const files = (await readdir(outDir)).sort((one, other) => last.indexOf(one) - last.indexOf(other));
    for (const file of files) await rename(join(outDir, file), join(output, file));
    // Names of the console's files, and of the widget's second one, change with what is in them.
    for (const file of await readdir(output))
      if (/^(?:console[-.]|embed-)/.test(file) && !files.includes(file)) await rm(join(output, file), { force: true });
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
  return true;
}

/**
 * Builds the same for all who ask: tests would build for tests.
 *
 * @param {() => Promise<void>} work
 */
async function inProduction(work) {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

/**
 * Compresses each text file ahead of time for browsers that accept it: at each start it would take most of a second.
 *
 * @param {string} folder
 */
async function compress(folder) {
  for (const name of await readdir(folder)) {
    if (!/\.(?:css|js|svg)$/.test(name)) continue;
    const file = join(folder, name);
    const text = await readFile(file);
    await writeFile(`${file}.gz`, await promisify(gzip)(text, { level: 9 }));
    await writeFile(`${file}.br`, await promisify(brotliCompress)(text));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runBuild(() => buildPages({ force: process.argv.includes('--force') }));
}
