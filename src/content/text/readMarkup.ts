import type { Classification } from '../../core/model/kind.ts';
import type { Understanding } from '../../core/model/understanding.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
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
  return (text, whole, vectorOf) => {
    const words = withoutMarkup(text);
    if (words === text) return understand(text, whole, vectorOf);
    const read = understand(words, whole, vectorOf);
    const ruled = byRules(text);
    if (ruled.rule !== null) return { ...read, understanding: { ...read.understanding, kind: ruled } };
    if (words === '') return { wants: read.wants, understanding: { ...read.understanding, ...nothing } };
    const { rule } = read.understanding.kind;
    if (rule === null) return read;
    // Offsets into the visible words do not apply to the text.
    const kind = { ...read.understanding.kind, rule: { ...rule, evidence: { start: 0, end: text.length } } };
    return { ...read, understanding: { ...read.understanding, kind } };
  };
}

const nothing: Partial<Understanding> = { kind: saysNothing, topics: [], aspects: [], acts: [], exceptions: [] };
