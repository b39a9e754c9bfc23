import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isScalar, isSeq, type Pair, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { CodedError } from '../../core/model/errors.ts';
import { locales } from '../../core/model/locale.ts';
import { fieldOrder } from './entryFields.ts';
import type { EntryFields } from './views.ts';

/** How new text is written: as the content is written manually. */
const style = { lineWidth: 0, indent: 2, indentSeq: true, blockQuote: 'literal' } as const;

/**
 * Changes fields in the text of an entry. Lines of other fields stay the same bytes, and so do those list items and
 * languages of a changed field that are still the same.
 * @throws {CodedError} `input.invalid` where the text cannot be read
 */
export function editEntry(text: string, fields: EntryFields): string {
  let edited = text;
  for (const key of fieldOrder) {
    const value = fields[key];
    // As JSON has it: without what is undefined.
    if (value !== undefined) edited = setField(edited, key, JSON.parse(JSON.stringify(value)));
  }
  return edited;
}

function setField(text: string, key: string, value: unknown): string {
  const before = entryIn(text);
  const { [key]: _, ...rest } = before.value;
  const wanted = value === null ? rest : { ...before.value, [key]: value };
  if (isDeepStrictEqual(before.value, wanted)) return text;
  const edited = setPair(text, before.map, key, value, fieldOrder);
  if (holds(edited, wanted)) return edited;
  // Written in a way that cannot be edited by lines: the whole entry is written again, comments included.
  const { document } = before;
  if (value === null) document.deleteIn([0, key]);
  else document.setIn([0, key], document.createNode(value));
  const again = indented(document.toString(style), indentOf(text));
  if (holds(again, wanted)) return again;
  throw new CodedError('input.invalid', `The field ${key} cannot be changed here: edit the text of the entry.`);
}

/**
 * Sets one value below an entry, at a path of keys and indices that ends in a key of a map. Other lines stay the same
 * bytes.
 * @throws {CodedError} `input.invalid` where the text cannot be read
 */
export function editAt(text: string, path: readonly (string | number)[], value: unknown): string {
  const { document, map, value: before } = entryIn(text);
  const key = String(path.at(-1));
  const above = path.slice(0, -1);
  const wanted = valueSetAt(before, path, value);
  const parent = above.length === 0 ? map : document.getIn([0, ...above], true);
  if (isMap(parent) && parent.flow !== true) {
    const edited = setPair(text, parent, key, value, locales);
    if (holds(edited, wanted)) return edited;
  }
  document.setIn([0, ...path], document.createNode(value));
  const again = indented(document.toString(style), indentOf(text));
  if (holds(again, wanted)) return again;
  throw new CodedError(
    'input.invalid',
    `The field ${path.join('.')} cannot be changed here: edit the text of the entry.`,
  );
}

/** A copy of a value with another one at a path of it. */
export function valueSetAt(before: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(before)) {
    return before.map((each: unknown, index) => (index === key ? valueSetAt(each, rest, value) : each));
  }
  const record = isRecord(before) ? before : {};
  return { ...record, [key]: valueSetAt(record[key], rest, value) };
}

export function holds(text: string, wanted: unknown): boolean {
  try {
    return isDeepStrictEqual(entryIn(text).value, wanted);
  } catch {
    return false;
  }
}

/** The one entry of a text. @throws {CodedError} `input.invalid` */
export function entryIn(text: string) {
  const document = parseDocument(text, { prettyErrors: false });
  const root = document.contents;
  const map = isSeq(root) ? root.items[0] : null;
  if (document.errors.length > 0 || !isSeq(root) || root.items.length !== 1 || !isMap(map)) {
    throw new CodedError('input.invalid', 'The text of this entry cannot be read: correct it as text first.');
  }
  const [value] = document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>[];
  return { document, map, value: value ?? {} };
}

/** Sets or removes (null) a key of a map, changing as few lines as it can. */
function setPair(text: string, map: YAMLMap, key: string, value: unknown, order: readonly string[]): string {
  const pair = map.items.find((each) => keyOf(each) === key);
  if (pair === undefined) return value === null ? text : addPair(text, map, key, value, order);
  const { start, end, column } = spanOf(text, pair);
  if (value === null) return text.slice(0, start) + text.slice(end);
  const own = pair.value;
  if (isMap(own) && own.flow !== true && isRecord(value) && Object.keys(value).length > 0) {
    return setMap(text, own, value);
  }
  if (isSeq(own) && own.flow !== true && Array.isArray(value) && value.length > 0) {
    return setSeq(text, own, value, end);
  }
  const written = lines(key, value, column);
  const inline = written.trimEnd();
  if (isScalar(own) && own.range && !inline.includes('\n') && !own.source?.includes('\n')) {
    // The comment at the end of the line stays.
    const kept = text.slice(own.range[1], end);
    if (/^ +#/.test(kept) || kept.trim() === '') return text.slice(0, start) + inline + kept + text.slice(end);
  }
  return text.slice(0, start) + written + text.slice(end);
}

/** Changes the keys of a block map one by one; the text is read again after each. */
function setMap(text: string, map: YAMLMap, value: Readonly<Record<string, unknown>>): string {
  const at = map.range?.[0] ?? 0;
  let edited = text;
  const step = (key: string, wanted: unknown, order: readonly string[]) => {
    const own = mapAt(edited, at);
    if (own === null) return;
    const pair = own.items.find((each) => keyOf(each) === key);
    const is = pair && isNode(pair.value) ? pair.value.toJSON() : undefined;
    if (pair === undefined ? wanted !== null : !isDeepStrictEqual(is ?? null, wanted)) {
      edited = setPair(edited, own, key, wanted, order);
    }
  };
  const keys = Object.keys(value);
  // First what is changed or added, so that the map never gets empty.
  for (const key of keys) step(key, value[key], keys);
  for (const each of map.items) if (!keys.includes(keyOf(each))) step(keyOf(each), null, keys);
  return edited;
}

/** The innermost block map that begins at an offset of the text. */
function mapAt(text: string, at: number): YAMLMap | null {
  let found: YAMLMap | null = null;
  const visitNode = (node: unknown): void => {
    if (isMap(node)) {
      if (node.range?.[0] === at) found = node;
      for (const { value } of node.items) visitNode(value);
    } else if (isSeq(node)) node.items.forEach(visitNode);
  };
  visitNode(parseDocument(text, { prettyErrors: false }).contents);
  return found;
}

/** Adds a key behind the keys that come before it in the order. */
function addPair(text: string, map: YAMLMap, key: string, value: unknown, order: readonly string[]): string {
  const rank = order.indexOf(key);
  const isBefore = (pair: Pair) => rank < 0 || order.indexOf(keyOf(pair)) < rank;
  const behind = map.items.findLast(isBefore) ?? map.items[0];
  if (behind === undefined) return text;
  const { end, column } = spanOf(text, behind);
  const isOpen = end > 0 && text[end - 1] !== '\n';
  return text.slice(0, end) + (isOpen ? '\n' : '') + lines(key, value, column) + text.slice(end);
}

/** Changes the items of a block list: those that stay keep their lines. */
function setSeq(text: string, seq: YAMLSeq, value: readonly unknown[], end: number): string {
  const starts = seq.items.map((item) => lineStart(text, isNode(item) ? (item.range?.[0] ?? 0) : 0));
  const [first] = starts;
  if (first === undefined) return text;
  const old = seq.items.map((item, index) => ({
    value: isNode(item) ? (item.toJSON() as unknown) : null,
    text: closed(text.slice(starts[index], starts[index + 1] ?? end)),
  }));
  const indent = /^ */.exec(text.slice(first))?.[0].length ?? 0;
  let from = 0;
  const written = value.map((wanted) => {
    const at = old.findIndex((item, index) => index >= from && isDeepStrictEqual(item.value, wanted));
    if (at < 0) return indented(stringify([wanted], style), indent);
    from = at + 1;
    return old[at]?.text ?? '';
  });
  return text.slice(0, first) + written.join('') + text.slice(end);
}

const closed = (line: string) => (line.endsWith('\n') ? line : `${line}\n`);

/** The lines of a key with its value, and the column at which the key begins. */
function spanOf(text: string, pair: Pair): { readonly start: number; readonly end: number; readonly column: number } {
  const keyAt = isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
  const line = lineStart(text, keyAt);
  const before = text.slice(line, keyAt);
  const valueEnd = isNode(pair.value) ? (pair.value.range?.[1] ?? keyAt) : keyAt;
  let end = text[valueEnd - 1] === '\n' && valueEnd > keyAt ? valueEnd : lineEnd(text, valueEnd);
  // Empty lines below a text belong to what follows.
  while (/\n[ \t]*\n$/.test(text.slice(keyAt, end))) end = text.lastIndexOf('\n', end - 2) + 1;
  // The first key of a list item stands behind its dash.
  return { start: before.trim() === '' ? line : keyAt, end, column: keyAt - line };
}

function lines(key: string, value: unknown, column: number): string {
  return indented(stringify({ [key]: value }, style), column);
}

function indented(text: string, column: number): string {
  const before = ' '.repeat(column);
  // No regular expression: to those, there are more ends of lines than YAML has.
  const indent = (line: string) => (line === '' ? '' : before + line);
  return text.split('\n').map(indent).join('\n');
}

const indentOf = (text: string) => /^( *)- /m.exec(text)?.[1]?.length ?? 0;
const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;
const keyOf = ({ key }: Pair) => String(isScalar(key) ? key.value : key);

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
