import { afterEach, beforeEach, expect } from '@jest/globals';
import type { Content } from '../../src/content/content.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { type LoadedContent, loadContent } from '../../src/content/load/loadContent.ts';
import { sayProblem } from '../../src/content/problem.ts';
import { type ContentFolder, createContentFolder } from './contentFolder.ts';

interface SpoiltContent {
  readonly folder: ContentFolder;
  /** What the folder said before the test spoilt it. */
  readonly before: Content;
  /** Reads the folder as it is now; what is wrong keeps its last good version. */
  load(): Promise<LoadedContent>;
  /** Replaces one passage of a file, and expects to be told so at a line, with what to do. */
  expectFault(file: string, from: string, to: string, line: number, advice: string): Promise<LoadedContent>;
}

/** Good content in a folder of its own for each test of a file, with more files if need be. */
export function useSpoiltContent(more: Readonly<Record<string, string>>): SpoiltContent {
  let folder: ContentFolder;
  let before: Content;
  beforeEach(async () => {
    folder = await createContentFolder();
    for (const [file, text] of Object.entries(more)) await folder.write(file, text);
    before = (await loadContent(folderSource(folder.path), null)).content;
  });
  afterEach(() => folder.remove('.'));
  const load = () => loadContent(folderSource(folder.path), before);
  return {
    get folder() {
      return folder;
    },
    get before() {
      return before;
    },
    load,
    async expectFault(file, from, to, line, advice) {
      await folder.edit(file, from, to);
      const loaded = await load();
      expect(loaded.problems.map(sayProblem)).toContainEqual(expect.stringContaining(advice));
      const found = loaded.problems.find(({ message }) => message.includes(advice));
      expect(found).toMatchObject({ file, line, fatal: true });
      return loaded;
    },
  };
}
