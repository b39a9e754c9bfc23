import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editTexts } from '../../../src/content/desk/editTexts.ts';
import { readFields } from '../../../src/content/desk/entryFields.ts';
import { folderSource, memorySource } from '../../../src/content/documents/source.ts';
import { readCsv, writeCsv } from '../../../src/content/sheets/csv.ts';
import type { NumberedRow, SheetRow } from '../../../src/content/sheets/row.ts';
import { slotsOf } from '../../../src/content/sheets/slots.ts';
import { readXlsx, writeXlsx } from '../../../src/content/sheets/xlsx.ts';
import { createDeskStore, openTestDesk, type TestDesk } from '../../support/contentDesk.ts';
import { createContentFolder } from '../../support/contentFolder.ts';

const dialogs = fileURLToPath(new URL('../../../dialogs', import.meta.url));
const by = 'anna';

const entry = `  # Sobre l'alta
  - id: padro.alta
    department: oiac # qui respon
    title: { ca: Alta, es: "Alta", en: Register } # curt
    questions:
      ca:
        - primera # la més feta
        # que no falti
        - segona
        - "tercera: amb dos punts"
      es: [una, dos]
      en:
        - one
    answer:
      ca: | # en dos paràgrafs
        Un paràgraf.

        - una llista

      es: >-
        Plegat en
        dues línies.
      en: 'One line' # curta
    exceptions:
      - id: no-contract # sense contracte
        title: { ca: Sense, es: Sin, en: Without }
        questions: { ca: [sense], es: [sin], en: [without] }
        # per a qui no en té
        answer:
          ca: No cal.
          es: No hace falta.
          en: Not needed.
    verified: 2026-11-24
`;

describe('a text in its place', () => {
  test.each<[string, readonly (string | number)[], string, string, string]>([
    ['a question with a comment', ['questions', 'ca', 0], 'altra', '- primera #', '- altra #'],
    ['a question before a comment', ['questions', 'ca', 1], 'b: c', '- segona', '- "b: c"'],
    ['a question in one line', ['questions', 'es', 1], 'tres, quatre', '[una, dos]', '[una, "tres, quatre"]'],
    ['a title in one line', ['title', 'en'], 'Sign up', 'en: Register }', 'en: Sign up }'],
    [
      'several lines',
      ['answer', 'ca'],
      'Un.\n\nDos.\n',
      'Un paràgraf.\n\n        - una llista\n',
      'Un.\n\n        Dos.\n',
    ],
    ['a text in quotes', ['answer', 'en'], "It's", "'One line' #", "'It''s' #"],
    ['of a special case', ['exceptions', 0, 'answer', 'es'], 'No', 'es: No hace falta.', 'es: "No"'],
  ])('%s', (_, path, value, from, to) => {
    expect(entry).toContain(from);
    const edited = editTexts(entry, [{ path, value }]);
    expect(
      edited
        .replaceAll("'b: c'", '"b: c"')
        .replace('es: No\n', 'es: "No"\n')
        .replace("'tres, quatre'", '"tres, quatre"'),
    ).toBe(entry.replace(from, to));
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
      '',
    ),
    fc.constantFrom(
      '[a',
      'a, b',
      '\n',
      '\n\n x\n',
      'x\n ',
      '\t',
      '\r\n',
      'a\u0085b',
      '---\n...',
      '{{phone}}',
      '| x',
      '> y',
    ),
    fc.string({ maxLength: 20, unit: 'grapheme' }),
  );
  const slots = slotsOf(readFields(entry) ?? {});

  test('any texts at once are what is read afterwards, and every comment stays', () => {
    const comments = entry.match(/# [^\n]*/g) ?? [];
    const change = fc.record({ slot: fc.constantFrom(...slots), value: words });
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: ({ slot }) => slot, maxLength: 6 }), (changes) => {
        const edited = editTexts(
          entry,
          changes.map(({ slot, value }) => ({ path: slot.path, value })),
        );
        const expected = slots.map((slot) => changes.find((each) => each.slot === slot)?.value ?? slot.text);
        expect(slotsOf(readFields(edited) ?? {}).map(({ text }) => text)).toEqual(expected);
        expect(comments.filter((comment) => !edited.includes(comment))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

async function bytesIn({ desk }: TestDesk) {
  const source = await desk.filesOf(null);
  const files = await source.list();
  return Promise.all(
    files.map(async (file) => [file, Buffer.from((await source.read(file)) ?? []).toString('latin1')]),
  );
}

test('the shipped content goes out and in byte for byte', async () => {
  const opened = await openTestDesk(createDeskStore(), folderSource(dialogs));
  const before = await bytesIn(opened);
  const { rows, left } = await opened.desk.sheetOf('live');
  expect(left).toEqual([]);
  expect(rows.length).toBeGreaterThan(5_000);
  for (const read of [readCsv(writeCsv(rows, ';')), await readXlsx(await writeXlsx(rows))]) {
    expect(read.map(({ row: _, ...each }) => each)).toEqual(rows);
    expect(await opened.desk.importSheet(read, by)).toEqual({ drafted: [], skipped: [] });
  }
  expect(await bytesIn(opened)).toEqual(before);
  // Every text of a topic changed: all of them are what is read, and no line with a comment is lost.
  const isOurs = (each: SheetRow) => each.entry.startsWith('padro.');
  const changed = rows
    .filter(isOurs)
    .map((each, index) => ({ ...each, row: index + 2, text: `${each.text.slice(0, 30)}ü` }));
  await opened.desk.importSheet(changed, by);
  const now = await opened.desk.sheetOf(null);
  expect(now.rows.filter(isOurs).map(({ text }) => text.trim())).toEqual(changed.map(({ text }) => text));
  const file = readFileSync(`${dialogs}/faq/padro.yaml`, 'utf8');
  const kept = (text: string) => text.match(/^\s*#.*$/gm) ?? [];
  const after = Buffer.from((await (await opened.desk.filesOf(null)).read('faq/padro.yaml')) ?? []).toString();
  expect(kept(after)).toEqual(kept(file));
}, 60_000);

describe('generated content', () => {
  const title = fc.string({ minLength: 2, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim().length >= 2);

  test('goes out and in byte for byte, and comes back after a change', async () => {
    const content = await createContentFolder();
    const files = await folderSource(content.path).list();
    const source = folderSource(content.path);
    const bytes = new Map(
      await Promise.all(files.map(async (file) => [file, (await source.read(file)) ?? new Uint8Array()] as const)),
    );
    await content.remove('.');
    await fc.assert(
      fc.asyncProperty(fc.array(title, { minLength: 3, maxLength: 3 }), fc.nat(2), async (titles, at) => {
        const changes = titles.map((value, index) => ({ path: ['title', ['ca', 'es', 'en'][index] ?? 'ca'], value }));
        const padro = `topic: padro # tema\nentries:\n${editTexts(entry, changes)}`;
        const opened = await openTestDesk(
          createDeskStore(),
          memorySource('generated', new Map([...bytes, ['faq/padro.yaml', Buffer.from(padro)]])),
        );
        const before = await bytesIn(opened);
        const read = readCsv(writeCsv((await opened.desk.sheetOf('live')).rows, ','));
        expect(await opened.desk.importSheet(read, by)).toEqual({ drafted: [], skipped: [] });
        expect(await bytesIn(opened)).toEqual(before);
        const other = read.map((each, index) => (index === at ? { ...each, text: 'Una altra cosa' } : each));
        await opened.desk.importSheet(other, by);
        const texts = (await opened.desk.sheetOf(null)).rows.map(({ text }) => text);
        expect(texts.map((text) => text.trim())).toEqual(other.map(({ text }) => text.trim()));
      }),
      { numRuns: 5 },
    );
  }, 60_000);
});

describe('an import', () => {
  async function open() {
    const content = await createContentFolder();
    const opened = await openTestDesk(createDeskStore(), folderSource(content.path));
    await content.remove('.');
    const { rows } = await opened.desk.sheetOf('live');
    return { ...opened, rows: rows.map((each, index): NumberedRow => ({ ...each, row: index + 2 })) };
  }
  const isAt =
    (field: string, language: string, id = 'padro.alta') =>
    (each: SheetRow) =>
      each.entry === id && each.field === field && each.language === language;

  test('refuses wrong rows with number and advice, and then makes no draft of the good ones', async () => {
    const { desk, rows } = await open();
    const good = rows.filter(isAt('answer', 'ca')).map((each) => ({ ...each, text: 'Nova.' }));
    const base = {
      row: 9,
      entry: 'padro.certificat',
      field: 'title',
      number: '',
      language: 'ca',
      text: 'x y',
      version: '',
    };
    const wrong: readonly [Partial<NumberedRow>, string][] = [
      [{ entry: 'padro.no' }, 'row 9: there is no entry "padro.no": correct its id'],
      [
        { field: 'aspect.cost' },
        'row 9: padro.certificat has no field "aspect.cost": write one of title, answer, question',
      ],
      [{ language: 'fr' }, 'row 9: "fr" is not a language: write ca, es, en'],
      [{ number: '1' }, 'row 9: title has no number: empty the cell "1"'],
      [{ text: 'x'.repeat(41) }, 'row 9: the text is too long for a button'],
      [{ text: ' ' }, 'row 9: the text is empty'],
      [{ field: 'answer', text: '<b>x</b>' }, 'row 9: the text holds HTML'],
      [{ field: 'answer', text: 'x'.repeat(3_001) }, 'row 9: the text is too long to read'],
      [{ field: 'question', number: '10' }, 'row 9: "10" is no number of a question here: a new one gets 9'],
      [{ version: 'abc' }, 'row 9: the column version was changed'],
      [{ version: '0'.repeat(64) }, 'row 9: "padro.certificat" cannot be compared'],
    ];
    for (const [change, message] of wrong) {
      const sent = [...good, { ...base, ...change }];
      await expect(desk.importSheet(sent, by)).rejects.toMatchObject({
        code: 'input.invalid',
        message: expect.stringContaining(message),
      });
    }
    await expect(desk.importSheet([...good, base, { ...base, row: 10 }], by)).rejects.toThrow(
      'row 10: says the same text as row 9',
    );
    expect((await desk.changes()).changes).toEqual([]);
  });

  test('drafts changed texts and added questions, and nothing else', async () => {
    const { desk, rows } = await open();
    const sent = [
      ...rows.filter(isAt('answer', 'es')).map((each) => ({ ...each, text: ' Otra.\r\nLínea. ' })),
      { ...rows.find(isAt('question', 'en')), number: '9', text: '=new?', row: 99 } as NumberedRow,
    ];
    expect(await desk.importSheet(sent, by)).toEqual({ drafted: ['faq/padro/padro.alta'], skipped: [] });
    const { entry: fields, live } = await desk.read('faq/padro/padro.alta');
    expect(fields).toEqual({
      ...live?.entry,
      answer: { ca: 'Resposta.', es: 'Otra.\nLínea.', en: 'Answer.' },
      questions: { ...live?.entry?.questions, en: [...(live?.entry?.questions?.en ?? []), '=new?'] },
    });
  });

  test('keeps what others changed since, and leaves them the lines that both changed', async () => {
    const { desk, rows } = await open();
    const document = 'faq/padro/padro.alta';
    const { base } = await desk.read(document);
    const change = { entry: { answer: { ca: 'De la Berta.', es: 'Respuesta.', en: 'Answer.' } } };
    await desk.save({ document, base, onto: null, change, by: 'berta' });
    const say = (field: string, language: string, version?: string) =>
      rows
        .filter(isAt(field, language))
        .map((each) => ({ ...each, text: 'Del full.', version: version ?? each.version }));
    // The old rows say nothing of their own.
    expect(await desk.importSheet(rows, by)).toEqual({ drafted: [], skipped: [] });
    expect(await desk.importSheet(say('answer', 'ca'), by)).toEqual({ drafted: [], skipped: [document] });
    expect(await desk.importSheet(say('title', 'en', ''), by)).toEqual({ drafted: [], skipped: [document] });
    expect(await desk.importSheet(say('title', 'en'), by)).toEqual({ drafted: [document], skipped: [] });
    const { entry: fields } = await desk.read(document);
    expect(fields?.answer?.ca).toBe('De la Berta.');
    expect(fields?.title?.en).toBe('Del full.');
  });
});
