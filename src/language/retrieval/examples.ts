import { lookUp } from '../text/hashTable.ts';
import type { Examples, Support } from './softmax.ts';
import type { Corpus, Vocabulary } from './vocabulary.ts';

/** The training texts as sparse unit vectors over the vocabulary, in their original order. */
export function toExamples(corpus: Corpus, vocabulary: Vocabulary, classes: readonly number[]): Examples {
  const texts = classes.length;
  const starts = new Uint32Array(texts + 1);
  const features = new Uint32Array(corpus.hashes.length);
  const values = new Float32Array(corpus.hashes.length);
  let count = 0;
  for (let t = 0; t < texts; t++) {
    const begin = count;
    let square = 0;
    const end = corpus.starts[t + 1] as number;
    for (let i = corpus.starts[t] as number; i < end; i++) {
      const feature = lookUp(vocabulary.table, corpus.hashes[i] as number);
      if (feature < 0) continue;
      const gain = vocabulary.gain[feature] as number;
      features[count] = feature;
      values[count++] = gain;
      square += gain * gain;
    }
    const norm = Math.sqrt(square) || 1;
    for (let i = begin; i < count; i++) values[i] = (values[i] as number) / norm;
    starts[t + 1] = count;
  }
  return {
    starts,
    features: features.subarray(0, count),
    values: values.subarray(0, count),
    classOf: Uint16Array.from(classes),
  };
}

/** Which classes have each feature. The examples come class by class, so the lists are ascending. */
export function supportOf(examples: Examples, features: number): Support {
  const starts = new Uint32Array(features + 1);
  visit(examples, features, (feature) => {
    (starts[feature + 1] as number)++;
  });
  for (let f = 0; f < features; f++) (starts[f + 1] as number) += starts[f] as number;
  const classes = new Uint16Array(starts[features] as number);
  const next = starts.slice();
  visit(examples, features, (feature, classNumber) => {
    classes[(next[feature] as number)++] = classNumber;
  });
  return { starts, classes };
}

/** Calls back once for each pair of a feature and a class that has it. */
function visit(examples: Examples, features: number, see: (feature: number, classNumber: number) => void): void {
  const last = new Int32Array(features).fill(-1);
  for (let t = 0; t < examples.classOf.length; t++) {
    const classNumber = examples.classOf[t] as number;
    const end = examples.starts[t + 1] as number;
    for (let i = examples.starts[t] as number; i < end; i++) {
      const feature = examples.features[i] as number;
      if (last[feature] === classNumber) continue;
      last[feature] = classNumber;
      see(feature, classNumber);
    }
  }
}
