import type { Locale, Localised } from '../../core/model/locale.ts';
import type { Entry, Knowledge } from '../../core/ports/knowledge.ts';
import { stemsOf } from './stems.ts';

/** A word tells what is asked about if it is in the answers of at most this share of all services. */
const rareShare = 0.1;
/** A word that people ask about more services than this share with names none of their things: "how long", "I need". */
const askedShare = 0.15;

const listMark = /^(?:[-*]|\d+\.) /;
/** Where a sentence ends, but not in a link. A question belongs to what follows: "Is there an error? Tell us." */
const sentenceEnds = /(?<=[.!…][*_)»"”]*)\s+(?=[*_(«"“[¿¡]*\p{Lu})/u;

/** Finds the one passage of an answer that is about a detail, as `Knowledge.passage`. */
type FindPassage = NonNullable<Knowledge['passage']>;

/**
 * Finds, for a question about a detail of a service, the one list item or sentence of its answer that has the rarest
 * word of the question. Null where no word of it tells the passages of the answer apart. `questions`: those of each
 * service; words that many of them share are of asking, and name no thing. Word frequencies are counted when the first
 * question comes.
 */
export function createPassages(
  entries: readonly Entry[],
  questions: readonly Localised<readonly string[]>[] = [],
): FindPassage {
  const rareIn = new Map<Locale, (stem: string) => boolean>();
  return (entry, text, locale, beyond = '') => {
    let isRare = rareIn.get(locale);
    if (isRare === undefined) {
      const isInFew = rareStems(
        entries.map(({ answer }) => answer[locale]),
        rareShare,
      );
      const isAskedOfFew = rareStems(
        questions.map((each) => each[locale].join(' ')),
        askedShare,
      );
      isRare = (stem) => isInFew(stem) && isAskedOfFew(stem);
      rareIn.set(locale, isRare);
    }
    const known = stemsOf(`${entry.title[locale]} ${beyond}`);
    const asked = [...stemsOf(text)].filter((stem) => isRare(stem) && !known.has(stem));
    const passages = passagesOf(entry.answer[locale]).map((passage) => {
      const stems = stemsOf(passage);
      return { passage, hits: asked.filter((stem) => stems.has(stem)).length };
    });
    const most = Math.max(0, ...passages.map(({ hits }) => hits));
    const [best, second] = passages.filter(({ hits }) => hits === most);
    return most === 0 || best === undefined || second !== undefined ? null : best.passage;
  };
}

/** Whether a word is in so few of the texts that it tells what is asked about. */
function rareStems(texts: readonly string[], share: number): (stem: string) => boolean {
  const counts = new Map<string, number>();
  for (const text of texts) for (const stem of stemsOf(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const most = Math.max(1, texts.length * share);
  return (stem) => (counts.get(stem) ?? 0) <= most;
}

/** The list items of a text, and the sentences of its paragraphs. What only announces a list is none. */
function passagesOf(answer: string): readonly string[] {
  return answer
    .split('\n')
    .map((line) => line.trim())
    .flatMap((line) => (listMark.test(line) ? [line.replace(listMark, '')] : line.split(sentenceEnds)))
    .filter((passage) => passage !== '' && !/:[*_]*$/.test(passage));
}
