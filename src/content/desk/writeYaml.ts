import { stringify } from 'yaml';

/** Widest collection that is written in one line, and keys of items that never are. */
const widest = 100;
const alwaysInBlocks = ['collect', 'say', 'confirm', 'do', 'call', 'if', 'turns'];

/** A value as the content is written manually: short collections in one line, long texts by lines. */
export function writePair(key: string, value: unknown, column: number): string {
  const before = `${' '.repeat(column)}${writeKey(key)}:`;
  if (isText(value) && value.includes('\n')) return indented(stringify({ [key]: value }, { lineWidth: 0 }), column);
  if (!isCollection(value) || fits(value, column)) return `${before} ${writeInline(value)}\n`;
  const below = Array.isArray(value)
    ? value.map((item: unknown) => writeItem(item, column + 2))
    : Object.entries(value).map(([name, each]) => writePair(name, each, column + 2));
  return `${before}\n${below.join('')}`;
}

/** An item of a list, its dash at a column. */
export function writeItem(value: unknown, column: number): string {
  const dash = `${' '.repeat(column)}- `;
  if (isText(value) && value.includes('\n')) return indented(stringify([value], { lineWidth: 0 }), column);
  if (!isCollection(value) || fits(value, column)) return `${dash}${writeInline(value)}\n`;
  // A list in a list: rare enough to be left to the library.
  if (Array.isArray(value)) return indented(stringify([value], { lineWidth: 0, indentSeq: true }), column);
  const pairs = Object.entries(value).map(([name, each]) => writePair(name, each, column + 2));
  return dash + pairs.join('').slice(column + 2);
}

/** A value in one line. */
export function writeInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeInline).join(', ')}]`;
  if (!isCollection(value)) return inlineScalar(value);
  const pairs = Object.entries(value).map(([key, each]) => `${writeKey(key)}: ${writeInline(each)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Whether a collection is written in one line. */
function fits(value: object, column: number): boolean {
  if (!Array.isArray(value) && Object.keys(value).some((key) => alwaysInBlocks.includes(key))) return false;
  const nested = Object.values(value).some((each) => isCollection(each) && !fits(each, column));
  return !nested && !hasLines(value) && writeInline(value).length + column <= widest;
}

const hasLines = (value: object): boolean => Object.values(value).some((each) => isText(each) && each.includes('\n'));

function writeKey(key: string): string {
  // As numbers are written in keys manually: `2026:`.
  return /^\d+$/.test(key) ? key : inlineScalar(key);
}

function inlineScalar(value: unknown): string {
  if (isText(value) && value.includes('\n')) return JSON.stringify(value);
  const written = stringify([value], { collectionStyle: 'flow', lineWidth: 0 });
  return written.slice(written.indexOf('[') + 1, written.lastIndexOf(']')).trim();
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;

function indented(text: string, column: number): string {
  const before = ' '.repeat(column);
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : before + line))
    .join('\n');
}
