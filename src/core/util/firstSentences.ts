/** The part of an answer that is given in public. */
interface PublicOpening {
  readonly text: string;
  /** Whether it is the whole answer. */
  readonly isWhole: boolean;
  /** Whether it is the complete first paragraph. If not, an editor should write one that can be read on its own. */
  readonly standsAlone: boolean;
}

/** Length in characters beyond which no further sentence is added. */
const maxLength = 600;

/** A sentence up to the next one, with its closing and opening marks. Dots in a link do not end a sentence. */
const sentence = /(?:\[[^\]]*\]\([^)]*\)|[\s\S])+?(?:[.!?…][*_)»"”]*(?=\s+[*_(«"“[¿¡]*\p{Lu})|$)/gu;

/** The sentences of a text, each with the space before it. */
export const wholeSentences = (text: string): readonly string[] =>
  Array.from(text.matchAll(sentence), ([found]) => found);

const sentenceEnd = /[.!?…][*_)»"”]*$/;
const listItem = /^(?:- |\d+\. )/;

/**
 * The beginning of an answer that can be read on its own: the whole sentences of its first paragraph, with links as
 * they are. A sentence that only announces what follows ("there are two ways:") is left out; if there is no other, what
 * it announces is included, so that a list is never cut.
 */
export function openingOf(answer: string): PublicOpening {
  const whole = answer.trim();
  const [first = '', ...others] = blocksOf(whole);
  const sentences = wholeSentences(first).map((each) => each.trim());
  const complete = listItem.test(first) ? [] : sentences.slice(0, sentences.findLastIndex(ends) + 1);
  const kept = complete.filter((_, at) => at === 0 || complete.slice(0, at + 1).join(' ').length <= maxLength);
  if (kept.length > 0) {
    const text = kept.join(' ');
    return { text, isWhole: isSame(text, whole), standsAlone: kept.length === sentences.length };
  }
  let text = first;
  for (const next of others) {
    if (!text.endsWith(':') && !listItem.test(next)) break;
    text = `${text}\n\n${next}`;
  }
  return { text, isWhole: isSame(text, whole), standsAlone: false };
}

/** Paragraphs and lists; a list directly after its announcement is a separate block. */
function blocksOf(text: string): readonly string[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const lines = block.split('\n');
    const list = lines.findIndex((line) => listItem.test(line));
    return list <= 0 ? [block] : [lines.slice(0, list).join('\n'), lines.slice(list).join('\n')];
  });
}

/** Whether two texts differ in nothing but the space between their parts. */
function isSame(one: string, other: string): boolean {
  return one.replace(/\s+/g, ' ') === other.replace(/\s+/g, ' ');
}

function ends(sentence: string): boolean {
  return sentenceEnd.test(sentence);
}
