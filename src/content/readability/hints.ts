import type { Locale } from '../../core/model/locale.ts';
import { paragraphsOf, wordCount } from './paragraphs.ts';
import type { PlainerWords, ReadabilityHint } from './views.ts';

/** More words than this make a sentence, or a paragraph, long. */
export const longSentence = 30;
export const longParagraph = 90;
/** Words by which a long sentence is known. */
const startWords = 5;
/** Most hints for one text: more are not read. */
const mostHints = 6;

/** What is done by somebody. Without its author the same words are often no passive ("is closed"), and stay. */
const passives: Readonly<Record<Locale, RegExp>> = {
  ca: /(?<!\p{L})(?:és|són|serà|seran|era|eren|va ser|van ser|ha estat|han estat|sigui|siguin|ser|sent)\s+\p{L}+(?:ada|at|ades|ats|ida|it|ides|its)\s+p(?:er|els?)(?!\p{L})/giu,
  es: /(?<!\p{L})(?:es|son|será|serán|era|eran|fue|fueron|ha sido|han sido|sea|sean|ser|siendo)\s+\p{L}+(?:ad|id)[oa]s?\s+por(?!\p{L})/giu,
  en: /(?<!\p{L})(?:is|are|was|were|be|been|being)\s+\p{L}+(?:ed|en|own|ught)\s+by(?!\p{L})/giu,
};

/** What makes a text hard to read, the longest sentences first. */
export function readabilityHints(
  text: string,
  locale: Locale,
  jargon: readonly PlainerWords[],
): readonly ReadabilityHint[] {
  const paragraphs = paragraphsOf(text);
  const long = paragraphs
    .flat()
    .map((sentence) => ({ kind: 'sentence', words: wordCount(sentence), start: startOf(sentence) }) as const)
    .filter(({ words }) => words > longSentence)
    .sort((a, b) => b.words - a.words);
  const blocks = paragraphs
    .map((sentences) => sentences.join(' '))
    .map((paragraph) => ({ kind: 'paragraph', words: wordCount(paragraph), start: startOf(paragraph) }) as const)
    .filter(({ words }) => words > longParagraph);
  const whole = paragraphs.flat().join('\n');
  const passive = Array.from(
    new Set(whole.match(passives[locale]) ?? []),
    (said) => ({ kind: 'passive', said }) as const,
  );
  return [...long, ...blocks, ...jargonIn(whole, jargon), ...passive].slice(0, mostHints);
}

function jargonIn(text: string, jargon: readonly PlainerWords[]): readonly ReadabilityHint[] {
  const found = new Map<string, ReadabilityHint>();
  for (const { say, rather } of jargon) {
    for (const [said] of text.matchAll(patternOf(say))) {
      const key = said.toLowerCase();
      if (!found.has(key)) found.set(key, { kind: 'jargon', said, rather });
    }
  }
  return [...found.values()];
}

const patterns = new Map<string, RegExp>();

function patternOf(say: string): RegExp {
  const known = patterns.get(say);
  if (known !== undefined) return known;
  const words = say
    .replace(/\*$/, '')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/'/g, "['’]");
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])${words}${say.endsWith('*') ? '\\p{L}*' : ''}(?![\\p{L}\\p{N}])`,
    'giu',
  );
  patterns.set(say, pattern);
  return pattern;
}

function startOf(sentence: string): string {
  const words = sentence.split(/\s+/);
  return words.length <= startWords ? sentence : `${words.slice(0, startWords).join(' ')}…`;
}
