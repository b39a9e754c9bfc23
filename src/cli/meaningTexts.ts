import { fileURLToPath } from 'node:url';
import { dangerLessonsOf } from '../content/dangers/dangersOf.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { textsOf } from '../language/danger/index.ts';

/** Texts whose vectors ship with the bot: the training texts of detectors. */
export async function collectTexts(): Promise<string[]> {
  const { content } = await loadContent(fileURLToPath(new URL('../../dialogs', import.meta.url)), null);
  return [...textsOf(dangerLessonsOf(content))];
}
