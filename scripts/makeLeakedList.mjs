// node scripts/makeLeakedList.mjs LIST: builds src/identity/passwords/leaked.txt.br from a list of leaked passwords,
// most common first, one per line. See src/identity/passwords/README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const target = new URL('../src/identity/passwords/leaked.txt.br', import.meta.url);
const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('Usage: node scripts/makeLeakedList.mjs LIST');

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const all = readFileSync(source, 'utf8')
  .split(/\r?\n/)
  .map(fold)
  .filter((line) => /[a-z]/.test(line));
// Common stems, and all passwords long enough to be chosen here unchanged.
const kept = new Set([...all.slice(0, 100_000), ...all.filter((line) => line.length >= 12)]);
const lines = [...kept].filter((line) => line.length >= 4).sort();
writeFileSync(
  target,
  brotliCompressSync(`${lines.join('\n')}\n`, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
);
console.log(`${lines.length} passwords`);
