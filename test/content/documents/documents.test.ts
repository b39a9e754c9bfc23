import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diffTexts, mergeTexts } from '../../../src/content/documents/mergeTexts.ts';
import { folderSource } from '../../../src/content/documents/source.ts';
import { entryOf, fileOf, joinFile, splitFile } from '../../../src/content/documents/split.ts';
import {
  changeTree,
  diffTrees,
  readTree,
  sortTree,
  type Tree,
  writeTree,
} from '../../../src/content/documents/tree.ts';

const folder = fileURLToPath(new URL('../../../dialogs', import.meta.url));
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const split = (text: string) => splitFile('faq/padro.yaml', bytesOf(text)).map(({ id, bytes }) => [id, textOf(bytes)]);

test('the shipped content is split and joined to the same bytes, an entry a document', async () => {
  const source = folderSource(folder);
  const files = await source.list();
  const expected = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(yaml|tsv)$/.test(path),
  );
  expect(files).toEqual(expected.sort());
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    const documents = splitFile(file, bytes);
    expect(Buffer.compare(joinFile(documents), bytes)).toBe(0);
    const ids = Array.from(bytes.toString().matchAll(/^ {2}- id: (\S+)$/gm), ([, id]) => id);
    const entries = documents.flatMap(({ id }) => entryOf(id) ?? []);
    expect(entries).toEqual(file.startsWith('faq/') ? ids : []);
    expect(documents.every(({ id }) => fileOf(id) === file)).toBe(true);
  }
});

/** Lines as they stand in content files, and some that do not. */
const line = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }).map((id) => `  - id: padro.e${id}`) },
  { weight: 4, arbitrary: fc.constantFrom('    department: oiac', '    answer: |', '      Text: de # prova', '') },
  { weight: 2, arbitrary: fc.constantFrom('  # un comentari', '# al marge', '    # endins', '      - id: padro.fons') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'topic: padro',
      'entries:',
      '  - department: x',
      '- id: padro.a',
      '  - id: "padro.q"',
      '---',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

test('any file is split and joined to the same bytes', () => {
  const text = fc
    .tuple(fc.boolean(), fc.array(line, { maxLength: 25 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([isUsual, lines, end, isClosed]) => {
      const all = isUsual ? ['topic: padro', 'entries:', ...lines] : lines;
      return all.join(end) + (isClosed ? end : '');
    });
  fc.assert(
    fc.property(fc.oneof(text.map(bytesOf), fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const documents = splitFile('faq/padro.yaml', bytes);
      expect(Buffer.compare(joinFile(documents), Buffer.from(bytes))).toBe(0);
      expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
    }),
    { numRuns: 500 },
  );
});

describe('an entry', () => {
  test('takes along the comment above it, and nothing of its neighbours', () => {
    const head = '# Padró\ntopic: padro\nentries:\n';
    const first = '  # L’alta\n  - id: padro.alta # a\n    title: x\n\n';
    const second = '  - id: "padro.baixa"\n    # dins\n    title: y\n';
    expect(split(head + first + second)).toEqual([
      ['faq/padro.yaml', head],
      ['faq/padro/padro.alta', first],
      ['faq/padro/padro.baixa', second],
    ]);
  });

  test.each([
    ['twice the same', 'entries:\n  - id: padro.a\n  - id: padro.a\n'],
    ['an id that is not first', 'entries:\n  - id: padro.a\n  - title: x\n    id: padro.b\n'],
    ['in flow style', 'entries: [{ id: padro.a }]\n'],
    ['keys after the entries', 'entries:\n  - id: padro.a\ntopic: padro\n'],
    ['no entries', 'topic: padro\n'],
  ])('is not split off where the file is unusual: %s', (_, text) => {
    expect(split(text)).toEqual([['faq/padro.yaml', text]]);
  });

  test('that is added behind one without a last newline begins its own line', () => {
    const pieces = ['entries:\n', '  - id: a.a', '  - id: a.b\n'].map((text) => ({ bytes: bytesOf(text) }));
    expect(textOf(joinFile(pieces))).toBe('entries:\n  - id: a.a\n  - id: a.b\n');
  });
});

/** Trees over a few files, whose documents have any order within their file. */
const tree = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 2 })), {
    selector: ([topic, entry]) => `${topic}${entry}`,
    maxLength: 12,
  })
  .map((entries): Tree => {
    const heads = [...new Set(entries.map(([topic]) => topic))].map((topic) => ({
      document: `faq/${topic}.yaml`,
      version: 'h',
    }));
    const lines = entries.map(([topic, entry, version]) => ({
      document: `faq/${topic}/${topic}.e${entry}`,
      version: `v${version}`,
    }));
    return sortTree([...heads, ...lines]);
  });

describe('trees', () => {
  test('are stored and read again as they are', () => {
    fc.assert(fc.property(tree, (lines) => expect(readTree(writeTree(lines))).toEqual(lines)));
  });

  test('the difference of two leads from one to the documents of the other', () => {
    const byName = (lines: Tree) => [...lines].sort((a, b) => (a.document < b.document ? -1 : 1));
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        expect(byName(changeTree(before, diffTrees(before, after)))).toEqual(byName(after));
      }),
    );
  });

  test('what was taken away comes back at its place', () => {
    fc.assert(
      fc.property(tree, fc.array(fc.nat({ max: 20 }), { maxLength: 4 }), (lines, gone) => {
        const less = lines.filter((_, index) => !gone.includes(index));
        expect(changeTree(less, diffTrees(less, lines))).toEqual(lines);
      }),
    );
  });
});

describe('merging', () => {
  const lines = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 8 })
    .map((all) => all.map((each) => `${each}\n`).join(''));

  test('a change of one side alone is taken as it is', () => {
    fc.assert(
      fc.property(lines, lines, (base, changed) => {
        expect(mergeTexts(base, changed, base)).toEqual({ text: changed, isConflict: false });
        expect(mergeTexts(base, base, changed)).toEqual({ text: changed, isConflict: false });
        expect(mergeTexts(base, changed, changed)).toEqual({ text: changed, isConflict: false });
      }),
    );
  });

  test('changes of lines apart are both in it, those of one line are a conflict that keeps ours', () => {
    expect(mergeTexts('a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n')).toEqual({ text: 'A\nb\nC\n', isConflict: false });
    expect(mergeTexts('a\nb\nc\n', 'a\nB\nc\n', 'a\nx\nc\n')).toEqual({ text: 'a\nB\nc\n', isConflict: true });
  });

  test('a difference tells both texts', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = diffTexts(before, after);
        const reported = (left: string) => found.filter(({ kind }) => kind !== left).flatMap((each) => each.lines);
        expect(reported('added')).toEqual(before.split('\n').slice(0, -1));
        expect(reported('removed')).toEqual(after.split('\n').slice(0, -1));
      }),
    );
  });
});
