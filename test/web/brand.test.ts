import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { brandFile, contrastOf, faultsOf, filesOf } from '../../scripts/brand.mjs';
import { contrastOf as contrastOfConsole } from '../../web/console/model/contrast.ts';
import { builtPages } from './support/builtPages.ts';

interface Brand {
  readonly logo: string | null;
  readonly font: string;
  readonly radius: string;
  readonly type: Readonly<Record<string, number>>;
  readonly space: readonly number[];
  readonly motion: Readonly<Record<string, string>>;
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
}

const brand: Brand = JSON.parse(readFileSync(brandFile, 'utf8'));

test('the brand that ships can be read by everybody, and the styles are those that follow from it', () => {
  expect(faultsOf(brand)).toEqual([]);
  for (const [path, text] of Object.entries(filesOf(brand)))
    expect([path, readFileSync(path, 'utf8')]).toEqual([path, text]);
});

test('a colour that cannot be read is refused, with what to do', () => {
  const pale = { ...brand, light: { ...brand.light, accent: '#7fd0d8' } };
  expect(faultsOf(pale)).toContain(
    '"accent" (#7fd0d8) on "background" (#ffffff) in light has a contrast of 1.76 to 1, and needs 4.5: choose a darker "accent", or another "background"',
  );
  const dim = { ...brand, dark: { ...brand.dark, muted: '#333333' } };
  expect(faultsOf(dim).every((fault) => fault.includes('in dark') && fault.includes('lighter "muted"'))).toBe(true);
  expect(faultsOf({ ...brand, font: 'Arial; } body { display: none', logo: '../x.png', radius: 'round' })).toHaveLength(
    3,
  );
  expect(faultsOf({ ...brand, light: { ...brand.light, text: 'red' } })).toEqual([
    '"text" in light is not a colour like #0b5a63',
  ]);
});

test('scales that do not rise, text that nobody reads and motion that people wait for are refused', () => {
  expect(faultsOf({ ...brand, space: [0.25, 0.25] })).toEqual([
    '"space" is not a scale: numbers, each larger than the one before',
  ]);
  expect(faultsOf({ ...brand, type: { xs: 0.6, m: 1 } })).toEqual([
    'the smallest "type" is 0.6, and nobody reads less than 0.75',
  ]);
  expect(faultsOf({ ...brand, motion: { fast: '2s' } })).toHaveLength(2);
});

/** What does not come from a token, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'font-size: clamp(2rem, 1.4rem + 2vw, 2.5rem)': 'the title of the front page grows with the window',
  'border-radius: 2px': 'the outline of what has the focus, as wide as itself',
};
/** Longer ones are no distances: they are measures of the layout, such as the width of a page. */
const longestSpace = 4;

test('sizes of text, distances, corners and motion are tokens, and each token that is used there is one', () => {
  const styles = readdirSync('web', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.css') && !name.endsWith('tokens.css'),
  );
  expect(styles.length).toBeGreaterThan(40);
  const unexplained: string[] = [];
  const needless = new Set(Object.keys(exceptions));
  for (const name of styles) {
    const tokens = readFileSync(`web/${name.startsWith('widget') ? 'widget' : 'pages'}/styles/tokens.css`, 'utf8');
    const text = readFileSync(`web/${name}`, 'utf8');
    for (const [, token = ''] of text.matchAll(/var\((--(?:type|space|motion|radius)[\w-]*)\)/g))
      if (!tokens.includes(`  ${token}: `)) unexplained.push(`${name}: there is no ${token}`);
    const kinds =
      /^ *((?:font|font-size|(?:margin|padding|(?:row-|column-)?gap|transition|animation)[\w-]*|border[\w-]*radius): ([^;]+));/gm;
    for (const [, declaration = '', value = ''] of text.matchAll(kinds)) {
      const lengths = Array.from(value.matchAll(/(?<![\w.-])-?(\d*\.?\d+)(?:r?em|px|m?s)\b/g), ([, n]) => Number(n));
      if (!lengths.some((length) => length > 0 && length < longestSpace)) continue;
      if (exceptions[declaration] === undefined) unexplained.push(`${name}: ${declaration}`);
      needless.delete(declaration);
    }
  }
  expect([unexplained, [...needless]]).toEqual([[], []]);
});

test('a logo takes the place of the drawing, and a header of its own that of the accent', () => {
  const own = filesOf({ ...brand, logo: 'logo.svg', light: { ...brand.light, header: '#222222' } });
  expect(own['web/pages/styles/tokens.css']).toContain('url("/assets/icon.svg")');
  expect(own['web/widget/styles/tokens.css']).toContain('--header: var(--finestreta-header, #222222);');
});

test('contrast is counted as the console counts it', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
  fc.assert(fc.property(colour, colour, (one, other) => contrastOf(one, other) === contrastOfConsole(one, other)));
});

test('the widget has at most 20 KB, compressed', async () => {
  const folder = await builtPages();
  expect(gzipSync(readFileSync(`${folder}/embed.js`), { level: 9 }).length).toBeLessThanOrEqual(20_480);
});
