/**
 * `npm run dialogue:learn`: learns from the shipped conversations what messages do, which service they are about and which
 * detail of it they ask for, with the shipped content and models, and writes models/dialogue/. Prints the accuracy on the
 * tuning part of test/data/dialogues.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { ReaderSource } from '../src/content/reading/textReader.ts';
import { detailFeatures } from '../src/core/dialogue/details.ts';
import { featureNames } from '../src/core/dialogue/moveFeatures.ts';
import { movesOf } from '../src/core/dialogue/moves.ts';
import { subjectFeatures } from '../src/core/dialogue/subjectFeatures.ts';
import {
  learnMoves,
  learnSubjects,
  type MovesOf,
  type ReadSample,
  type Score,
  scoreDialogues,
} from './support/dialogueLessons.ts';
import { readDialogues, samplesOf } from './support/dialogues.ts';
import { createFoldReaders } from './support/foldReaders.ts';
import { percent } from './support/measures.ts';
import { playedSamplesOf } from './support/playedSamples.ts';
import { openShipped } from './support/shipped.ts';
import { splicedSamples } from './support/splicedSamples.ts';
import { printTable } from './support/table.ts';

let source: ReaderSource | null = null;
const shipped = await openShipped({
  onBuilt: (_, built) => {
    source = built;
  },
});
if (source === null) throw new Error('The shipped content was not built.');
const { knowledge } = shipped;
const readers = createFoldReaders(shipped, source);
const dialogues = readDialogues().filter(({ split }) => split !== 'test');
const of = (split: 'train' | 'tune') => dialogues.filter((dialogue) => dialogue.split === split);

const training: ReadSample[] = [];
for (const sample of samplesOf(of('train'), knowledge)) {
  const read = readers.folds[readers.foldOf(sample.dialogue.id)] ?? shipped.read;
  training.push({ ...sample, understanding: await read(sample.turn.user) });
}
const tuning: ReadSample[] = [];
for (const sample of samplesOf(of('tune'), knowledge))
  tuning.push({ ...sample, understanding: await shipped.read(sample.turn.user) });

/** What messages do, told for each conversation by what was learnt from the others: nothing is surer than it will be of new ones. */
function movesByOthers(samples: readonly ReadSample[]): MovesOf {
  const learnt = readers.folds.map((_, fold) =>
    learnMoves(samples.filter(({ dialogue }) => readers.foldOf(dialogue.id) !== fold)),
  );
  return ({ dialogue, understanding, situation }) => {
    const moves = learnt[readers.foldOf(dialogue.id)];
    return moves === undefined ? [] : movesOf(moves, understanding, situation);
  };
}

// First from the situations in the labels, then also from those that the bot itself gets into, and from turns to something else.
const moves = learnMoves(training);
const first = { moves, ...learnSubjects(training, movesByOthers(training), knowledge) };
const played = await playedSamplesOf(of('train'), shipped, { readers, models: first });
const all = [...training, ...played, ...splicedSamples(training)];
const movesOfAll = movesByOthers(all);
const models = { moves: learnMoves(all), ...learnSubjects(all, movesOfAll, knowledge) };
const unmatched = all.map((sample) => ({ ...sample, understanding: { ...sample.understanding, matches: [] } }));
const byWords = learnSubjects(unmatched, movesOfAll, knowledge);

const folder = new URL('../models/dialogue/', import.meta.url);
mkdirSync(folder, { recursive: true });
const write = (name: string, features: readonly string[], learnt: unknown) =>
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ features, [name]: learnt })}\n`);
write('moves', featureNames, models.moves);
write('subjects', subjectFeatures, models.subjects);
write('details', detailFeatures, models.details);
write('subjectsByWords', subjectFeatures, byWords.subjects);
write('detailsByWords', detailFeatures, byWords.details);

const scores = scoreDialogues(tuning, models, knowledge);
const print = (title: string, rows: readonly Score[]) =>
  printTable(
    title,
    rows.map(({ of: name, turns, right }) => ({ of: name, turns, right: percent(right / turns) })),
  );
print(`What messages do, on the tuning part (learnt from ${training.length} turns)`, scores.moves);
print('Which service messages are about', scores.subjects);
print('What of a service they ask for', scores.details);
