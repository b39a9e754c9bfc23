import { readFileSync } from 'node:fs';
import { decide, type QuestionDecision, type Thresholds } from '../../src/core/dialogue/decide.ts';
import { isLocale, type Locale, locales } from '../../src/core/model/locale.ts';
import type { Retriever } from '../../src/language/retrieval/index.ts';
import { mean, percent } from './measures.ts';

/** A question with the entry that a human clerk would choose; `entry` is null where none answers it. */
export interface Question {
  readonly locale: Locale;
  readonly entry: string | null;
  readonly text: string;
}

export interface Judged extends Question {
  readonly best: string | null;
  readonly confidence: number;
  readonly decision: QuestionDecision;
}

/**
 * Thresholds for words alone, whose confidence is calibrated apart from that of both voices: `answer` is the lowest at
 * which, on held-out variants, at most 3 % of questions get a wrong entry, at most 3 % of the questions of entries left
 * out get any, and at most 3 % of held-out out-of-scope messages do; `clarify` the lowest at which three quarters of
 * those messages get no choices. `npm run eval -- --calibrate` recomputes them.
 */
const wordThresholds: Thresholds = {
  ...{ answer: 0.85, clear: 0.85, times: 1, sure: 0.85 },
  ...{ clarify: 0.13, lead: 0, choice: 0.05 },
};

type Row = Readonly<Record<string, string | number>>;

/** Reads `test/data/eval`: never used for training, nor to fit a threshold. */
export function readSet(): readonly Question[] {
  const read = (name: string) =>
    readFileSync(new URL(`../../test/data/eval/${name}`, import.meta.url), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
  const questions: Question[] = [];
  for (const [locale, entry, text] of read('questions.tsv'))
    if (isLocale(locale) && entry !== undefined && text !== undefined) questions.push({ locale, entry, text });
  for (const [locale, text] of read('out-of-scope.tsv'))
    if (isLocale(locale) && text !== undefined) questions.push({ locale, entry: null, text });
  return questions;
}

/** Asks every question. Throws when one names an unknown entry: the figures would be meaningless. */
export function evaluate(
  retriever: Retriever,
  set: readonly Question[],
  known: ReadonlySet<string>,
): readonly Judged[] {
  return set.map((question) => {
    if (question.entry !== null && !known.has(question.entry))
      throw new Error(`questions.tsv names ${question.entry}, which no file in dialogs/ has: rename or remove one.`);
    const ranked = retriever.rank(question.text, question.locale, 5);
    const best = ranked[0];
    return {
      ...question,
      best: best?.entry ?? null,
      confidence: best?.confidence ?? 0,
      decision: decide(ranked, wordThresholds),
    };
  });
}

/** What the person gets: the right answer, the right answer among the choices, a wrong answer, or none of these. */
export function givenOrAmong({ entry, decision }: Judged): boolean {
  if (entry === null) return false;
  return decision.kind === 'answer'
    ? decision.entry === entry
    : decision.kind === 'clarify' && decision.entries.includes(entry);
}

/** Small talk and commands: a joke for a person who asks for a joke answers no question. */
const isTalk = ({ decision }: Judged) => decision.kind === 'answer' && /^(?:smalltalk|command)\./.test(decision.entry);
const isGiven = (one: Judged) => one.decision.kind === 'answer' && !(one.entry === null && isTalk(one));
const isWrong = ({ entry, decision }: Judged) => decision.kind === 'answer' && decision.entry !== entry;
const share = (judged: readonly Judged[], is: (one: Judged) => boolean) => mean(judged.map((one) => Number(is(one))));

/** One row per language and one for all. */
export function summarise(judged: readonly Judged[]): readonly Row[] {
  return [...locales, 'all'].map((language) => {
    const own = judged.filter(({ locale }) => language === 'all' || locale === language);
    const inScope = own.filter(({ entry }) => entry !== null);
    const outside = own.filter(({ entry }) => entry === null);
    return {
      language,
      questions: inScope.length,
      'top-1': percent(share(inScope, ({ best, entry }) => best === entry)),
      'given or among choices': percent(share(inScope, givenOrAmong)),
      'right given': percent(share(inScope, (one) => isGiven(one) && !isWrong(one))),
      'wrong given': percent(share(inScope, isWrong)),
      'out of scope': outside.length,
      answered: percent(share(outside, isGiven)),
      'small talk': percent(share(outside, isTalk)),
      'asked back': percent(share(outside, ({ decision }) => decision.kind === 'clarify')),
    };
  });
}

export function targetsMissed(judged: readonly Judged[]): readonly string[] {
  const inScope = judged.filter(({ entry }) => entry !== null);
  const outside = judged.filter(({ entry }) => entry === null);
  const missed = [];
  if (share(inScope, ({ best, entry }) => best === entry) < 0.85) missed.push('top-1 at least 85 %');
  if (share(inScope, givenOrAmong) < 0.93) missed.push('right answer given or among the choices at least 93 %');
  if (share(inScope, isWrong) > 0.03) missed.push('wrong answers given at most 3 %');
  if (share(outside, isGiven) > 0.03) missed.push('out-of-scope questions answered at most 3 %');
  return missed;
}

/** Questions with a wrong answer or none, the most confident first. */
export function missesOf(judged: readonly Judged[]): readonly Row[] {
  return judged
    .filter((one) => (one.entry === null ? isGiven(one) : isWrong(one) || !givenOrAmong(one)))
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ text, entry, best, confidence, decision }) => ({
      question: text,
      wanted: entry ?? '(out of scope)',
      best: best ?? '(none)',
      confidence: confidence.toFixed(2),
      did: decision.kind,
    }));
}
