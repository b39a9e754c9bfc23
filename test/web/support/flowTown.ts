import { fileURLToPath } from 'node:url';
import { rulesOnlyKnowledge } from '../../../src/content/buildKnowledge.ts';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import type { Kind } from '../../../src/core/model/kind.ts';
import { createTranslator } from '../../../src/language/translator.ts';
import { readAs } from '../../support/knowledge.ts';
import type { SiteOptions } from './siteOptions.ts';

/** The bot as it ships, with its own words and flows. It learnt nothing: these texts are of these kinds for certain. */
export async function flowTown(kinds: Readonly<Record<string, Kind>>): Promise<SiteOptions> {
  const { content } = await loadContent(
    folderSource(fileURLToPath(new URL('../../../dialogs', import.meta.url))),
    null,
  );
  const knowledge = rulesOnlyKnowledge(content, 'v1');
  const values = {
    ...content.council.values,
    privacyUrl: 'https://bot.example.cat',
    caseUrl: 'https://bot.example.cat',
  };
  return {
    translate: createTranslator(content.phrases.phrases, values),
    knowledge: {
      ...knowledge,
      understand(text, whole) {
        const read = knowledge.understand(text, whole);
        const kind = kinds[text];
        if (kind === undefined) return read;
        const sure = { kind, confidence: 0.99 };
        return readAs({ ...read.understanding, kind: { ...sure, ranked: [sure], rule: null } });
      },
    },
  };
}
