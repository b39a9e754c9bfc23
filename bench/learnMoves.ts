/**
 * Learns what messages do in conversations from the training part of test/data/dialogues, with the shipped content and
 * models, and writes models/dialogue/moves.json. Prints how often it is right on the tuning part.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { featureNames, featuresOf } from '../src/core/dialogue/features.ts';
import { movesOf } from '../src/core/dialogue/moves.ts';
import { moves, type Understanding } from '../src/core/model/understanding.ts';
import { readDialogues, type Sample, samplesOf } from './support/dialogues.ts';
import { fitMoves } from './support/fitMoves.ts';
import { percent } from './support/measures.ts';
import { openShipped } from './support/shipped.ts';
import { printTable } from './support/table.ts';

/** Chosen on the tuning part. */
const penalty = 0.0003;

const { knowledge, read } = await openShipped();
const samples: (Sample & { readonly understanding: Understanding; readonly features: Float64Array })[] = [];
for (const sample of samplesOf(readDialogues(), knowledge)) {
  if (sample.dialogue.split === 'test') continue;
  const understanding = await read(sample.turn.user);
  samples.push({ ...sample, understanding, features: featuresOf(understanding, sample.situation) });
}
const of = (split: 'train' | 'tune') => samples.filter(({ dialogue }) => dialogue.split === split);
const model = fitMoves(of('train'), penalty);
const folder = new URL('../models/dialogue/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('moves.json', folder), `${JSON.stringify({ features: featureNames, moves: model })}\n`);
const rows = moves.map((move) => {
  const own = of('tune').filter((sample) => sample.move === move);
  const right = own.filter(
    ({ understanding, situation }) => movesOf(model, understanding, situation)[0]?.move === move,
  );
  return { move, turns: own.length, right: own.length === 0 ? '-' : percent(right.length / own.length) };
});
printTable(`What messages do, on the tuning part (learnt from ${of('train').length} turns)`, rows);
