import { locales } from '../core/locale.ts';
import type { KindExamples, KindRules } from '../language/classification/index.ts';
import type { Content } from './content.ts';

/** What classifying needs while the bot runs: rules, cues and telephone numbers. */
export function kindRulesOf(content: Content): readonly KindRules[] {
  return Object.values(content.kinds);
}

/** What the classifier learns from. */
export function kindExamplesOf(content: Content): readonly KindExamples[] {
  return Object.values(content.kinds).map(({ kind, cues, examples }) => ({
    kind,
    cues,
    texts: locales.flatMap((locale) => examples[locale]),
  }));
}
