import { readFileSync } from 'node:fs';

/** A text and its language, by code. */
export interface Sample {
  readonly language: string;
  readonly text: string;
}

/** One entry of a seed file: one entry per line, or several per line separated by commas. */
interface SeedEntry {
  /** The last `[heading]` above; empty above the first. */
  readonly heading: string;
  readonly text: string;
}

const folder = new URL('./seed/', import.meta.url);

/** The seed corpus: the detector's training data besides the city's own content. */
export function seedSamples(): Sample[] {
  const own = ['ca', 'es', 'en'].flatMap((language) =>
    readSeed(`${language}.txt`).map(({ text }) => ({ language, text })),
  );
  return [...own, ...readSeed('other.txt').map(({ heading, text }) => ({ language: heading, text }))];
}

/** Reads a seed file; `#` begins a comment line. */
export function readSeed(name: string): SeedEntry[] {
  const entries: SeedEntry[] = [];
  let heading = '';
  for (const line of readFileSync(new URL(name, folder), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) heading = line.slice(1, -1);
    else for (const text of line.split(/,\s*/)) entries.push({ heading, text });
  }
  return entries;
}
