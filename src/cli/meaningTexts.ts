import { fileURLToPath } from 'node:url';
import { dangerLessonsOf } from '../content/dangers/dangersOf.ts';
import { folderSource } from '../content/documents/source.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { understandingLessonsOf } from '../content/understanding/lessonsOf.ts';
import { textsOf } from '../language/danger/index.ts';
import { scopeLessons, textsOfScope } from '../language/scope/scopeLessons.ts';
import { textsOf as textsOfUnderstanding } from '../language/understanding/lessons.ts';

/** What the models of the shipped content are learnt from: texts whose vectors are made ahead. */
export async function collectTexts(): Promise<string[]> {
  const { content } = await loadContent(folderSource(fileURLToPath(new URL('../../dialogs', import.meta.url))), null);
  const texts = [
    textsOf(dangerLessonsOf(content)),
    textsOfScope(scopeLessons()),
    textsOfUnderstanding(understandingLessonsOf(content)),
  ];
  return [...new Set(texts.flat())];
}
