import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { accountFile, splitAccountFile } from '../../src/accounts/accountFile.ts';
import { readYaml } from '../../src/content/load/readYaml.ts';

const example = readFileSync(new URL('../../accounts/oiac-web.yaml', import.meta.url), 'utf8');

/** The example with one passage replaced, which must be there. */
function spoil(from: string, to: string): string {
  if (!example.includes(from)) throw new Error(`the example does not hold ${from}`);
  return example.replace(from, to);
}

const lineOf = (text: string) => example.slice(0, example.indexOf(text)).split('\n').length;
const read = (text: string) => readYaml('account.yaml', text, accountFile);

test('the example is a good one, and its names stay out of what is not sealed', () => {
  const { result, problems } = read(example);
  expect(problems).toEqual([]);
  if (result === null) throw new Error('the example was not read');
  const { definition, people, form } = splitAccountFile(result.value);
  expect(people.administrators).toHaveLength(2);
  expect(form?.signedBy).toMatch(/^Nom/);
  expect(JSON.stringify(definition)).not.toMatch(/Nom d/);
  expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  expect(definition.hours).toEqual({
    periods: [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '13:30' },
      { days: ['mon', 'tue', 'wed', 'thu'], from: '16:30', until: '19:00' },
    ],
    summer: {
      from: '07-01',
      until: '08-31',
      periods: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '14:00' }],
    },
  });
});

describe('a mistake is told with its line and how to fix it', () => {
  test.each([
    ['id: oiac-web', 'id: OIAC web', 'lower-case letters'],
    ['department: oiac', 'department: 12', 'write text here'],
    ['  - Nom de la segona persona\n', '', 'at least two administrators'],
    ['  - Nom de la segona persona', '  - nom de la primera PERSONA', 'names somebody twice'],
    ['languages: [ca, es, en]', 'languages: [ca, fr]', 'write ca, es, en'],
    ['languages: [ca, es, en]', 'languages: [ca, ca]', 'names a language twice'],
    ['languages: [ca, es, en]', 'languages: []', 'at least one language'],
    ['from: 9:00, until: 13:30', 'from: 9:00, until: 8:30', 'ends before it begins'],
    ['from: 9:00, until: 13:30', 'from: "9.00", until: 13:30', 'write it as 9:00'],
    [
      'days: [mon, tue, wed, thu], from: 16:30',
      'days: [mon, tue, wed, thu], from: 13:00',
      'overlaps another period on mon',
    ],
    ['from: 07-01', 'from: 02-30', 'not a day of the year'],
    ['de 16.30 a 19 h', 'a la tarda', 'write 16:30, 19:00 in it'],
    ['de 9 a 13.30 h', 'de 9 a 13.30 h, tots els dies que no siguin festius ni de vacances', 'at most 160 characters'],
    ['url: https://seu', 'url: seu', 'with https://'],
    ['topics: [oiac, padro, tramits]', 'topics: []', 'omit it'],
    ['settings:', 'main: perhaps\nsettings:', 'write true or false'],
    ['settings:', 'pace: { burst: 0, perMinute: 1 }\nsettings:', 'at least 1'],
    ['settings:', 'colour: red\nsettings:', 'colour'],
    ['  audience: Qui fa', '  audience: Tots\n  more: Qui fa', 'says too little'],
  ])('%s → %s', (from, to, hint) => {
    const { result, problems } = read(spoil(from, to));
    expect(result).toBeNull();
    expect(problems.map(({ message }) => message).join('\n')).toContain(hint);
    for (const { line } of problems) expect(Math.abs((line ?? 0) - lineOf(from))).toBeLessThanOrEqual(4);
  });
});

describe('secrets are given by reference', () => {
  test.each(['env:TELEGRAM_TOKEN_LIBRARY', 'file:/run/secrets/library'])('%s', (reference) => {
    const { problems } = read(spoil('settings:', `secrets:\n  token: ${reference}\nsettings:`));
    expect(problems).toEqual([]);
  });

  test.each([
    '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
    'env:9LIVES',
    'file:relative/path',
    'env:MY TOKEN',
    'https://x',
  ])('what is none is not taken and not repeated: %s', (secret) => {
    const { problems } = read(spoil('settings:', `secrets:\n  token: "${secret}"\nsettings:`));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('never the secret itself');
    expect(problems[0]?.message).not.toContain(secret);
  });
});

describe('the description gives the hours in any of the usual ways', () => {
  test.each([
    ['De 9 a 13.30 h i de 16.30 a 19 h', true],
    ['9:00-13:30, 16:30-19:00', true],
    ['09:00–13:30 / 16h30–19h', true],
    ['De 9 a 13:30 i de 16:30 a 19.00', true],
    ['De 9 a 13 i de 16:30 a 19', false],
    ['De 19 a 13:30 i de 16:30', false],
    ['Telèfon 900 133 019, 13:30, 16:30', false],
  ])('%s: %s', (text, good) => {
    const from = example.slice(example.indexOf('description: '), example.indexOf('\n# A page'));
    expect(read(spoil(from, `description: "${text}"`)).problems).toHaveLength(good ? 0 : 1);
  });
});
