import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { root } from './fingerprint.mjs';

const name = 'finestreta-verify';

/**
 * Builds the program that checks receipts on machines without this repository, as a single file without dependencies, and
 * packs it. Resolves to the path of the package.
 *
 * @param {string} folder where the package goes
 * @returns {Promise<string>}
 */
export async function buildVerifier(folder) {
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const outDir = join(root, 'dist', 'verify');
  const { build } = await import('vite');
  await rm(outDir, { recursive: true, force: true });
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'src/cli/log/finestretaVerify.ts',
      outDir,
      target: 'node24',
      // To be read by whom it convinces.
      minify: false,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, banner: '#!/usr/bin/env node' } },
    },
  });
  const about = {
    name,
    version,
    license,
    type: 'module',
    description: 'Checks a receipt of Finestreta (C2SP tlog-proof) without the council, and without the network.',
    bin: { [name]: `./${name}.mjs` },
    files: [`${name}.mjs`],
    engines: { node: '>=24' },
  };
  await writeFile(join(outDir, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
  await writeFile(join(outDir, 'README.md'), `    npx ./${name}-${version}.tgz receipt.tlog-proof --keys keys\n`);
  await cp(join(root, 'LICENSE'), join(outDir, 'LICENSE'));
  await mkdir(folder, { recursive: true });
  const words = ['pack', outDir, '--pack-destination', resolve(folder), '--ignore-scripts', '--json'];
  const { stdout } = await promisify(execFile)('npm', words, { cwd: root });
  const [{ filename }] = JSON.parse(stdout);
  return join(resolve(folder), filename);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = join(root, 'dist'), ...more] = process.argv.slice(2);
  if (more.length > 0 || folder.startsWith('-')) {
    const isHelp = folder === '--help' || folder === '-h';
    (isHelp ? console.log : console.error)('Usage: npm run proof:pack [-- FOLDER]');
    process.exit(isHelp ? 0 : 2);
  }
  console.log(await buildVerifier(folder));
}
