import { plainWords } from '../util/plainWords.ts';

/**
 * Words of a text as cases are searched by them: without accents and capitals, each once. What is kept and what is asked
 * for go through here, so that they meet.
 */
export function caseWords(text: string): readonly string[] {
  const plain = plainWords(text);
  return plain === '' ? [] : [...new Set(plain.split(' '))];
}
