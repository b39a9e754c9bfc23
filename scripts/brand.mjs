import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './fingerprint.mjs';

/** The only file a council changes: logo, font, corners, text sizes, spacing, motion, and colours in light and dark. */
export const brandFile = 'web/brand.json';

const schemes = /** @type {const} */ (['light', 'dark']);

/** Colours of all pages, the console's additional ones, and those of the widget's frame alone. */
const ofPages = [
  ...['accent', 'on-accent', 'background', 'surface', 'text', 'muted', 'border', 'control', 'danger', 'hero'],
];
const ofConsole = [
  ...['soon', 'soon-surface', 'late', 'late-surface', 'note', 'note-surface', 'note-border', 'staff-surface'],
  ...['raised', 'hover', 'added', 'added-surface'],
];
/** Corners other than those of panels, relative to these. */
const corners = { s: 0.375, m: 0.625, pill: 1.375 };
/** Smallest text, relative to the body's: less is unreadable on a phone. Longest animation, in seconds. */
const smallestText = 0.75;
const longestFast = 0.5;

const ofWidget = ['accent', 'on-accent', 'background', 'surface', 'text', 'muted', 'border', 'control', 'danger'];

/** Foreground and background pairs, with the contrast that WCAG 2.2 requires: 4.5 for text, 3 for edges of fields. */
const pairs = /** @type {const} */ ([
  ...['background', 'surface', 'hero', 'raised', 'hover', 'staff-surface'].map((on) => ['text', on, 4.5]),
  ...['background', 'surface', 'hero', 'raised', 'hover'].map((on) => ['muted', on, 4.5]),
  ...['background', 'surface', 'hero', 'raised'].map((on) => ['accent', on, 4.5]),
  ['on-accent', 'accent', 4.5],
  ['on-header', 'header', 4.5],
  ['danger', 'background', 4.5],
  ['danger', 'surface', 4.5],
  ['control', 'background', 3],
  ['soon', 'soon-surface', 4.5],
  ['late', 'late-surface', 4.5],
  ['note', 'note-surface', 4.5],
  ['added', 'added-surface', 4.5],
]);

/**
 * The faults of a brand, one sentence each; empty if everybody can read it.
 *
 * @param {any} brand
 * @returns {string[]}
 */
export function faultsOf(brand) {
  const faults = [];
  if (typeof brand.font !== 'string' || /[;{}<]/.test(brand.font) || brand.font.trim() === '')
    faults.push('"font" is not a list of fonts, as CSS writes it');
  if (typeof brand.radius !== 'string' || !/^\d*\.?\d+(em|rem|px)$/.test(brand.radius))
    faults.push('"radius" is not a length, such as "1em" or "8px"');
  for (const [what, sizes] of /** @type {const} */ ([
    ['type', Object.values(brand.type ?? {})],
    ['space', brand.space ?? []],
  ])) {
    const isScale = sizes.length > 0 && sizes.every((size, at) => size > (sizes[at - 1] ?? 0));
    if (!isScale) faults.push(`"${what}" is not a scale: numbers, each larger than the one before`);
    else if (what === 'type' && sizes[0] < smallestText)
      faults.push(`the smallest "type" is ${sizes[0]}, and nobody reads less than ${smallestText}`);
  }
  for (const name of ['fast', 'slow'])
    if (!/^\d*\.?\d+s$/.test(brand.motion?.[name] ?? ''))
      faults.push(`"${name}" in motion is not a time, such as "0.2s"`);
  if (Number.parseFloat(brand.motion?.fast) > longestFast)
    faults.push(`"fast" in motion is longer than ${longestFast}s: people would wait for it`);
  if (brand.logo !== null && !/^[\w-]+\.svg$/.test(brand.logo))
    faults.push('"logo" is not null, nor the name of an SVG file in web/');
  for (const scheme of schemes) {
    const colours = brand[scheme] ?? {};
    const names = new Set([...ofPages, ...ofConsole, 'header', 'on-header']);
    const wrong = [...names].filter((name) => !/^#[0-9a-f]{6}$/i.test(colours[name] ?? ''));
    for (const name of wrong) faults.push(`"${name}" in ${scheme} is not a colour like #0b5a63`);
    if (wrong.length > 0) continue;
    for (const [text, on, least] of pairs) {
      const contrast = contrastOf(colours[text], colours[on]);
      if (contrast >= least) continue;
      const shown = (Math.floor(contrast * 100) / 100).toFixed(2);
      const way = scheme === 'light' ? 'darker' : 'lighter';
      faults.push(
        `"${text}" (${colours[text]}) on "${on}" (${colours[on]}) in ${scheme} has a contrast of ${shown} to 1, and needs ${least}: choose a ${way} "${text}", or another "${on}"`,
      );
    }
  }
  return faults;
}

/**
 * The files generated from a brand, by path.
 *
 * @param {any} brand
 * @returns {Record<string, string>}
 */
export function filesOf(brand) {
  const note = '/* Made from web/brand.json by scripts/brand.mjs: change that one, and run "npm run build". */\n';
  const list = (names, scheme, indent, value = (name) => brand[scheme][name]) =>
    names.map((name) => `${indent}--${name}: ${value(name)};`).join('\n');
  // In the widget everything scales with its text size, which the surrounding page may set.
  const scales = (unit, radius) =>
    [
      ...Object.entries(brand.type).map(([name, size]) => `  --type-${name}: ${size}${unit};\n`),
      ...brand.space.map((size, at) => `  --space-${at + 1}: ${size}${unit};\n`),
      ...Object.entries(brand.motion).map(([name, time]) => `  --motion-${name}: ${time};\n`),
      `  --radius: ${radius};\n`,
      ...Object.entries(corners).map(([name, part]) => `  --radius-${name}: calc(var(--radius) * ${part});\n`),
    ].join('');
  const root = (names, first) =>
    [
      `:root {\n${first}${list(names, 'light', '  ')}\n}`,
      `@media (prefers-color-scheme: dark) {\n  :root {\n${list(names, 'dark', '    ')}\n  }\n}\n`,
    ].join('\n');
  // The page that embeds the widget may set its colours.
  const own = (scheme) => (name) => `var(--finestreta-${name}, ${brand[scheme][name]})`;
  const widget = (scheme, indent) =>
    [
      list(ofWidget, scheme, indent, own(scheme)),
      scheme === 'light'
        ? `${indent}--header: var(--finestreta-header, ${headerOf(brand)});\n${indent}--on-header: var(--finestreta-on-header, ${onHeaderOf(brand)});`
        : list(['header', 'on-header'], scheme, indent, own(scheme)),
    ].join('\n');
  const mark =
    brand.logo === null
      ? ''
      : '.brand svg {\n  display: none;\n}\n.brand::before {\n  inline-size: 1.75rem;\n  block-size: 1.75rem;\n  background: url("/assets/icon.svg") center / contain no-repeat;\n  content: "";\n}\n';
  return {
    'web/pages/public/icon.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Finestreta</title><rect width="32" height="32" rx="7" fill="${brand.light.accent}"/><path d="M9 25V14a7 7 0 0 1 14 0v11zM16 7v18M9 16h14" fill="none" stroke="${brand.light['on-accent']}" stroke-width="2" stroke-linejoin="round"/></svg>\n`,
    'src/http/pages/brandColours.ts': `// Made from web/brand.json by scripts/brand.mjs.\n\n/** Colours that browsers show around the console where it is installed. */\nexport const brandColours = { accent: '${brand.light.accent}' } as const;\n`,
    'web/pages/styles/tokens.css': `${note}${root(ofPages, `  --font: ${brand.font};\n${scales('rem', brand.radius.replace(/(?<!r)em$/, 'rem'))}`)}${mark}`,
    'web/console/styles/tokens.css': `${note}${root(ofConsole, '')}`,
    'web/widget/styles/tokens.css': [
      `${note}section {\n  --font: var(--finestreta-font, ${brand.font});\n${widget('light', '  ')}\n${scales('em', `var(--finestreta-radius, ${brand.radius})`)}}`,
      `@media (prefers-color-scheme: dark) {\n  :host(:not([data-theme="light"])) section {\n${widget('dark', '    ')}\n  }\n}`,
      `:host([data-theme="dark"]) section {\n${widget('dark', '  ')}\n}\n`,
    ].join('\n'),
  };
}

/** Where the header has the accent colour, a page's own accent colours it, too. */
const headerOf = ({ light }) => (light.header === light.accent ? 'var(--accent)' : light.header);
const onHeaderOf = ({ light }) => (light.header === light.accent ? 'var(--on-accent)' : light['on-header']);

/** Writes the files generated from the brand that changed. Throws with the faults and how to fix them. */
export async function writeBrand() {
  const brand = JSON.parse(await readFile(join(root, brandFile), 'utf8'));
  const faults = faultsOf(brand);
  if (faults.length > 0) throw new Error(`Fix ${brandFile}:\n- ${faults.join('\n- ')}`);
  const files = filesOf(brand);
  if (brand.logo !== null) files['web/pages/public/icon.svg'] = await readFile(join(root, 'web', brand.logo), 'utf8');
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    if ((await readFile(file, 'utf8').catch(() => null)) !== text) await writeFile(file, text);
  }
}

/** Contrast by WCAG 2.2, as in web/console/model/contrast.ts, which cannot be imported: builds run on older versions of Node. */
export function contrastOf(one, other) {
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeBrand().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
