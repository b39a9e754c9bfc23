import { readFileSync } from 'node:fs';

/** Reads the cells of a tab-separated file, a row a line, below a line of headings. */
export function readRows(file: URL): readonly (readonly string[])[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}
