import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { provenCase } from '../transparency/support/provenCase.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

let folder: TestFolder;
let tarball = '';
/** Where the program is used: it knows nothing of this repository. */
const at = (name: string) => join(folder.path, 'empty', name);

beforeAll(async () => {
  folder = makeFolder();
  mkdirSync(at(''), { recursive: true });
  const { stdout } = await run(process.execPath, ['scripts/buildVerifier.mjs', folder.path], { cwd: root });
  const packed = stdout.trim();
  tarball = `./${basename(packed)}`;
  copyFileSync(packed, at(basename(packed)));
  const { proof, publicKeys, texts, log } = await provenCase();
  writeFileSync(at('receipt.tlog-proof'), (await proof(undefined, log, { texts, keys: publicKeys })) ?? '');
  writeFileSync(at('keys'), publicKeys.join('\n'));
}, 120_000);
afterAll(() => folder.remove());

/** Runs npx in the empty folder, with a home of its own, and with a registry that nobody answers for. */
async function npx(...words: readonly string[]) {
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: folder.path,
    npm_config_cache: join(folder.path, 'cache'),
    npm_config_registry: 'http://127.0.0.1:9',
    npm_config_update_notifier: 'false',
  };
  return run('npx', ['--yes', '--offline', ...words], { cwd: at(''), env }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

describe('the packed program that checks receipts', () => {
  test('is one file that needs no other package', () => {
    const files = readdirSync(join(root, 'dist/verify')).sort();
    expect(files).toEqual(['LICENSE', 'README.md', 'finestreta-verify.mjs', 'package.json']);
    const program = readFileSync(join(root, 'dist/verify/finestreta-verify.mjs'), 'utf8');
    const imported = [...program.matchAll(/\bfrom "([^"]+)"|\bimport\("([^"]+)"\)/g)].map(([, one, two]) => one ?? two);
    expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([]);
    expect(JSON.parse(readFileSync(join(root, 'dist/verify/package.json'), 'utf8'))).not.toHaveProperty('dependencies');
  });

  test('checks a receipt without the network, says what was written, and whose key it is to be', async () => {
    const alone = await npx(tarball, 'finestreta-verify', 'receipt.tlog-proof');
    expect([alone.code, alone.stderr]).toEqual([0, '']);
    expect(alone.stdout).toContain("M'han amenaçat «de veritat»");
    expect(alone.stdout).toMatch(/true, if this is the key of the log[\s\S]*\n {2}\S+\+[0-9a-f]{8}\+\S+\n$/);
    const known = await npx(tarball, 'receipt.tlog-proof', '--keys', 'keys');
    expect([known.code, known.stdout]).toEqual([0, expect.stringMatching(/\nThe proof is true\.\n$/)]);
  });

  test('names what was altered, and ends with another number', async () => {
    const proof = readFileSync(at('receipt.tlog-proof'), 'utf8');
    const lie = proof.replace(/^extra (\S+)$/m, (_, extra: string) => {
      const reported = Buffer.from(extra, 'base64').toString().replace('amenaçat', 'saludat');
      return `extra ${Buffer.from(reported).toString('base64')}`;
    });
    writeFileSync(at('lie.tlog-proof'), lie);
    const { code, stderr } = await npx(tarball, 'lie.tlog-proof');
    expect([code, stderr]).toEqual([59, expect.stringContaining('texts that the entry does not commit to')]);
    const none = await npx(tarball, 'nothing.tlog-proof');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('cannot be read')]);
  });
});
