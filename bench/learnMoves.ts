/**
 * Learns what messages do in conversations, and which service they are about, from those that ship with the bot, with the
 * shipped content and models, and writes models/dialogue/. Prints how often it is right on the tuning part of
 * test/data/dialogues.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { openReader, type ReaderSource } from '../src/content/reading/textReader.ts';
import { understandingLessonsOf } from '../src/content/understanding/lessonsOf.ts';
import { featureNames, featuresOf } from '../src/core/dialogue/moveFeatures.ts';
import { movesOf } from '../src/core/dialogue/moves.ts';
import {
  candidatesOf,
  type Spoken,
  subjectFeatures,
  subjectFeaturesOf,
  subjectsOf,
} from '../src/core/dialogue/subjects.ts';
import { isAspect, moves, type Understanding } from '../src/core/model/understanding.ts';
import { trainClassHead, trainUnderstandingWords } from '../src/language/understanding/lessons.ts';
import { readTrainingDialogues } from '../src/language/understanding/trainingDialogues.ts';
import { readDialogues, type Sample, samplesOf } from './support/dialogues.ts';
import { fitMoves } from './support/fitMoves.ts';
import { fitSubjects } from './support/fitSubjects.ts';
import { percent } from './support/measures.ts';
import { openShipped, readAtOnce } from './support/shipped.ts';
import { printTable } from './support/table.ts';

/** Chosen on the tuning part. */
const penalty = 0.0003;
const subjectPenalty = 0.0005;
const folds = 3;

let source: ReaderSource | null = null;
const shipped = await openShipped({
  onBuilt: (_, built) => {
    source = built;
  },
});
const { content, knowledge, vectorOf } = shipped;
const training = readTrainingDialogues();
const foldOf = new Map(training.map(({ id }, index) => [id, index % folds]));
const readers = Array.from({ length: folds }, (_, fold) => readerWithout(fold));

type Read = (text: string) => Promise<Understanding>;

/** Acts and aspects are learnt from the same conversations: each is read by what was learnt from the others. */
function readerWithout(fold: number): Read {
  if (source === null) throw new Error('The shipped content was not built.');
  const { models } = source as ReaderSource;
  const lessons = understandingLessonsOf(
    content,
    training.filter(({ id }) => foldOf.get(id) !== fold),
  );
  const { meaning, learnt } = models;
  const words = trainUnderstandingWords(lessons, learnt.index.lexicon, 1);
  const heads = meaning === null ? null : { ...meaning, ...trainClassHeads(lessons) };
  const understandText = openReader({
    content: (source as ReaderSource).content,
    models: { ...models, learnt: { ...learnt, ...words }, meaning: heads },
  });
  return (text) => readAtOnce({ ...knowledge, understand: understandText }, vectorOf, text);
}

function trainClassHeads({ aspects, acts }: ReturnType<typeof understandingLessonsOf>) {
  return { aspects: trainClassHead(aspects, vectorOf), acts: trainClassHead(acts, vectorOf) };
}

const samples: (Sample & { readonly understanding: Understanding; readonly features: Float64Array })[] = [];
for (const sample of samplesOf(readDialogues(), knowledge)) {
  const { split, id } = sample.dialogue;
  if (split === 'test') continue;
  const read = split === 'tune' ? shipped.read : (readers[foldOf.get(id) ?? 0] as Read);
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

/** What tells which service a message is about, and the one that was meant; null: none. Undefined: not known. */
function subjectSampleOf({ understanding, situation, turn }: (typeof samples)[number]) {
  const wanted = turn.act === 'outside' ? null : aboutActs.includes(turn.act) ? turn.topic : undefined;
  if (situation.dialogue.focus.length === 0 || wanted === undefined) return [];
  const spoken: Spoken = {
    dialogue: situation.dialogue,
    moves: movesOf(model, understanding, situation),
    isService: (entry) => knowledge.entry(entry)?.kind === 'faq',
    sidesOf: (entry) => Object.keys(knowledge.entry(entry)?.aspects ?? {}).filter(isAspect),
    generalOf: situation.generalOf,
  };
  const entries = candidatesOf(understanding, spoken);
  return [{ turn, understanding, spoken, entries, wanted: wanted ?? null }];
}

const aboutActs = ['topic', 'aspect', 'back', 'correct'];
const learnt = fitSubjects(
  of('train')
    .flatMap(subjectSampleOf)
    // Who meant what nobody can tell from the text meant none of these.
    .map(({ understanding, spoken, entries, wanted }) => ({
      candidates: [null, ...entries].map((entry) => subjectFeaturesOf(understanding, spoken, entry)),
      right: wanted === null ? 0 : entries.indexOf(wanted) + 1,
    })),
  subjectPenalty,
);
writeFileSync(new URL('subjects.json', folder), `${JSON.stringify({ features: subjectFeatures, subjects: learnt })}\n`);
const tuning = of('tune').flatMap(subjectSampleOf);
printTable(
  'Which service messages are about, on the tuning part',
  [...aboutActs, 'outside'].map((act) => {
    const own = tuning.filter(({ turn }) => turn.act === act);
    const right = own.filter(({ understanding, spoken, wanted }) => {
      const [best] = subjectsOf(learnt, understanding, spoken);
      return wanted === null ? (best?.confidence ?? 0) < 0.5 : best?.entry === wanted;
    });
    return { act, turns: own.length, right: own.length === 0 ? '-' : percent(right.length / own.length) };
  }),
);
