import type { Classification } from '../../core/model/kind.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import { withoutMarkup } from './withoutMarkup.ts';

const saysNothing: Classification = { kind: 'question', confidence: 0, ranked: [], rule: null };

/**
 * Judges a text with markup in it by the words beside: `<script>` is no cry for help, no advertising and nobody's case, and
 * "how do I <b>register</b>" is a question. What a rule finds in the whole text holds all the same: nobody in danger is
 * overheard for a "<".
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
      // Offsets into the words alone say nothing of the text.
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
