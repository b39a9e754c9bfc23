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

const inNames = listed('in the names of events, messages, metrics and paths:');
const wholeNames = listed('As a whole name:');
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
/** Settings and content, whose comments people read before they change a value; and what runs the service and its tests. */
const settings = [
  ...['.env.example', 'compose.yaml', 'Dockerfile', 'publiccode.yml', '.ci/run', '.devcontainer/Dockerfile'],
  ...filesIn(/\.(?:ya?ml|py)$|^Caddyfile$|\.service$/, 'accounts', 'deploy', 'dialogs', 'docs', 'scripts'),
];
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
  const terms = glossary.slice(0, glossary.indexOf('## Words we do not use'));
  const rows = Array.from(terms.matchAll(/^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm)).filter(
    ([, term]) => term !== 'Term',
  );
  const paths = rows.flatMap(([, , places = '']) => Array.from(places.matchAll(/`([^`]+)`/g), ([, path = '']) => path));
  expect(rows.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

/** Where a word that we do not use is the right one: in these names, or in all names of these files. */
const rightUses: readonly {
  readonly words: readonly string[];
  readonly name?: RegExp;
  readonly path?: RegExp;
  readonly why: string;
}[] = [
  {
    words: ['room', 'rooms'],
    path: /^test\/architecture/,
    why: 'the rooms of the core, as docs/architecture.md calls them',
  },
  { words: ['parts'], path: /multipart/, why: 'a form of several parts is called so by its standard' },
  { words: ['effects'], name: /side-?_?effects/i, why: 'the right word is made of it' },
  { words: ['effects'], path: /^test\/project\/glossary/, why: 'the list itself' },
  {
    words: ['silence'],
    path: /^test\/protocol\/guideTurnTimes/,
    why: 'a pattern that looks for the word in what citizens read',
  },
  { words: ['silence'], name: /administrativeSilence/i, why: 'what the law makes of no answer is called so' },
  { words: ['notice', 'notices'], name: /^service_notice$/, why: 'a field of Open311' },
  {
    words: ['notice', 'notices'],
    path: /^(src\/core\/model\/announcements\/announcement|src\/http\/pages\/agenda\/view|locales\/en|bench\/support\/announce\/town|test\/)/,
    why: 'a kind of announcement, beside the event',
  },
  { words: ['quiet'], name: /quietHours/i, why: 'what all services of notifications call these hours' },
  { words: ['meter'], path: /^web\/console\/view\//, why: 'an element of HTML' },
  { words: ['told'], path: /^src\/core\/flows\/phrasing/, why: 'a word that people write' },
];

const isRight = (word: string, name: string, path: string) =>
  rightUses.some((use) => use.words.includes(word) && (use.name?.test(name) ?? true) && (use.path?.test(path) ?? true));

/** The words of a name that we do not use. */
function refusedIn(name: string, path: string): readonly string[] {
  const plain = name.toLowerCase();
  return [
    ...wordsOf(name).filter((word) => inNames.includes(word) && !isRight(word, name, path)),
    ...wholeNames.filter((whole) => whole === plain),
  ];
}

test('no name of the code is one of the words that we do not use', () => {
  const wrong = code.flatMap((path) => {
    const names =
      textOf(path)
        .replace(comment, '')
        .replace(string, "''")
        .match(/[A-Za-z_$][\w$]*/g) ?? [];
    const own = [...new Set([...names, path.replace(/^.*\//, '').replace(/\..*$/, '')])];
    return own.filter((name) => refusedIn(name, path).length > 0).map((name) => `${path}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('no event, message, metric or path is called by one of them', () => {
  const name = /'([a-z][\w./:-]*)'/g;
  const wrong = product.flatMap((path) =>
    Array.from(textOf(path).replace(comment, '').matchAll(name), ([, found = '']) => found)
      .filter((found) => refusedIn(found, path).length > 0)
      .map((found) => `${path}: '${found}'`),
  );
  expect(wrong).toEqual([]);
});

test('no key of the interface texts is one of them', () => {
  const path = 'locales/en.json';
  const keys = Array.from(textOf(path).matchAll(/"([\w.-]+)":/g), ([, key = '']) => key);
  expect(keys.length).toBeGreaterThan(500);
  expect(keys.filter((key) => refusedIn(key, path).length > 0)).toEqual([]);
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
    ...settings.flatMap((path) => found(path, (textOf(path).match(/^ *#.*$|\s# .*$/gm) ?? []).join('\n'))),
    ...['locales/en.json', 'locales/areas/en.json', 'locales/areas/admin/en.json'].flatMap((path) =>
      found(path, textOf(path)),
    ),
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

/** File names that say a role: what is so called does the same for its folder as others do for theirs. */
const roleNames = new Set([
  'index.ts',
  'view.ts',
  'views.ts',
  'form.ts',
  'strings.ts',
  'csv.ts',
  'feeds.ts',
  'fields.tsx',
]);

/** Files of one subject in one layer: a schema and its checks, a page and its folder, a step and what it decides about. */
const sameSubject: readonly (readonly [string, string])[] = [
  ['src/content/schema/', 'src/content/checks/'],
  ['src/content/schema/', 'src/content/desk/'],
  ['src/http/pages/suggestions.ts', 'src/http/pages/participation/'],
  ['src/core/model/rights/', 'src/core/ports/rights/'],
  ['src/core/model/desk/', 'src/core/cases/commands/'],
  ['src/core/model/desk/', 'src/core/journal/'],
  ['src/core/model/participation/', 'src/core/turn/flows/'],
  ['src/language/danger/', 'src/language/understanding/'],
];

/** The layer of a file: in another layer, the same name is the same subject, as a route and what the console does with it. */
const layerOf = (path: string) =>
  /^(?:adapters\/[^/]+|src\/(?:http|store|cli)\/[^/]+|src\/[^/]+|web\/console\/[^/]+|web\/[^/]+)\//.exec(path)?.[0] ??
  path;

test('one name a thing: in a layer no two files have the same name, but for a role or the same subject', () => {
  const byName = Map.groupBy(product, (path) => `${layerOf(path)}${path.replace(/^.*\//, '')}`);
  const wrong = [...byName].filter(([key, paths]) => {
    if (paths.length === 1 || roleNames.has(key.replace(/^.*\//, ''))) return false;
    return !paths.every((path) =>
      paths.every(
        (other) =>
          path === other ||
          sameSubject.some(
            ([one, two]) =>
              (path.startsWith(one) && other.startsWith(two)) || (path.startsWith(two) && other.startsWith(one)),
          ),
      ),
    );
  });
  expect(byName.size).toBeGreaterThan(1_000);
  expect(wrong.map(([, paths]) => paths.join(', '))).toEqual([]);
});
