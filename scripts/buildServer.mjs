import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importBuilder, runBuild } from './builderMissing.mjs';
import { fingerprint, root } from './fingerprint.mjs';

/** Where the built service is: `main.js`, and each thread's and platform's script at its place in the tree. */
export const builtServer = join(root, 'dist', 'server');

/** Inputs: unless one of them has changed, the service is up to date. */
const sources = ['src', 'adapters', 'scripts/buildServer.mjs', 'package-lock.json'];

/** What is loaded by its address while the service runs: scripts of threads, and platforms. */
const loadedByAddress = /(?:Worker|^adapters\/[^/]+\/(?:index|preview))\.ts$/;

/** A package that is taken in: of its sixty languages, each thread would load all to use none. All others are installed. */
const takenIn = /^zod(?:\/|$)/;

/** Whether the built service is that of the sources as they are. */
export async function serverIsBuilt(folder = builtServer) {
  return (await fingerprint(sources)) === (await readFile(join(folder, '.stamp'), 'utf8').catch(() => null));
}

/**
 * Bundles the service into `dist/server`, unless it is up to date: one file is loaded in less memory and time than a thousand, in each
 * thread. Files that the code reads are still those of the source tree. Names stay as they are, so that a stack can be read.
 * Processes that build at the same time do not disturb each other. Resolves to whether it had to build.
 *
 * @param {{ force: boolean, folder?: string }} options `folder` of `dist/` to build into.
 * @returns {Promise<boolean>}
 */
export async function buildServer({ force, folder = builtServer }) {
  if (!force && (await serverIsBuilt(folder))) return false;
  const { rolldown } = await importBuilder(() => import('rolldown'));
  const state = await fingerprint(sources);
  await mkdir(dirname(folder), { recursive: true });
  const made = await mkdtemp(join(dirname(folder), 'building-'));
  try {
    const bundle = await rolldown({
      input: await entries(),
      platform: 'node',
      transform: { target: 'esnext' },
      external: (id) => /^[a-z@]/i.test(id) && !takenIn.test(id) && !id.startsWith('@oxc-project/'),
      plugins: [addresses],
    });
    await bundle.write({ dir: made, entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js', comments: false });
    await bundle.close();
    await writeFile(join(made, '.stamp'), state);
    if (force || !(await serverIsBuilt(folder))) await replace(folder, made);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return true;
}

/** Puts what was made in place of what was before, unless another process does so at the same time. */
async function replace(folder, made) {
  const before = `${made}-before`;
  await rename(folder, before).catch(ignore('ENOENT'));
  await rename(made, folder).catch(ignore('ENOTEMPTY', 'EEXIST'));
  await rm(before, { recursive: true, force: true });
}

const ignore =
  (...codes) =>
  (error) => {
    if (!codes.includes(error?.code)) throw error;
  };

/** What the service begins with, and what it loads by address, by its name without the ending. */
async function entries() {
  const folders = ['src', 'adapters'];
  const listed = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((path) => `${folder}/${path}`),
    ),
  );
  const loaded = listed.flat().filter((path) => loadedByAddress.test(path));
  return {
    main: join(root, 'src/main.ts'),
    ...Object.fromEntries(loaded.map((path) => [path.replace(/\.ts$/, ''), join(root, path)])),
  };
}

/** Stands in code for the address of the built folder, until it is known which file the code comes to. */
const base = '__BUILT_SERVER__';
/** The address of a script, relative to the file that names it: `new URL('./sheetWorker.ts', import.meta.url)`. */
const script = /new URL\((['`])([^'`\n]+)\.ts\1, import\.meta\.url\)/g;

/** Has scripts found among the built ones, and all other files that code names where they are in the source tree. */
const addresses = {
  name: 'addresses',
  transform: {
    filter: { code: /import\.meta\.url/ },
    handler(code, id) {
      const path = relative(root, id);
      if (path.startsWith('node_modules')) return null;
      const place = posix.dirname(path);
      return code
        .replace(script, (_, quote, name) => `new URL(${quote}${posix.join(place, name)}.js${quote}, ${base})`)
        .replaceAll('import.meta.url', `new URL('../../${path}', ${base}).href`);
    },
  },
  renderChunk(code, { fileName }) {
    if (!code.includes(base)) return null;
    const up = '../'.repeat(fileName.split('/').length - 1) || './';
    return { code: code.replaceAll(base, `new URL('${up}', import.meta.url)`) };
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runBuild(() => buildServer({ force: process.argv.includes('--force') }));
}
