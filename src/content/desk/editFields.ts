import { isDeepStrictEqual } from 'node:util';
import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { CodedError } from '../../core/model/errors.ts';
import type { DocumentId } from '../../core/model/records.ts';
import { alignLists } from './alignLists.ts';
import type { FileFields } from './views.ts';
import { writeInline, writeItem, writePair } from './writeYaml.ts';

/** Another text for a part of a text. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A text that is edited. */
interface Source {
  readonly text: string;
  /** The lines of an item of a list that has comments, by its value: they go along to another list. */
  readonly commented: ReadonlyMap<string, CommentedItem>;
}

interface CommentedItem {
  readonly lines: string;
  /** The column of its dash. */
  readonly column: number;
}

/** Whether the console edits a document by the fields of its file. */
export function hasFields(document: DocumentId): boolean {
  return /^(?:protocol|calendar|canned)\.yaml$|^(?:flows|announcements)\//.test(document);
}

/** The fields in the text of a file; null where it is no map, or cannot be read. */
export function readFileFields(text: string): FileFields | null {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) return null;
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    return isRecord(value) ? value : null;
  } catch {
    // It contains an alias.
    return null;
  }
}

/**
 * Changes fields in the text of a file, null takes one away. All that says the same as before stays the same bytes: a
 * comment above an item goes where the item goes, and one below an empty line stays where it is.
 * @throws {CodedError} `input.invalid` where the text cannot be read
 */
export function editFields(text: string, fields: FileFields): string {
  const before = readFileFields(text);
  const document = parseDocument(text, { prettyErrors: false });
  const root = document.contents;
  if (before === null || !isMap(root)) {
    throw new CodedError('input.invalid', 'The text of this document cannot be read: correct it as text first.');
  }
  // As JSON has it: without what is undefined.
  const given: FileFields = JSON.parse(JSON.stringify(fields));
  const wanted = Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null));
  const splices = editNode({ text, commented: commentedItems(text, root) }, root, wanted);
  const edited = splices === null ? null : apply(text, splices, 0, text.length);
  if (edited !== null && isDeepStrictEqual(readFileFields(edited), wanted)) return edited;
  // Written in a way that cannot be edited by lines: these fields are written again, with the comments in them.
  for (const [key, value] of Object.entries(given)) {
    if (value === null) document.delete(key);
    else if (!isDeepStrictEqual(before[key], value)) document.set(key, document.createNode(value));
  }
  const again = document.toString({ lineWidth: 0, indentSeq: true });
  if (isDeepStrictEqual(readFileFields(again), wanted)) return again;
  throw new CodedError('input.invalid', 'These fields cannot be changed here: edit the text of the document.');
}

/** What makes another value of a node; null: it has to be written again as a whole. */
function editNode(source: Source, node: unknown, wanted: unknown): readonly Splice[] | null {
  if (isNode(node) && isDeepStrictEqual(node.toJSON(), wanted)) return [];
  if (isMap(node) && isRecord(wanted))
    return node.flow === true ? editInlineMap(source, node, wanted) : editMap(source, node, wanted);
  if (isSeq(node) && Array.isArray(wanted))
    return node.flow === true ? editInlineSeq(source, node, wanted) : editSeq(source, node, wanted);
  return isScalar(node) && !isCollection(wanted) ? editScalar(source, node, wanted) : null;
}

function editScalar(source: Source, node: Scalar, wanted: unknown): readonly Splice[] | null {
  const { text } = source;
  const [from, to] = node.range ?? [0, 0];
  if (from === to || text.slice(from, to).includes('\n') || String(wanted).includes('\n')) return null;
  if (typeof wanted !== 'string') return [{ from, to, text: writeInline(wanted) }];
  if (node.type === 'QUOTE_DOUBLE') return [{ from, to, text: JSON.stringify(wanted) }];
  const isSingle = node.type === 'QUOTE_SINGLE' && !/\p{Cc}/u.test(wanted);
  return [{ from, to, text: isSingle ? `'${wanted.replaceAll("'", "''")}'` : writeInline(wanted) }];
}

/** Longest line that a collection in one line may make. */
const widestLine = 150;

function inline(source: Source, node: Node, wanted: unknown): readonly Splice[] | null {
  const { text } = source;
  const [from, to] = node.range ?? [0, 0];
  const written = writeInline(wanted);
  return from - lineStart(text, from) + written.length > widestLine ? null : [{ from, to, text: written }];
}

function editInlineMap(source: Source, map: YAMLMap, wanted: FileFields): readonly Splice[] | null {
  const isSameKeys =
    map.items.length === Object.keys(wanted).length && map.items.every((pair) => keyOf(pair) in wanted);
  if (!isSameKeys) return inline(source, map, wanted);
  const edits = map.items.map((pair) => editNode(source, pair.value, wanted[keyOf(pair)]));
  return edits.some((each) => each === null) ? inline(source, map, wanted) : edits.flatMap((each) => each ?? []);
}

function editInlineSeq(source: Source, seq: YAMLSeq, wanted: readonly unknown[]): readonly Splice[] | null {
  if (seq.items.length !== wanted.length) return inline(source, seq, wanted);
  const edits = seq.items.map((item, index) => editNode(source, item, wanted[index]));
  return edits.some((each) => each === null) ? inline(source, seq, wanted) : edits.flatMap((each) => each ?? []);
}

function editMap(source: Source, map: YAMLMap, wanted: FileFields): readonly Splice[] | null {
  const { text } = source;
  const kept = map.items.filter((pair) => keyOf(pair) in wanted);
  if (kept.length === 0) return null;
  const splices = map.items.flatMap((pair, index): readonly Splice[] => {
    const { start, end, column } = spanOf(text, pair);
    const key = keyOf(pair);
    if (!(key in wanted)) {
      // The key behind a dash gives its place to the next one.
      const next = map.items[index + 1];
      const isBehindDash = start > lineStart(text, start);
      return [{ from: start, to: isBehindDash && next !== undefined ? keyStart(next) : end, text: '' }];
    }
    const edited = editNode(source, pair.value, wanted[key]);
    const written = () => writePair(key, wanted[key], column).slice(start > lineStart(text, start) ? column : 0);
    return edited ?? [{ from: start, to: end, text: written() }];
  });
  const order = Object.keys(wanted);
  const added = order.filter((key) => !map.items.some((pair) => keyOf(pair) === key));
  const behind = new Map<number, string>();
  for (const key of added) {
    const before = kept.findLast((pair) => rankOf(keyOf(pair), order) < rankOf(key, order)) ?? kept[0];
    if (before === undefined) return null;
    const { end, column } = spanOf(text, before);
    behind.set(end, (behind.get(end) ?? '') + writePair(key, wanted[key], column));
  }
  const open = (at: number) => (at > 0 && text[at - 1] !== '\n' ? '\n' : '');
  return [...splices, ...[...behind].map(([at, lines]) => ({ from: at, to: at, text: open(at) + lines }))];
}

/** Keys in the order in which they are written manually, where that is not the order in which they came. */
const keyOrder = [
  ...[
    'id',
    'flow',
    'title',
    'about',
    'start',
    'slots',
    'steps',
    'type',
    'optional',
    'options',
    'from',
    'words',
    'confirm',
  ],
  ...[
    'collect',
    'say',
    'do',
    'call',
    'if',
    'ask',
    'kind',
    'department',
    'fallback',
    'entry',
    'exception',
    'slot',
    'then',
    'else',
  ],
];
const ruleOrder = [
  ...['id', 'when', 'do', 'to', 'confirmation', 'reply', 'breaks', 'tone', 'first', 'resolution'],
  ...['administrativeSilence', 'escalationPolicy', 'cites'],
];

function rankOf(key: string, order: readonly string[]): number {
  const known = order.includes('escalationPolicy') ? ruleOrder : keyOrder;
  return order.every((each) => known.includes(each)) ? known.indexOf(key) : order.indexOf(key);
}

function editSeq(source: Source, seq: YAMLSeq, wanted: readonly unknown[]): readonly Splice[] | null {
  const { text } = source;
  const spans = seq.items.map((item) => itemSpan(text, item));
  const [first] = spans;
  const last = spans.at(-1);
  if (wanted.length === 0 || first === undefined || last === undefined) return null;
  if (spans.some(({ start, dash }) => text.slice(start, dash).trim() !== '' || text[dash] !== '-')) return null;
  const indent = first.dash - first.start;
  const { from, staying } = alignLists(
    seq.items.map((item) => (isNode(item) ? item.toJSON() : null)),
    wanted,
  );
  // What stands between two items: a comment belongs to the item below it, but for a heading below an empty line.
  const between = spans.map(({ start }, index) => (index === 0 ? '' : text.slice(spans[index - 1]?.end, start)));
  const isHeading = (above: string) => /^[ \t]*$/m.test(above.slice(0, -1)) && above !== '';
  const headings = new Map<number, string>();
  let held = '';
  between.forEach((above, index) => {
    if (isHeading(above)) held += above;
    if (!staying.has(index)) return;
    headings.set(index, held);
    held = '';
  });
  const written = wanted.map((value, index) => {
    const old = from[index] ?? null;
    if (old === null) return movedHere(source, value, indent) ?? writeItem(value, indent);
    const span = spans[old];
    const edited = editNode(source, seq.items[old], value);
    const above = between[old] ?? '';
    const comment = isHeading(above) ? '' : above;
    const own =
      edited === null || span === undefined
        ? writeItem(value, indent)
        : closed(apply(text, edited, span.start, span.end));
    return (headings.get(old) ?? '') + comment + own;
  });
  return [{ from: first.start, to: last.end, text: written.join('') + held }];
}

/** All items with comments of all lists that are written in lines. */
function commentedItems(text: string, node: unknown): ReadonlyMap<string, CommentedItem> {
  const found = new Map<string, CommentedItem>();
  visit(node as Node, {
    Seq(_, seq) {
      if (seq.flow === true) return;
      let above: number | null = null;
      for (const item of seq.items) {
        if (!isNode(item)) continue;
        const { start, dash, end } = itemSpan(text, item);
        const comment = above === null ? '' : text.slice(above, start);
        const lines = (/^(?: *#.*\n)+$/.test(comment) ? comment : '') + closed(text.slice(start, end));
        above = end;
        if (/(?:^|\s)#/m.test(lines)) found.set(JSON.stringify(item.toJSON()), { lines, column: dash - start });
      }
    },
  });
  return found;
}

/** An item as it was written in another list, with its comments; null: there is none. */
function movedHere({ commented }: Source, value: unknown, indent: number): string | null {
  const item = commented.get(JSON.stringify(value));
  if (item === undefined) return null;
  const shift = ' '.repeat(Math.max(indent - item.column, 0));
  const cut = new RegExp(`^ {0,${Math.max(item.column - indent, 0)}}`, 'gm');
  return item.lines.replace(cut, '').replace(/^(?=.)/gm, shift);
}

/** The lines of an item of a list, without the empty ones behind it, and where its dash is. */
function itemSpan(
  text: string,
  item: unknown,
): { readonly start: number; readonly dash: number; readonly end: number } {
  const [at, valueEnd] = isNode(item) ? (item.range ?? [0, 0]) : [0, 0];
  const start = lineStart(text, at);
  const dash = start + (/^ */.exec(text.slice(start, at))?.[0].length ?? 0);
  return { start, dash, end: endOf(text, at, valueEnd) };
}

/** The lines of a key with its value, and the column at which the key begins. */
function spanOf(text: string, pair: Pair): { readonly start: number; readonly end: number; readonly column: number } {
  const keyAt = keyStart(pair);
  const line = lineStart(text, keyAt);
  const valueEnd = isNode(pair.value) ? (pair.value.range?.[1] ?? keyAt) : keyAt;
  // The first key of a list item stands behind its dash.
  const start = text.slice(line, keyAt).trim() === '' ? line : keyAt;
  return { start, end: endOf(text, keyAt, valueEnd), column: keyAt - line };
}

/** The end of the line in which a value ends; empty lines below it belong to what follows. */
function endOf(text: string, at: number, valueEnd: number): number {
  const newline = text.indexOf('\n', valueEnd);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  let end = text[valueEnd - 1] === '\n' && valueEnd > at ? valueEnd : lineEnd;
  while (/\n[ \t]*\n$/.test(text.slice(at, end))) end = text.lastIndexOf('\n', end - 2) + 1;
  return end;
}

/** A part of a text with splices in it. */
function apply(text: string, splices: readonly Splice[], from: number, to: number): string {
  const ordered = splices
    .map((splice, index) => ({ ...splice, index }))
    .sort((a, b) => a.from - b.from || a.index - b.index);
  let at = from;
  let edited = '';
  for (const splice of ordered) {
    edited += text.slice(at, splice.from) + splice.text;
    at = splice.to;
  }
  return edited + text.slice(at, to);
}

const closed = (lines: string) => (lines.endsWith('\n') ? lines : `${lines}\n`);
const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;
const keyOf = ({ key }: Pair) => String(isScalar(key) ? key.value : key);
const keyStart = ({ key }: Pair) => (isNode(key) ? (key.range?.[0] ?? 0) : 0);
const isCollection = (value: unknown) => typeof value === 'object' && value !== null;

function isRecord(value: unknown): value is FileFields {
  return isCollection(value) && !Array.isArray(value);
}
