import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const docs = new URL('../../docs/', import.meta.url);
const root = new URL('../../', import.meta.url);
const languages = ['ca', 'es', 'en'] as const;
/** Papers that the council signs are in its two languages. */
const isPaper = (name: string) => name.startsWith('legal/');
const pagesIn = (language: string) => globSync('**/*.md', { cwd: new URL(`${language}/`, docs) }).sort();
const languagesOf = (name: string) => languages.filter((language) => language !== 'en' || !isPaper(name));
const read = (path: string, from = docs) => readFileSync(new URL(path, from), 'utf8');
const { scripts } = JSON.parse(read('package.json', root)) as { scripts: Record<string, string> };
const protocol = parse(read('dialogs/protocol.yaml', root)) as {
  deadlines: Record<string, { amount?: number }>;
  sources: Record<string, string>;
};

/** What a page has in every language: its headings, list items and rows in order, its code, and the sources in its tables. */
function shapeOf(page: string) {
  const fences = page.match(/^```[\s\S]*?^```$/gm) ?? [];
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, '```');
  return {
    fences,
    lines: (prose.match(/^(?:#+ |- |\|)/gm) ?? []).join(''),
    // What shows how Markdown is written is in the language of the page.
    code: (prose.match(/`[^`\n]+`/g) ?? []).filter((code) => !code.includes('**')),
  };
}

test('the same pages are there in every language', () => {
  const catalan = pagesIn('ca');
  expect(catalan.filter(isPaper).length).toBeGreaterThan(5);
  for (const language of languages) {
    expect(pagesIn(language)).toEqual(catalan.filter((name) => languagesOf(name).includes(language)));
  }
});

describe.each(pagesIn('ca'))('%s', (name) => {
  test.each(languagesOf(name).slice(1))('says in %s what it says in Catalan', (language) => {
    expect(shapeOf(read(`${language}/${name}`))).toEqual(shapeOf(read(`ca/${name}`)));
  });

  test.each(languagesOf(name))('names in %s only commands, files and pages that are there', (language) => {
    const page = read(`${language}/${name}`);
    const commands = Array.from(page.matchAll(/\bnpm run ([a-z][\w:]*\w)/g), ([, command = '']) => command);
    expect(commands.filter((command) => scripts[command] === undefined)).toEqual([]);
    const links = Array.from(page.matchAll(/\]\((?!https?:|tel:|#)([^)#\s]+)/g), ([, path = '']) => path);
    expect(links.filter((path) => !existsSync(new URL(path, new URL(`${language}/${name}`, docs))))).toEqual([]);
    const files = Array.from(page.matchAll(/`(dialogs\/[\w./-]*)`/g), ([, path = '']) => path);
    expect(files.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});

test.each(languages)('the deadlines and sources of comunicacio.md in %s are those of the protocol', (language) => {
  const page = read(`${language}/comunicacio.md`);
  const rows = Array.from(page.matchAll(/\| `([\w-]+)` \| (\d+) \|/g), ([, id = '', amount]) => [id, Number(amount)]);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows).toEqual(rows.map(([id = '']) => [id, protocol.deadlines[id]?.amount]));
  const cited = Array.from(page.matchAll(/^\| [^|]+ \| [^|]+ \| ([^|]+) \|$/gm), ([, cites = '']) => cites.split(', '))
    .slice(1)
    .flat()
    .filter((cite) => !cite.startsWith('-'));
  const names = Object.keys(protocol.sources);
  expect(cited.filter((cite) => !names.some((source) => cite === source || cite.startsWith(`${source} `)))).toEqual([]);
});
