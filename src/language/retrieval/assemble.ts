import type { LexiconData } from '../text/lexicon.ts';
import { packStarts } from '../text/packedStarts.ts';
import { buildSpelling } from '../text/respell.ts';
import { tokens } from '../text/tokens.ts';
import type { IndexData } from './indexData.ts';
import { quantise } from './quantise.ts';
import type { Softmax, Support } from './softmax.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Assembles the results of training as an index. */
export function assembleIndex(learnt: {
  readonly lexicon: LexiconData;
  readonly texts: readonly string[];
  readonly ids: readonly string[];
  readonly background: number;
  readonly reachesBeyond: Uint8Array<ArrayBuffer>;
  readonly vocabulary: Vocabulary;
  readonly support: Support;
  readonly model: Softmax;
}): IndexData {
  const { lexicon, ids, background, reachesBeyond, vocabulary, support, model } = learnt;
  return {
    lexicon,
    spelling: buildSpelling(countWords(learnt.texts)),
    ids,
    background,
    reachesBeyond,
    features: vocabulary.table,
    gain: Float16Array.from(vocabulary.gain),
    rarest: vocabulary.rarest,
    starts: packStarts(support.starts),
    classes: ids.length < 0xff ? Uint8Array.from(support.classes) : support.classes,
    ...quantise(model.weights, support.starts, vocabulary.gain),
    bias: model.bias,
  };
}

function countWords(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of tokens(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
