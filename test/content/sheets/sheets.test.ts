import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, writeCsv } from '../../../src/content/sheets/csv.ts';
import { guardCell, unguardCell } from '../../../src/content/sheets/formulas.ts';
import type { SheetRow } from '../../../src/content/sheets/row.ts';
import { readXlsx, writeXlsx } from '../../../src/content/sheets/xlsx.ts';
import { packZip, unpackZip } from '../../../src/content/sheets/zip.ts';

const row = (text: string, more: Partial<SheetRow> = {}): SheetRow => ({
  entry: 'padro.alta',
  field: 'answer',
  number: '',
  language: 'ca',
  text,
  version: '',
  ...more,
});

/** Texts as people write them, and as nobody does. */
const text = fc.oneof(
  fc.constantFrom(
    '=1+1',
    "'=x",
    "''@x",
    "'hola",
    '- llista\n- de dos',
    '\t',
    '\r\n',
    '_x000D_',
    '_x005F_x0041_',
    '"; "',
  ),
  fc.constantFrom('valueOf', '\uFFFDx', '__proto__', 'constructor'),
  fc.constantFrom('', ' vores ', 'true', '0012', '1/2', '<b>&amp;', ']]>', 'a\u0000b\u0085', '\uFFFE\uFFFF', '\uFEFF'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

const textsIn = (rows: readonly SheetRow[]) => rows.map((each) => each.text);

describe('a guarded cell', () => {
  test('begins with nothing that runs, and is undone', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(guardCell(value)).not.toMatch(/^[=+\-@\t\r\n]/);
        expect(unguardCell(guardCell(value))).toBe(value);
      }),
    );
  });

  test.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1"])('%j', (value) => {
    expect(guardCell(value)).toBe(`'${value}`);
  });

  test('is only what must be', () => {
    expect(guardCell("l'alta = gratis")).toBe("l'alta = gratis");
    expect(unguardCell("'hola'")).toBe("'hola'");
    // Typed by hand, without a guard.
    expect(unguardCell('- llista')).toBe('- llista');
  });
});

describe('CSV', () => {
  test('is read as it was written, whatever the texts and the separator', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.constantFrom(',', ';'), (texts, separator) => {
        expect(
          textsIn(
            readCsv(
              writeCsv(
                texts.map((each) => row(each)),
                separator,
              ),
            ),
          ),
        ).toEqual(texts);
      }),
    );
  });

  test('is UTF-8 that Excel knows, with guarded cells', () => {
    const written = Buffer.from(writeCsv([row('=1+1; è')], ';'));
    expect(written.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(written.toString()).toContain(`"ca";"'=1+1; è";""\r\n`);
  });

  test('may have its columns in another order, and columns for notes', () => {
    const [found] = readCsv(Buffer.from('Text\tnota\tlanguage\tfield\tentry\nHola\tx\tCA\ttitle\tpadro.alta\n'));
    expect(found).toEqual({ ...row('Hola', { field: 'title' }), row: 2 });
  });

  test.each([
    ['another encoding', Buffer.from('entry,field,language,text\npadro.alta,title,ca,\xe8\n', 'latin1'), 'CSV UTF-8'],
    ['no column for the text', Buffer.from('entry;field;language\n'), 'Row 1 lacks the columns text'],
    ['a column twice', Buffer.from('entry;field;language;text;text\n'), 'Row 1 names text twice'],
    ['nothing', Buffer.from(''), 'Row 1 lacks'],
    ['an open quotation mark', Buffer.from('entry,field,language,text\na,b,ca,"x\n'), 'Row 2: a cell with quotation'],
  ])('is refused with %s', (_, bytes, message) => {
    expect(() => readCsv(bytes)).toThrow(message);
  });
});

describe('XLSX', () => {
  test('is read as it was written, whatever the texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 60 }), async (texts) => {
        // A row without any text ends a sheet.
        expect(textsIn(await readXlsx(await writeXlsx(texts.map((each) => row(each)))))).toEqual(texts);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  const limits = { bytes: 1_000, files: 3 };

  test('an archive that expands beyond the limit is refused, whatever it says of itself', () => {
    const packed = deflateRawSync(Buffer.alloc(1_000_000));
    const zip = Buffer.from(packZip(new Map([['xl/workbook.xml', packed]])));
    // Packed, and said to hold ten bytes.
    zip.writeUInt16LE(8, zip.lastIndexOf('PK\u0001\u0002') + 10);
    zip.writeUInt32LE(10, zip.lastIndexOf('PK\u0001\u0002') + 24);
    expect(() => unpackZip(zip, limits)).toThrow('holds too much');
    expect(unpackZip(zip, { ...limits, bytes: 1_000_000 }).get('xl/workbook.xml')).toHaveLength(1_000_000);
  });

  test('an archive with too many files, or too large ones, is refused', () => {
    const files = (count: number, size: number) =>
      packZip(new Map(Array.from({ length: count }, (_, index) => [`${index}.xml`, Buffer.alloc(size)])));
    expect(unpackZip(files(3, 333), limits).size).toBe(3);
    expect(() => unpackZip(files(4, 1), limits)).toThrow('holds too much');
    expect(() => unpackZip(files(2, 600), limits)).toThrow('holds too much');
  });

  test('bytes that are no spreadsheet are refused', async () => {
    await expect(readXlsx(Buffer.from('entry,field'))).rejects.toThrow('not a spreadsheet');
    await expect(readXlsx(packZip(new Map([['a.xml', Buffer.from('<a/>')]])))).rejects.toThrow('cannot be read');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const zip = Buffer.concat([packZip(new Map([['a.xml', Buffer.from('x')]])), bytes]);
        try {
          unpackZip(zip, limits);
        } catch (error) {
          expect(error).toMatchObject({ code: 'input.invalid' });
        }
      }),
    );
  });
});
