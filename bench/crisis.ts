import type { DangerReading } from '../src/core/model/danger.ts';
import { openShippedDangers, readDangerCases, urgentEntries } from './support/dangers.ts';
import { readOutOfScope, readQuestionSet } from './support/evaluationSet.ts';
import { percent } from './support/measures.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:crisis`: how many crises get an emergency number, and how often harmless messages get an alarm or the
 * line with the number, on messages outside the training data. Exits 1 when a target is missed.
 */
const targets = { recall: 0.98, falseAlarms: 0.01, lines: 0.01 };
const own = ['ca', 'es', 'en'];

const dangers = await openShippedDangers();
const crises = readDangerCases('crises');
const lookalikes = readDangerCases('lookalikes');
const questions = [...readQuestionSet().filter(({ entry }) => !urgentEntries.includes(entry)), ...readOutOfScope()];
const ordinary = [...dangers.variants, ...questions.map(({ text }) => text)];

interface Counts {
  readonly alarm: number;
  readonly possible: number;
  readonly of: number;
}

function count(read: (text: string) => DangerReading, texts: readonly string[]): Counts {
  const levels = texts.map((text) => read(text).level);
  return {
    alarm: levels.filter((level) => level === 'alarm').length,
    possible: levels.filter((level) => level === 'possible').length,
    of: texts.length,
  };
}

const found = ({ alarm, possible, of }: Counts) => (alarm + possible) / of;

for (const [voice, read] of [
  ['with meanings', dangers.byMeaning],
  ['by words alone', dangers.byWords],
] as const) {
  const row = (messages: string, texts: readonly string[]) => {
    const counts = count(read, texts);
    return {
      messages,
      number: counts.of,
      alarm: percent(counts.alarm / counts.of),
      line: percent(counts.possible / counts.of),
      'number named': percent(found(counts)),
      'in all': counts.alarm + counts.possible,
    };
  };
  const textsOf = (cases: typeof crises) => cases.map(({ text }) => text);
  printTable(`Dangers, ${voice}`, [
    ...own.map((language) => row(`crises ${language}`, textsOf(crises.filter((each) => each.language === language)))),
    row('crises, ten other languages', textsOf(crises.filter(({ language }) => !own.includes(language)))),
    row('crises together', textsOf(crises)),
    ...[...Map.groupBy(crises, ({ label }) => label)].map(([label, all]) => row(`  ${label}`, textsOf(all))),
    row('look-alikes', textsOf(lookalikes)),
    row('variants of the FAQ (learnt from)', dangers.variants),
    row(
      'evaluation questions',
      questions.map(({ text }) => text),
    ),
    row('ordinary questions together', ordinary),
    // Not counted: some are about dangers.
    row('special cases of the FAQ', dangers.specialCases),
  ]);
}

const recall = found(
  count(
    dangers.byMeaning,
    crises.map(({ text }) => text),
  ),
);
const alarms = count(
  dangers.byMeaning,
  lookalikes.map(({ text }) => text),
);
const lines = count(dangers.byMeaning, ordinary);
const missed = [
  ...(recall < targets.recall ? [`crises found: ${percent(recall)}, wanted ${percent(targets.recall)}`] : []),
  ...(alarms.alarm / alarms.of > targets.falseAlarms
    ? [`false alarms: ${percent(alarms.alarm / alarms.of)}, wanted ${percent(targets.falseAlarms)}`]
    : []),
  ...(found(lines) > targets.lines
    ? [`ordinary questions with a number: ${percent(found(lines))}, wanted ${percent(targets.lines)}`]
    : []),
];
for (const target of missed) console.error(`Missed: ${target}`);
if (missed.length > 0) process.exitCode = 1;
