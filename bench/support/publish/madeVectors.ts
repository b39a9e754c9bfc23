import { dimensions } from '../../../src/language/meaning/texts.ts';
import { randomNumbers } from '../random.ts';

/** As long as real ones. */
export const vectorSize = dimensions;

const ofWords = new Map<string, Float32Array>();

/** A vector that is made of a text's words: texts with words in common are near. It takes no model. */
export function madeVector(text: string): Float32Array {
  const sum = new Float32Array(vectorSize);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const vector = vectorOfWord(word);
    for (let d = 0; d < vectorSize; d++) (sum[d] as number) += vector[d] as number;
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

function vectorOfWord(word: string): Float32Array {
  let vector = ofWords.get(word);
  if (vector === undefined) {
    const random = randomNumbers([...word].reduce((seed, sign) => (seed * 31 + (sign.codePointAt(0) ?? 0)) >>> 0, 7));
    vector = Float32Array.from({ length: vectorSize }, () => random() - 0.5);
    ofWords.set(word, vector);
  }
  return vector;
}
