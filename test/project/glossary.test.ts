import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const glossary = textOf('docs/glossary.md');

/** Words that a paragraph lists in backticks, up to the next empty line but one. */
function listed(after: string): readonly string[] {
  const from = glossary.indexOf(after);
  const paragraph =
    glossary
      .slice(from + after.length)
      .trimStart()
      .split('\n\n')[0] ?? '';
  return Array.from(paragraph.matchAll(/`([a-z]+)`/g), ([, word = '']) => word);
}

const inNames = listed('(as a whole word or a part of one, as in `caseParts`):');
const inProse = listed('In prose (comments, docs, English strings):');

function filesIn(pattern: RegExp, ...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)node_modules\//.test(path));
}

const product = filesIn(/\.tsx?$/, 'src', 'adapters', 'web');
const code = [...product, ...filesIn(/\.(?:tsx?|mjs|js)$/, 'test', 'bench', 'scripts')];
const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
/** What a test or a group of tests is called. */
const title = /\b(?:test|describe)(?:\.each\([\s\S]*?\]\))?\(\s*'((?:[^'\\\n]|\\.)*)'/g;
/** Strings may hold anything: an address, SQL, what people type. */
const string = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** The words of which a name is made: `caseParts` is `case` and `parts`. */
const wordsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

test('the lists of the glossary are read', () => {
  expect(inNames.length).toBeGreaterThan(20);
  expect(inProse.length).toBeGreaterThan(5);
});

test('each term of the glossary lives where it says', () => {
  const rows = Array.from(glossary.matchAll(/^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm)).filter(
    ([, term]) => term !== 'Term',
  );
  const paths = rows.flatMap(([, , places = '']) => Array.from(places.matchAll(/`([^`]+)`/g), ([, path = '']) => path));
  expect(rows.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('no name of the code is one of the words that we do not use', () => {
  const banned = new Set(inNames);
  // What a form sends in several parts is called so by its standard.
  const allowed = (path: string, word: string) => word === 'parts' && /multipart/.test(path);
  const wrong = code.flatMap((path) => {
    const names =
      textOf(path)
        .replace(comment, '')
        .replace(string, "''")
        .match(/[A-Za-z_$][\w$]*/g) ?? [];
    const own = [...new Set([...names, path.replace(/^.*\//, '').replace(/\..*$/, '')])];
    return own
      .filter((name) => wordsOf(name).some((word) => banned.has(word) && !allowed(path, word)))
      .map((name) => `${path}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('no key of the interface texts is one of them', () => {
  const banned = new Set(inNames);
  const keys = Array.from(textOf('locales/en.json').matchAll(/"([\w.-]+)":/g), ([, key = '']) => key);
  expect(keys.length).toBeGreaterThan(500);
  expect(keys.filter((key) => wordsOf(key).some((word) => banned.has(word)))).toEqual([]);
});

test('no prose has one of the words that we do not use', () => {
  const pattern = new RegExp(`\\b(${inProse.join('|')})\\b`, 'gi');
  const found = (path: string, text: string) => Array.from(text.matchAll(pattern), ([word]) => `${path}: ${word}`);
  const wrong = [
    ...code.flatMap((path) => found(path, (textOf(path).match(comment) ?? []).join('\n'))),
    ...code.flatMap((path) =>
      found(path, Array.from(textOf(path).matchAll(title), ([, text = '']) => text).join('\n')),
    ),
    ...[...readdirSync(root).filter((name) => name.endsWith('.md')), ...filesIn(/\.md$/, 'docs', '.github', 'deploy')]
      .filter((path) => path !== 'docs/glossary.md' && path !== 'CHANGELOG.md')
      .flatMap((path) => found(path, textOf(path))),
    ...found('locales/en.json', textOf('locales/en.json')),
  ];
  expect(wrong).toEqual([]);
});

/**
 * Where files fulfil one contract: an adapter beside another, a store beside another, the arguments of one command beside
 * those of another, and the two ends of one wire.
 */
function contractOf(path: string): { readonly contract: string; readonly party: string } | null {
  if (path === 'adapters/webchat/directline/activity.ts' || path === 'web/widget/directLineWire.ts') {
    return { contract: 'adapters', party: path };
  }
  const [, contract = '', party = ''] =
    /^(adapters|src\/store|src\/cli)\/([^/]+)\//.exec(path) ??
    /^(adapters|src\/store|src\/cli)\/([^/]+)$/.exec(path) ??
    [];
  return contract === '' ? null : { contract, party };
}

test('one name a thing: no two files export the same name, but where they fulfil one contract', () => {
  const places = new Map<string, Set<string>>();
  const declaration = /^export (?:async )?(?:function\*?|const|let|class|interface|type) ([\w$]+)/gm;
  for (const path of product) {
    for (const [, name = ''] of textOf(path).matchAll(declaration)) {
      places.set(name, (places.get(name) ?? new Set()).add(path));
    }
  }
  expect(places.size).toBeGreaterThan(1_000);
  const wrong = Array.from(places).flatMap(([name, paths]) => {
    const parties = Array.from(paths, contractOf);
    const isContract = parties.every((each) => each !== null && each.contract === parties[0]?.contract);
    const isOneEach = new Set(parties.map((each) => each?.party)).size === paths.size;
    return paths.size === 1 || (isContract && isOneEach) ? [] : [`${name}: ${[...paths].join(', ')}`];
  });
  expect(wrong).toEqual([]);
});
