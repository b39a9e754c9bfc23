import type { DocumentId } from '../../core/model/records.ts';

/** One document of the content: an entry of the FAQ, or a file without its entries. */
export interface Document {
  readonly id: DocumentId;
  readonly bytes: Uint8Array;
}

/** Where an entry stands: `faq/padro.yaml`, `padro.alta`. */
interface EntryName {
  readonly file: string;
  readonly entry: string;
}

/** The file of a document. */
export function fileOf(document: DocumentId): string {
  return entryNameOf(document)?.file ?? document;
}

/** The id of the entry that a document is; null where it is a file. */
export function entryOf(document: DocumentId): string | null {
  return entryNameOf(document)?.entry ?? null;
}

export function entryDocument(file: string, entry: string): DocumentId {
  return `${file.slice(0, -yamlEnding.length)}/${entry}`;
}

/** What may be a document: no path out of the content. */
export function isDocumentId(text: string): boolean {
  return entryNameOf(text) !== null || /^(?:[a-z0-9-]+\/)?[a-z0-9-]+\.(?:yaml|tsv)$/.test(text);
}

const yamlEnding = '.yaml';

function entryNameOf(document: DocumentId): EntryName | null {
  const [, topic, entry] = /^faq\/([a-z0-9-]+)\/([a-z0-9-]+\.[a-z0-9-]+)$/.exec(document) ?? [];
  return topic === undefined || entry === undefined ? null : { file: `faq/${topic}${yamlEnding}`, entry };
}

/**
 * Splits a file into documents without loss: joined again, they are the same bytes. A file of the FAQ is split before
 * each entry and the comment above it; what is unusual in it (entries in flow style, an id that is not the first key)
 * stays one document.
 */
export function splitFile(file: string, bytes: Uint8Array): readonly Document[] {
  const whole = [{ id: file, bytes }];
  if (!/^faq\/[a-z0-9-]+\.yaml$/.test(file)) return whole;
  // A character a byte: what is found in the text is found at the same place in the bytes.
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .split(/(?<=\n)/);
  const starts = startsOf(lines);
  if (starts === null) return whole;
  const documents: Document[] = [];
  let offset = 0;
  let from = 0;
  let id = file;
  lines.forEach((line, index) => {
    const entry = starts.get(index);
    if (entry !== undefined) {
      documents.push({ id, bytes: bytes.subarray(from, offset) });
      from = offset;
      id = entryDocument(file, entry);
    }
    offset += line.length;
  });
  documents.push({ id, bytes: bytes.subarray(from) });
  return documents;
}

/** Entries by the line that they begin at; null where the file is not split. */
function startsOf(lines: readonly string[]): ReadonlyMap<number, string> | null {
  const list = lines.findIndex((line) => /^entries:\s*(?:#.*)?\s*$/.test(line));
  if (list < 0) return null;
  const first = lines.findIndex((line, index) => index > list && /^ *- /.test(line));
  if (first < 0) return null;
  const indent = ' '.repeat(lines[first]?.indexOf('-') ?? 0);
  const starts = new Map<number, string>();
  for (let index = list + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const isItem = line.startsWith(`${indent}-`);
    if (!isItem) {
      // Another key of the file after its entries: nobody knows whose it is.
      if (/^[^\s#]/.test(line)) return null;
      if (index < first && !/^\s*(?:#.*)?\s*$/.test(line)) return null;
      continue;
    }
    const [, , entry] = /^ *- id: +(["']?)([a-z0-9-]+\.[a-z0-9-]+)\1(?:\s+#.*)?\s*$/.exec(line) ?? [];
    if (entry === undefined || [...starts.values()].includes(entry)) return null;
    starts.set(commentAbove(lines, index, indent, list), entry);
  }
  return starts;
}

/** The first line of the comment directly above an entry, at its own depth; the entry's own line where there is none. */
function commentAbove(lines: readonly string[], entry: number, indent: string, list: number): number {
  let first = entry;
  while (first - 1 > list && (lines[first - 1] ?? '').startsWith(`${indent}#`)) first--;
  return first;
}

/**
 * The bytes of a file from its documents in their order. A line is never continued by the next document: where the end
 * of a line is missing within the file, it is added.
 */
export function joinFile(documents: readonly Pick<Document, 'bytes'>[]): Uint8Array {
  const newline = new Uint8Array([10]);
  return Buffer.concat(
    documents.flatMap(({ bytes }, index) => {
      const isOpen = bytes.length > 0 && bytes.at(-1) !== 10 && index < documents.length - 1;
      return isOpen ? [bytes, newline] : [bytes];
    }),
  );
}
