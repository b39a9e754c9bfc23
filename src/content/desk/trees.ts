import type { ContentVersion, DocumentId } from '../../core/model/records.ts';
import type { ContentVersions } from '../../core/ports/content.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { type ContentSource, memorySource } from '../documents/source.ts';
import { fileOf, joinFile, splitFile } from '../documents/split.ts';
import { readTree, sortTree, type Tree, type TreeLine, writeTree } from '../documents/tree.ts';
import { mapBounded, versionOfBytes } from './versions.ts';

/** Trees, and texts of documents, in memory: the live ones and those of the drafts. */
const treesKept = 6;
const textsKept = 1_500;

/** Trees of documents, with their texts. */
export interface Trees {
  /** Stores all documents of a source, and their tree. */
  keep(source: ContentSource): Promise<{ readonly version: ContentVersion; readonly tree: Tree }>;
  /** The tree of a source, without storing anything. */
  versionOf(source: ContentSource): Promise<ContentVersion>;
  put(tree: Tree): Promise<ContentVersion>;
  /** The version that a tree would have. */
  hash(tree: Tree): ContentVersion;
  get(version: ContentVersion): Promise<Tree>;
  putText(text: string): Promise<ContentVersion>;
  /** The bytes of a version. */
  bytes(version: ContentVersion): Promise<Uint8Array>;
  /** The text of a version; a byte that is not UTF-8 is replaced. */
  text(version: ContentVersion): Promise<string>;
  /** The files of a tree. */
  source(name: string, tree: Tree): Promise<ContentSource>;
}

export function createTrees(versions: ContentVersions): Trees {
  const trees = createLruCache<ContentVersion, Tree>(treesKept);
  const known = createLruCache<ContentVersion, Uint8Array>(textsKept);

  async function bytes(version: ContentVersion): Promise<Uint8Array> {
    const kept = known.get(version);
    if (kept !== undefined) return kept;
    const found = await versions.get(version);
    known.set(version, found);
    return found;
  }

  return {
    bytes,

    async keep(source) {
      const documents = await documentsOf(source);
      const lines = await mapBounded(documents, async ({ id: document, bytes: own }): Promise<TreeLine> => {
        return { document, version: await versions.put(own) };
      });
      const tree = sortTree(lines);
      return { version: await versions.put(writeTree(tree)), tree };
    },

    async versionOf(source) {
      const documents = await documentsOf(source);
      const lines = documents.map(({ id: document, bytes: own }) => ({ document, version: versionOfBytes(own) }));
      return versionOfBytes(writeTree(sortTree(lines)));
    },

    put: (tree) => versions.put(writeTree(tree)),
    hash: (tree) => versionOfBytes(writeTree(tree)),

    async get(version) {
      const kept = trees.get(version);
      if (kept !== undefined) return kept;
      const tree = readTree(await versions.get(version));
      trees.set(version, tree);
      return tree;
    },

    putText: (text) => versions.put(new TextEncoder().encode(text)),
    text: async (version) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await bytes(version)),

    async source(name, tree) {
      const files = new Map<string, { readonly document: DocumentId; readonly bytes: Uint8Array }[]>();
      // A start loads all texts and asks for single ones later only at the desk.
      const all = await mapBounded(tree, async ({ document, version }) => ({
        document,
        bytes: known.get(version) ?? (await versions.get(version)),
      }));
      for (const each of all) {
        const file = fileOf(each.document);
        const own = files.get(file);
        if (own === undefined) files.set(file, [each]);
        else own.push(each);
      }
      return memorySource(name, new Map([...files].map(([file, documents]) => [file, joinFile(documents)])));
    },
  };
}

async function documentsOf(source: ContentSource) {
  const files = await Promise.all(
    (await source.list()).map(async (file) => ({ file, bytes: await source.read(file) })),
  );
  return files.flatMap(({ file, bytes }) => (bytes === null ? [] : splitFile(file, bytes)));
}
