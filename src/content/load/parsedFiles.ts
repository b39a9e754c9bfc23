import { fileURLToPath } from 'node:url';
import type { Log } from '../../core/ports/log.ts';
import { nameOfMade, recallKept, storeKept } from '../trainingCache.ts';

/** What files hold, so that they need not be parsed again while they are the same bytes. */
export type ParsedFiles = ReadonlyMap<string, { readonly digest: string; readonly value: unknown }>;

/**
 * What is made of an input by the program alone, kept among the parsed files under a name that no file has: it is made
 * again only where the input differs.
 */
export type Derive = <T>(name: string, input: string, make: () => Promise<T>) => Promise<T>;

type Kept = readonly (readonly [file: string, parsed: { readonly digest: string; readonly value: unknown }])[];

/** What the last start has parsed, kept on the disk: parsing is the largest part of a start. */
export interface ParsedCache {
  /** Empty where nothing is kept that fits this program. Never rejects. */
  read(): Promise<ParsedFiles>;
  /** Keeps them if they are not what was read last. Never rejects: without it, the next start parses again. */
  keep(files: ParsedFiles): Promise<void>;
}

interface ParsedCacheDeps {
  /** Folder of the cache. */
  readonly folder: string;
  /** A second, read-only folder, filled before the first start. */
  readonly ahead: string;
  readonly log: Log;
}

/** Keeps parsed content in a folder. A damaged or missing file only costs parsing; it holds no personal data. */
export function createParsedCache({ folder, ahead, log }: ParsedCacheDeps): ParsedCache {
  let last: ParsedFiles = new Map();
  return {
    async read() {
      try {
        const kept = await recallParsed(folder);
        last = kept.size > 0 ? kept : await recallParsed(ahead);
      } catch (error) {
        log.warn({ folder, error }, 'what was parsed before could not be found; content is parsed again');
      }
      return last;
    },
    async keep(files) {
      if (isSame(files, last)) return;
      last = files;
      try {
        await storeKept(folder, await nameOfParsed(), [...files]);
      } catch (error) {
        log.warn({ folder, error }, 'parsed content could not be kept; the next start parses it again');
      }
    },
  };
}

/** What a folder keeps of parsed files, made by this program; empty where there is nothing. */
export async function recallParsed(folder: string): Promise<ParsedFiles> {
  return new Map(await recallKept<Kept>(folder, await nameOfParsed()));
}

/** Stores parsed files ahead of the process that needs them, which may run as another user. */
export async function keepParsed(folder: string, files: ParsedFiles): Promise<void> {
  await storeKept(folder, await nameOfParsed(), [...files], 0o644);
}

function isSame(some: ParsedFiles, others: ParsedFiles): boolean {
  return some.size === others.size && [...some].every(([file, { digest }]) => others.get(file)?.digest === digest);
}

/** What decides how the same bytes are parsed: the schemas, their words, and the libraries. */
const parsers = ['.', '../schema', '../../core/model', '../../../package-lock.json'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

const nameOfParsed = async (): Promise<string> => `parsed-${await nameOfMade(null, parsers)}`;
