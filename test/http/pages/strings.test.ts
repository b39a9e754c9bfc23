import { describe, expect, test } from '@jest/globals';
import adminCa from '../../../locales/areas/admin/ca.json' with { type: 'json' };
import adminEn from '../../../locales/areas/admin/en.json' with { type: 'json' };
import adminEs from '../../../locales/areas/admin/es.json' with { type: 'json' };
import areasCa from '../../../locales/areas/ca.json' with { type: 'json' };
import areasEn from '../../../locales/areas/en.json' with { type: 'json' };
import areasEs from '../../../locales/areas/es.json' with { type: 'json' };
import mainCa from '../../../locales/ca.json' with { type: 'json' };
import mainEn from '../../../locales/en.json' with { type: 'json' };
import mainEs from '../../../locales/es.json' with { type: 'json' };

/** The texts of areas of the console are files of their own, so that they are loaded with them. */
const [ca, es, en] = [
  { ...mainCa, areas: { ...areasCa, admin: adminCa } },
  { ...mainEs, areas: { ...areasEs, admin: adminEs } },
  { ...mainEn, areas: { ...areasEn, admin: adminEn } },
];

/** Every string of a file by its path, as in `pages.privacy.sections.0.text`. */
function stringsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    stringsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

const source = stringsOf(ca, '');
/** What a string leaves open, and where it leads: the same in every language. */
const holes = (text: string) =>
  (text.match(/\{\{\w+\}\}|\]\([^)]*\)/g) ?? []).map((hole) => hole.replace(/lang=\w+/, 'lang=')).sort();

describe.each([
  ['es', es],
  ['en', en],
])('%s.json', (_, file) => {
  const translated = new Map(stringsOf(file, ''));

  test('says all that ca.json says, and nothing else', () => {
    expect([...translated.keys()]).toEqual(source.map(([path]) => path));
  });

  test('leaves the same open and links to the same', () => {
    for (const [path, text] of source) expect([path, holes(translated.get(path) ?? '')]).toEqual([path, holes(text)]);
  });
});

test.each([
  ['ca', ca],
  ['es', es],
  ['en', en],
])('%s.json has no empty string and links to its own language', (locale, file) => {
  for (const [path, text] of stringsOf(file, '')) {
    expect([path, text.trim()]).toEqual([path, expect.stringMatching(/\S/)]);
    for (const [, lang] of text.matchAll(/\?lang=(\w+)/g)) expect([path, lang]).toEqual([path, locale]);
  }
});
