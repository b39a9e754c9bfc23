import type { Classification } from '../../core/model/kind.ts';
import { noScope, type Understanding } from '../../core/model/understanding.ts';
import type { Knowledge, Read } from '../../core/ports/knowledge.ts';
import { withoutMarkup } from './withoutMarkup.ts';

const saysNothing: Classification = { kind: 'question', confidence: 0, ranked: [], rule: null };

/**
 * Reads a text with markup by its visible words: `<script>` is no cry for help, no advertising and no personal case,
 * and "how do I <b>register</b>" is a question. Matches of rules in the whole text still count, so that a "<" never
 * hides a danger.
 */
export function readMarkup(
  understand: Knowledge['understand'],
  byRules: (text: string) => Classification,
): Knowledge['understand'] {
  return (text, whole) => {
    const words = withoutMarkup(text);
    const read = understand(words, whole);
    if (words === text) return read;
    const ruled = byRules(text);
    const change = <R extends Read>(found: R): R => ({
      ...found,
      understanding: { ...found.understanding, ...changesIn(found.understanding) },
    });
    function changesIn({ kind }: Understanding): Partial<Understanding> {
      if (ruled.rule !== null) return { kind: ruled };
      if (words === '') return nothing;
      // Offsets into the visible words do not apply to the text.
      return kind.rule === null
        ? {}
        : { kind: { ...kind, rule: { ...kind.rule, evidence: { start: 0, end: text.length } } } };
    }
    return { ...change(read), weigh: (vectorOf) => change(read.weigh(vectorOf)) };
  };
}

const nothing: Partial<Understanding> = {
  kind: saysNothing,
  topics: [],
  aspects: [],
  acts: [],
  scope: noScope,
  exceptions: [],
};
