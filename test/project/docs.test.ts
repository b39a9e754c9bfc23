import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const docs = globSync('docs/**/*.md', { cwd: root }).sort();
const pages = [...globSync('*.md', { cwd: root }).sort(), ...docs];

/** A page without its blocks of code: nothing in them is a link, a heading or a path. */
const proseOf = (page: string) => read(page).replace(/^( *)(`{3,}|~{3,})[\s\S]*?^ *\2/gm, '');

interface Link {
  /** As it is written. */
  readonly target: string;
  /** File or folder, from the root of the project. */
  readonly path: string;
  /** Without `#`; empty for none. */
  readonly anchor: string;
}

/** The links of a page that stay in the project. */
function linksOf(page: string): readonly Link[] {
  const prose = proseOf(page).replace(/`[^`\n]*`/g, '');
  const targets = Array.from(prose.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g), ([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
    .map((target) => {
      const [path = '', anchor = ''] = target.split('#');
      return { target, path: path === '' ? page : join(dirname(page), decodeURIComponent(path)), anchor };
    });
}

/** The anchors that a code forge gives the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(page).matchAll(/^#{1,6} +(.*?)(?: +#+)?$/gm)) {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{Nd}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

const leads = ({ path, anchor }: Link) =>
  existsSync(join(root, path)) &&
  (anchor === '' || !path.endsWith('.md') || anchorsOf(path).has(decodeURIComponent(anchor)));

/** The page that a link opens: of a folder, its README. */
const pageAt = (path: string) =>
  existsSync(join(root, path)) && statSync(join(root, path)).isDirectory() ? join(path, 'README.md') : path;

const folders = [
  'src',
  'adapters',
  'web',
  'test',
  'bench',
  'scripts',
  'dialogs',
  'locales',
  'deploy',
  'docs',
  'models',
];
/** What each installation makes for itself, and no clone has. */
const madeLater = ['deploy/secrets.env'];

/** Code between single backticks, up to its first space. */
const codeIn = (page: string) => Array.from(proseOf(page).matchAll(/`([^\s`]+)[^`\n]*`/g), ([, code = '']) => code);

/** Paths that a page names in code. Names in capitals or angle brackets stand for any. */
const pathsIn = (page: string) =>
  codeIn(page)
    .filter((code) => folders.some((folder) => code.startsWith(`${folder}/`)))
    .map((path) => path.replace(/(?<=\/)([A-Z]{2,}|<[^>/]+>)(?=[/.]|$)/g, '*'));

const isThere = (path: string) => madeLater.includes(path) || globSync(path, { cwd: root }).length > 0;

const sources = globSync('{src,adapters,web,test,bench,scripts}/**/*.{ts,tsx,js,mjs}', {
  cwd: root,
  exclude: ['**/node_modules/**'],
}).map((path) => `/${path}`);

/** Files of code that a page names by the end of their paths. */
const sourcesIn = (page: string) => codeIn(page).filter((code) => /^[\w/.-]+\.(tsx?|mjs)$/.test(code));

test.each(pages)('every link in %s leads to a file and, where it names one, a heading', (page) => {
  expect(
    linksOf(page)
      .filter((link) => !leads(link))
      .map(({ target }) => target),
  ).toEqual([]);
});

test.each(pages.filter((page) => page !== 'CHANGELOG.md'))('every path that %s names in code is there', (page) => {
  expect(pathsIn(page).filter((path) => !isThere(path))).toEqual([]);
});

test.each(pages.filter((page) => page !== 'CHANGELOG.md'))('every source file that %s names is there', (page) => {
  expect(sourcesIn(page).filter((name) => !sources.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
});

test('every page of the documentation is reached from its index', () => {
  const reached = new Set(['docs/README.md']);
  for (const page of reached) {
    for (const { path } of linksOf(page)) {
      const next = pageAt(path);
      if (docs.includes(next)) reached.add(next);
    }
  }
  expect(docs.filter((page) => !reached.has(page))).toEqual([]);
});

describe('docs/architecture.md', () => {
  const sections = read('docs/architecture.md').split(/^## /m);

  test.each(['The walk of a FAQ answer', 'The walk of a staff command'])(
    '%s: at most ten files, none twice',
    (title) => {
      const section = sections.find((each) => each.startsWith(`${title}\n`)) ?? '';
      const stops = Array.from(section.matchAll(/^\d+\. `([\w./-]+)`/gm), ([, path = '']) => path);
      const numbered = section.match(/^\d+\. /gm) ?? [];
      expect(stops.length).toBeGreaterThan(5);
      expect(stops.length).toBeLessThanOrEqual(10);
      expect(numbered).toEqual(stops.map((_, index) => `${index + 1}. `));
      expect(stops.filter((path, index) => stops.indexOf(path) !== index)).toEqual([]);
      expect(stops.filter((path) => !statSync(join(root, path)).isFile())).toEqual([]);
    },
  );

  test('names each folder of the source, and each folder in one of them', () => {
    const tree = /```\n([\s\S]*?)\n```/.exec(read('docs/architecture.md'))?.[1] ?? '';
    const about = (name: string) => new RegExp(`^  ${name}/ .*(?:\\n {4}.*|\\n {18}.*)*`, 'm').exec(tree)?.[0] ?? '';
    const folders = globSync('src/*/**/', { cwd: root }).map((path) => path.split('/').filter(Boolean).slice(1));
    expect(folders.length).toBeGreaterThan(60);
    const unnamed = folders.filter(([top = '', below]) => {
      const said = about(top);
      return said === '' || (below !== undefined && !new RegExp(`\\b${below}\\b`).test(said));
    });
    expect(unnamed.map((path) => path.join('/'))).toEqual([]);
  });

  test('lists the rooms of the core in the order that their imports have', () => {
    const drawn = sections
      .join('')
      .match(/^model(?: ◄ \w+)+$/m)?.[0]
      .split(' ◄ ');
    const held = read('test/architecture.test.ts').match(/const order = \[([^\]]+)\]/)?.[1];
    expect(drawn).toEqual(Array.from(held?.matchAll(/'(\w+)'/g) ?? [], ([, name]) => name));
  });
});

describe('docs/decisions', () => {
  const records = docs.filter((page) => /^docs\/decisions\/\d/.test(page));

  test('are numbered without gaps, and listed with title, date and status', () => {
    const rows = Array.from(
      read('docs/decisions/README.md').matchAll(/^\| \[(\d{4})\]\(([\w-]+\.md)\) \| (.+) \| ([\d-]+) \| (.+) \|$/gm),
      ([, number, file, title, date, status]) => ({ page: `docs/decisions/${file}`, number, title, date, status }),
    );
    const reported = records.map((page, index) => {
      const [, number, title] = read(page).match(/^# (\d{4})\. (.+)$/m) ?? [];
      const [, date, status] = read(page).match(/^Date: (\d{4}-\d\d-\d\d)\. Status: (.+)\.$/m) ?? [];
      expect(number).toBe(String(index + 1).padStart(4, '0'));
      return { page, number, title, date, status };
    });
    expect(rows).toEqual(reported);
  });
});
