import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editEntry } from '../../../src/content/desk/editEntry.ts';
import { completeLanguages, readFields } from '../../../src/content/desk/entryFields.ts';
import { newEntryId, newEntryText } from '../../../src/content/desk/newEntry.ts';
import type { EntryFields } from '../../../src/content/desk/views.ts';
import { splitFile } from '../../../src/content/documents/split.ts';

const text = `  # Sobre l'alta
  - id: padro.alta
    department: oiac # qui respon
    title:
      ca: Alta
      es: Alta
      en: Register
    questions:
      ca:
        - primera
        # que no falti
        - segona
        - "tercera: amb dos punts"
      es: [una, dos]
    answer:
      ca: |
        Un paràgraf.

        - una llista

      es: >-
        Plegat en
        dues línies.
    verified: 2026-11-24
    valid: { from: 2026-11-24 }
`;

const edit = (fields: EntryFields) => editEntry(text, fields);
const changed = (from: string, to: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe('a changed field', () => {
  test.each<[string, EntryFields, string, string]>([
    ['a word, whose comment stays', { department: 'hisenda' }, 'department: oiac #', 'department: hisenda #'],
    ['one language', { title: { ca: 'Alta', es: 'Empadronarse', en: 'Register' } }, 'es: Alta', 'es: Empadronarse'],
    ['a language that goes', { title: { ca: 'Alta', en: 'Register' } }, '      es: Alta\n', ''],
    [
      'a question in between, comments stay',
      { questions: { ca: ['primera', 'segona', 'nova', 'tercera: amb dos punts'], es: ['una', 'dos'] } },
      '        - segona\n',
      '        - segona\n        - nova\n',
    ],
    [
      'several lines in place of several lines',
      { answer: { ca: 'Un.\n\nDos.\n', es: 'Plegat en dues línies.' } },
      '        Un paràgraf.\n\n        - una llista\n',
      '        Un.\n\n        Dos.\n',
    ],
    ['a field that goes', { verified: null }, '    verified: 2026-11-24\n', ''],
    [
      'a field that comes, at its place',
      { plain: { ca: 'Curt.' } },
      '    verified:',
      '    plain:\n      ca: Curt.\n    verified:',
    ],
    ['a map in one line', { valid: { from: '2026-12-01' } }, '{ from: 2026-11-24 }', '\n      from: 2026-12-01'],
  ])('%s', (_, fields, from, to) => {
    expect(edit(fields).replace(/: \n/g, ':\n')).toBe(changed(from, to).replace(/: \n/g, ':\n'));
  });

  test('that is the same changes nothing', () => {
    expect(edit(readFields(text) ?? {})).toBe(text);
  });

  test('text that cannot be read is refused', () => {
    expect(() => editEntry('  - id: padro.alta\n    title: {', { verified: '2026-11-24' })).toThrow('cannot be read');
  });
});

const words = fc.oneof(
  fc.constantFrom(
    'Text',
    'dos\n\nparàgrafs\n',
    '- llista\n- de dos',
    'a: b',
    '# no',
    "l'alta",
    '"x"',
    ' vores ',
    'true',
    '12',
    '',
  ),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
);
const perLanguage = <T>(value: fc.Arbitrary<T>) => fc.record({ ca: value, es: value, en: value }, { requiredKeys: [] });
const fields = fc.record(
  {
    department: words,
    title: perLanguage(words),
    questions: perLanguage(fc.array(words, { maxLength: 4 })),
    answer: fc.option(perLanguage(words)),
    plain: fc.option(perLanguage(words)),
    aspects: fc.record(
      { cost: fc.record({ answer: perLanguage(words) }), how: fc.record({ answer: perLanguage(words) }) },
      { requiredKeys: [] },
    ),
    followUps: fc.array(words, { maxLength: 3 }),
    personal: fc.boolean(),
    source: fc.option(fc.record({ url: words, name: words })),
    verified: fc.option(words),
  },
  { requiredKeys: [] },
);

/** What the fields of an entry are after a change. */
function after(before: object, change: object): object {
  const all = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(all);
}

test('any fields, one after another, are what is read afterwards', () => {
  fc.assert(
    fc.property(fc.array(fields, { minLength: 1, maxLength: 3 }), (changes) => {
      let now = text;
      let expected: object = readFields(text) ?? {};
      for (const change of changes) {
        now = editEntry(now, change as EntryFields);
        expected = after(expected, change);
        expect(readFields(now)).toEqual(expected);
      }
      const documents = splitFile('faq/padro.yaml', Buffer.from(`topic: padro\nentries:\n${now}`));
      expect(documents).toHaveLength(2);
    }),
    { numRuns: 120 },
  );
});

test('of the shipped entries only the lines of the field change', () => {
  const file = fileURLToPath(new URL('../../../dialogs/faq/residus.yaml', import.meta.url));
  for (const { bytes } of splitFile('faq/residus.yaml', readFileSync(file)).slice(1)) {
    const entry = new TextDecoder().decode(bytes);
    const edited = editEntry(entry, { verified: '2030-01-01' });
    expect(edited).toBe(entry.replace(/^( {4}verified: ).*$/m, '$12030-01-01'));
    const { questions } = readFields(entry) ?? {};
    const more = { ...questions, ca: [...(questions?.ca ?? []), 'una pregunta nova de prova'] };
    const lines = editEntry(entry, { questions: more }).split('\n');
    expect(lines.filter((line) => line !== '        - una pregunta nova de prova').join('\n')).toBe(entry);
  }
});

test('languages are complete with title, answer and eight questions', () => {
  const eight = Array.from({ length: 8 }, (_, index) => `q${index}`);
  const whole = {
    title: { ca: 'T', es: 'T' },
    answer: { ca: 'A', es: ' ' },
    questions: { ca: eight, es: eight, en: eight },
  };
  expect(completeLanguages(whole)).toEqual(['ca']);
});

describe('the id of a new entry', () => {
  test.each([
    ["Inscriure's al casal d'estiu", 'padro.inscriure-casal-estiu'],
    ['Ús de la pista', 'padro.pista'],
    ['L’IBI', 'padro.ibi'],
    ['A', 'padro.a'],
    ['…', 'padro.nova'],
    [
      'Una paraula llarguíssima que no s’acaba mai de la vida i continua',
      'padro.una-paraula-llarguissima-que-acaba-mai',
    ],
  ])('%s: %s', (title, id) => {
    expect(newEntryId('padro', title, () => false)).toBe(id);
  });

  test('is free, and fits the topic, whatever the title is', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        const taken = new Set<string>();
        for (let count = 0; count < 3; count++) {
          const id = newEntryId('padro', title, (each) => taken.has(each));
          expect(id).toMatch(/^padro\.[a-z0-9-]+$/);
          expect(taken.has(id)).toBe(false);
          taken.add(id);
          const made = newEntryText(id, { ca: title }, 'oiac', '2026-11-24');
          expect(readFields(made)).toMatchObject({ id, title: { ca: title }, department: 'oiac' });
        }
      }),
    );
  });
});
