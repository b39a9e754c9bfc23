import type { ContentChange, ContentVersion, DocumentId } from '../../core/model/records.ts';
import { fileOf } from './split.ts';

/** A document in a tree. */
export interface TreeLine {
  readonly document: DocumentId;
  readonly version: ContentVersion;
}

/** All documents of one content: files in the order of their names, entries in the order of their file. */
export type Tree = readonly TreeLine[];

/** The tree as it is stored. */
export function writeTree(tree: Tree): Uint8Array {
  return new TextEncoder().encode(tree.map(({ document, version }) => `${version} ${document}\n`).join(''));
}

export function readTree(bytes: Uint8Array): Tree {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(' ');
      return { version: line.slice(0, at), document: line.slice(at + 1) };
    });
}

/** Brings documents into the order of a tree; those of one file keep their order. */
export function sortTree(lines: Tree): Tree {
  const files = [...new Set(lines.map(({ document }) => fileOf(document)))].sort();
  const place = new Map(files.map((file, index) => [file, index]));
  const placeOf = ({ document }: TreeLine) => place.get(fileOf(document)) ?? 0;
  return [...lines].sort((a, b) => placeOf(a) - placeOf(b));
}

export function versionIn(tree: Tree, document: DocumentId): ContentVersion | null {
  return tree.find((line) => line.document === document)?.version ?? null;
}

/** What leads from one tree to another. A change of order alone is none. */
export function diffTrees(before: Tree, after: Tree): readonly ContentChange[] {
  const old = new Map(before.map(({ document, version }) => [document, version]));
  const now = new Map(after.map(({ document, version }) => [document, version]));
  return [
    ...before
      .filter(({ document }) => !now.has(document))
      .map(({ document, version }) => ({ document, before: version, after: null })),
    ...after.flatMap(({ document, version }, index): readonly ContentChange[] => {
      const was = old.get(document);
      if (was === version) return [];
      if (was !== undefined) return [{ document, before: was, after: version }];
      return [{ document, before: null, after: version, follows: neighbour(after, index) }];
    }),
  ];
}

/** The document before another one in the same file; null: it is the first. */
function neighbour(tree: Tree, index: number): DocumentId | null {
  const [own, previous] = [tree[index], tree[index - 1]];
  if (own === undefined || previous === undefined) return null;
  return fileOf(previous.document) === fileOf(own.document) ? previous.document : null;
}

/** A tree with changes made, whatever the versions were before. New documents come where the change says. */
export function changeTree(
  tree: Tree,
  changes: readonly Pick<ContentChange, 'document' | 'after' | 'follows'>[],
): Tree {
  const lines = [...tree];
  for (const { document, after, follows } of changes) {
    const at = lines.findIndex((line) => line.document === document);
    if (after === null) {
      if (at >= 0) lines.splice(at, 1);
    } else if (at >= 0) lines[at] = { document, version: after };
    else lines.splice(placeFor(lines, document, follows), 0, { document, version: after });
  }
  return sortTree(lines);
}

function placeFor(lines: readonly TreeLine[], document: DocumentId, follows: DocumentId | null | undefined): number {
  const file = fileOf(document);
  const first = lines.findIndex((line) => fileOf(line.document) === file);
  if (first < 0) return lines.length;
  // The head of a file is always its first document.
  if (document === file) return first;
  const behind = follows == null ? -1 : lines.findIndex((line) => line.document === follows);
  if (behind >= 0) return behind + 1;
  if (follows === null) return lines[first]?.document === file ? first + 1 : first;
  return lines.findLastIndex((line) => fileOf(line.document) === file) + 1;
}
