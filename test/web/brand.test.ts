import { readFileSync } from 'node:fs';
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
