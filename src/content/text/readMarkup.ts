import type { Classification } from '../../core/model/kind.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import { withoutMarkup } from './withoutMarkup.ts';

const saysNothing: Classification = { kind: 'question', confidence: 0, ranked: [], rule: null };

/**
 * Classifies a text with markup by its visible words: `<script>` is no cry for help, no advertising and no personal
 * case, and "how do I <b>register</b>" is a question. Matches of rules in the whole text still count, so that a "<"
 * never hides a danger.
 */
export function readMarkup(
  knowledge: Knowledge,
  byRules: (text: string) => Classification,
): Pick<Knowledge, 'classify' | 'understand' | 'smallTalk'> {
  return {
    classify(text, hint) {
      const words = withoutMarkup(text);
      if (words === text) return knowledge.classify(text, hint);
      const ruled = byRules(text);
      if (ruled.rule !== null) return ruled;
      if (words === '') return saysNothing;
      const found = knowledge.classify(words, hint);
      // Offsets into the visible words do not apply to the text.
      return found.rule === null
        ? found
        : { ...found, rule: { ...found.rule, evidence: { start: 0, end: text.length } } };
    },
    understand(text, hint) {
      const words = withoutMarkup(text);
      return words === '' ? { ranked: [], decision: { kind: 'reword' } } : knowledge.understand(words, hint);
    },
    smallTalk: (text) => knowledge.smallTalk(withoutMarkup(text)),
  };
}
