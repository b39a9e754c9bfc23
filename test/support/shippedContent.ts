import { fileURLToPath } from 'node:url';
import type { Content } from '../../src/content/content.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { type LoadedContent, loadContent } from '../../src/content/load/loadContent.ts';
import { createParsedCache, type ParsedCache } from '../../src/content/load/parsedFiles.ts';
import { createLog } from './log.ts';
import { learntAhead, learntDir } from './service.ts';

/** Nothing parsed is kept. */
export const keepsNothing: ParsedCache = { read: async () => new Map(), keep: async () => {} };

/** The content that ships, with what is wrong in it. Parsed once for all tests. */
export async function loadShippedContent(): Promise<LoadedContent> {
  const parsed = createParsedCache({ folder: learntDir, ahead: learntAhead, log: createLog() });
  const folder = fileURLToPath(new URL('../../dialogs', import.meta.url));
  const loaded = await loadContent(folderSource(folder), null, [await parsed.read()]);
  await parsed.keep(loaded.files);
  // What was read from the cache is of another realm, whose objects are strictly equal to none of a test's.
  return { ...loaded, content: JSON.parse(JSON.stringify(loaded.content)) as Content };
}

/** The content that ships. */
export async function shippedContent(): Promise<Content> {
  return (await loadShippedContent()).content;
}
