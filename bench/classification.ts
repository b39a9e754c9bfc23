import { fileURLToPath } from 'node:url';
import { kinds } from '../src/core/model/kind.ts';
import { buildKindsFor } from './support/buildKinds.ts';
import { readOutOfScope, readQuestionSet } from './support/evaluationSet.ts';
import { macroF1, readHarmless, readLabelled, scoreOf } from './support/kinds.ts';
import { percent } from './support/measures.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:classification`: accuracy of classification on messages outside the training data, and its cost per
 * message. Exits 1 when a target is missed.
 */
const { classifier, heldOut, milliseconds } = await buildKindsFor(
  fileURLToPath(new URL('../dialogs', import.meta.url)),
);
const labelled = readLabelled();
const judged = labelled.map((one) => ({ ...one, result: classifier.classify(one.text, one.locale) }));
const pairs = judged.map(({ kind, result }) => ({ wanted: kind, given: result.kind }));
printTable(
  'Kinds of messages, on test/data/kinds',
  kinds.map((kind) => {
    const { precision, recall, f1 } = scoreOf(kind, pairs);
    const own = judged.filter((one) => one.kind === kind);
    const confused = own.filter(({ result }) => result.kind !== kind).map(({ result }) => result.kind);
    return {
      kind,
      messages: own.length,
      precision: percent(precision),
      recall: percent(recall),
      F1: f1.toFixed(3),
      'taken for': [...new Set(confused)].join(', '),
    };
  }),
);
const macro = macroF1(pairs);
const right = judged.filter(({ kind, result }) => result.kind === kind).length / judged.length;
const bins = [0, 0.3, 0.5, 0.7, 0.85, 0.95].map((from, at, all) => {
  const within = judged.filter(
    ({ result }) => result.confidence >= from && result.confidence < (all[at + 1] ?? Number.POSITIVE_INFINITY),
  );
  const hits = within.filter(({ kind, result }) => result.kind === kind).length;
  return {
    'confidence from': from,
    messages: within.length,
    right: within.length === 0 ? '' : percent(hits / within.length),
  };
});
printTable('Is the confidence honest?', bins);

const ruled = judged.filter(({ result }) => result.rule !== null);
const ruledRight = ruled.filter(({ kind, result }) => result.rule?.kind === kind).length;
const questions = [...readQuestionSet(), ...readOutOfScope()];
const insulted = readHarmless().filter((text) => classifier.classify(text, 'ca').rule?.kind === 'insult');

const started = process.cpuUsage();
const rounds = 5;
for (let round = 0; round < rounds; round++)
  for (const { text, locale } of questions) classifier.classify(text, locale);
const used = process.cpuUsage(started);
const each = (used.user + used.system) / 1_000 / rounds / questions.length;

printTable('In short', [
  { figure: 'macro-F1', value: macro.toFixed(3), target: 'at least 0.85' },
  { figure: 'right kind', value: percent(right), target: '' },
  { figure: 'macro-F1 on held-out examples, a fifth at a time', value: macroF1(heldOut).toFixed(3), target: '' },
  {
    figure: `rules that fired and were right, of ${ruled.length}`,
    value: percent(ruledRight / ruled.length),
    target: '',
  },
  { figure: 'harmless phrases on which an insult rule fires', value: insulted.length, target: '0' },
  { figure: 'learning, s', value: (milliseconds / 1_000).toFixed(2), target: '' },
  { figure: 'a message, ms of processor', value: each.toFixed(4), target: 'at most 0.03' },
]);
const missed = [
  ...(macro < 0.85 ? ['macro-F1 at least 0.85'] : []),
  ...(insulted.length > 0 ? ['no insult rule on harmless phrases'] : []),
];
for (const target of missed) console.error(`Missed: ${target}`);
if (missed.length > 0) process.exitCode = 1;
