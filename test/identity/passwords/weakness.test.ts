import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readLeaked } from '../../../src/identity/passwords/leaked.ts';
import { passwordFault } from '../../../src/identity/passwords/weakness.ts';

const file = new URL('../../../src/identity/passwords/leaked.txt.br', import.meta.url);
const allLeaked = brotliDecompressSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
const anna = { name: 'Anna Puigsoler Mas', email: 'apuigsoler@prat.example' };
const council = ['Ajuntament del Prat de Llobregat', 'Ayuntamiento de El Prat de Llobregat'];
const faultOf = (password: string) => passwordFault(password, anna, council);

test.each([
  ['onze lletre', 'too-short'],
  ['a'.repeat(129), 'too-long'],
  ['apuigsoler@prat.example', 'is-name'],
  ['AnnaPuigsoler2024!', 'is-name'],
  ['pu1gs0l3r_4nn4', 'is-name'],
  ['Ajuntament2024', 'common'],
  ['ElPratDeLlobregat1', 'common'],
  ['Llobregat-Prat-12345', 'common'],
  ['abcabcabcabcabc', 'common'],
  ['123456789012', 'common'],
  ['passwordpassword', 'common'],
])('%s is judged %s', async (password, fault) => {
  expect(await faultOf(password)).toBe(fault);
});

test.each([
  'contraseña1234',
  'P@ssw0rd2024!',
  'pa$$word_1987',
  'Barcelona2024',
  'qwertyuiop12',
  '1q2w3e4r5t6y',
  'iloveyou1234!',
  'dragonmonkey12',
  'BARCELONABARCELONA',
  'Tequiero12345',
  '...Superman...2025',
])('%s is a variation of what was leaked', async (password) => {
  expect(await faultOf(password)).toBe('common');
});

test.each([
  'set ocells verds volen',
  'cinc gats grisos dormen',
  'tramuntana de gener 1907',
  'una altra de ben llarga',
  'Xk4!pq9Zr-tw',
  'correct horse battery staple',
  'El Prat, diumenge a la platja',
  'la Puigsoler viu al tercer pis',
])('%s is good', async (password) => {
  expect(await faultOf(password)).toBeNull();
});

test('what was leaked and is long enough is refused as it is, and in capitals', async () => {
  const long = allLeaked.filter((line) => line.length >= 12);
  expect(long.length).toBeGreaterThan(40_000);
  for (let index = 0; index < long.length; index += Math.floor(long.length / 6)) {
    const word = long[index] ?? '';
    expect([word, await faultOf(word)]).not.toEqual([word, null]);
    expect([word, await faultOf(word.toUpperCase())]).not.toEqual([word, null]);
  }
});

test('lines of the list are found, and nothing near one', async () => {
  const leaked = await readLeaked();
  const known = new Set(allLeaked);
  const some = [...allLeaked.filter((_, index) => index % 20 === 0), ...allLeaked.slice(-1)];
  expect(some.filter((line) => !leaked.has(line))).toEqual([]);
  const near = some.flatMap((line) => [line.slice(1), `${line}x`]).filter((word) => !known.has(word));
  expect(near.filter((word) => leaked.has(word))).toEqual([]);
  expect(leaked.has('')).toBe(false);
});

test('whatever is typed is judged, and what is random and long is good', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 140, unit: 'binary' }), async (text) => {
      const fault = await faultOf(text);
      if ([...text].length < 12) expect(fault).toBe('too-short');
    }),
    { numRuns: 10 },
  );
  const letter = fc.constantFrom(...'bcdfghjkmnpqrstvwxyz23456789');
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(letter, { minLength: 16, maxLength: 16 }), async (emails) => {
      fc.pre(emails.filter((each) => /[a-z]/.test(each)).length >= 8);
      expect(await faultOf(emails.join(''))).toBeNull();
    }),
    { numRuns: 10 },
  );
});
