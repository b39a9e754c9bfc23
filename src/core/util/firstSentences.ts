/** What of an answer is said where others read along. */
export interface Opening {
  readonly text: string;
  /** Whether nothing is left out. */
  readonly isWhole: boolean;
  /** Whether it is the first paragraph as it was written; else an editor had better write one that can stand alone. */
  readonly standsAlone: boolean;
}

/** Characters from which on no further sentence is taken. */
const longest = 600;

/** A sentence up to the next one, with the marks that may close the one and open the other. The dots of a link end none. */
const sentence = /(?:\[[^\]]*\]\([^)]*\)|[\s\S])+?(?:[.!?…][*_)»"”]*(?=\s+[*_(«"“[¿¡]*\p{Lu})|$)/gu;
const sentenceEnd = /[.!?…][*_)»"”]*$/;
const listItem = /^(?:- |\d+\. )/;

/**
 * The beginning of an answer that can be read by itself: the whole sentences of its first paragraph, with links as they
 * are. A sentence that only announces what follows ("there are two ways:") is left out; where it is all there is, what
 * it announces comes with it, so that a list is never cut.
 */
export function openingOf(answer: string): Opening {
  const whole = answer.trim();
  const [first = '', ...others] = blocksOf(whole);
  const sentences = Array.from(first.matchAll(sentence), ([found]) => found.trim());
  const complete = listItem.test(first) ? [] : sentences.slice(0, sentences.findLastIndex(ends) + 1);
  const kept = complete.filter((_, at) => at === 0 || complete.slice(0, at + 1).join(' ').length <= longest);
  if (kept.length > 0) {
    const text = kept.join(' ');
    return { text, isWhole: text === whole, standsAlone: kept.length === sentences.length };
  }
  let text = first;
  for (const next of others) {
    if (!text.endsWith(':') && !listItem.test(next)) break;
    text = `${text}\n\n${next}`;
  }
  return { text, isWhole: text === whole, standsAlone: false };
}

/** Paragraphs and lists; a list that follows its announcement at once is one of its own. */
function blocksOf(text: string): readonly string[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const lines = block.split('\n');
    const list = lines.findIndex((line) => listItem.test(line));
    return list <= 0 ? [block] : [lines.slice(0, list).join('\n'), lines.slice(list).join('\n')];
  });
}

function ends(sentence: string): boolean {
  return sentenceEnd.test(sentence);
}
