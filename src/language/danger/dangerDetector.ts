import { type DangerHelp, type DangerReading, noDanger } from '../../core/model/danger.ts';
import type { TextMeaning } from '../../core/ports/knowledge.ts';
import { openClassScores } from '../classification/kindScorer.ts';
import { openRules } from '../classification/rules.ts';
import { wordsOf } from '../classification/wordsOf.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import type { WordStore } from '../retrieval/wordStore.ts';
import { lookalike, ordinary } from './dangerLessons.ts';
import { openSvm, type SvmReading } from './svm.ts';
import type { DangerMeaning } from './trainMeaning.ts';

/** A danger as it is written down: its words, and whom to call. */
export interface DangerRules {
  readonly id: string;
  readonly patterns: readonly string[];
  readonly unless: readonly string[];
  /** Id of whom to call. */
  readonly help: string;
}

export interface DangerSources {
  readonly dangers: readonly DangerRules[];
  /** Whom to call by id; the first where it is not known which danger it is. */
  readonly help: ReadonlyMap<string, DangerHelp>;
  /** What was learnt of words; null: rules alone. */
  readonly words: IndexData | null;
  /** What was learnt of meanings; null: words alone. */
  readonly meaning: DangerMeaning | null;
  /** Words that others read, too; null: its own. */
  readonly store?: WordStore | null;
  /** Whether a text is in a language whose words were learnt. */
  readonly isOurs: (text: string) => boolean;
}

/** Reads the words of a text; what comes of it weighs in its meaning, where that is at hand. */
export type DangerDetector = (
  text: string,
) => (meaning: TextMeaning | null) => DangerReading & { readonly doubtful: boolean };

/**
 * How evidence adds up to the log odds of a danger, fitted on predictions for examples that were left out of training
 * (`npm run bench:crisis` prints how honest they are): the logarithm of the odds that words give, a rule that fired,
 * how far on the side of dangers the meaning lies, what the nearest examples say, and how much farther on that side one
 * sentence of several lies.
 */
const byWords = { offset: 0.37, words: 0.72, rule: 2.16 };
const byMeaning = { offset: 0.4, words: 0.3, rule: 1.23, margin: 2.86, nearest: 1.67, sentence: 1.95 };
/** Of languages whose words were not learnt. */
const byMeaningAlone = { offset: -0.07, words: 0, rule: 1.37, margin: 3.94, nearest: 1.68, sentence: 0.05 };

/**
 * Probabilities from which on there is an alarm, and from which on there may be a danger: chosen so that at most one in a
 * hundred look-alikes gives an alarm, and one in a hundred ordinary questions the line with the number.
 */
const thresholds = {
  words: { alarm: 0.9, possible: 0.6 },
  meaning: { alarm: 0.97, possible: 0.22 },
} as const;
/** A danger so sure by its words need not be asked of meaning. */
const sureByWords = 0.97;
/** Share of what speaks for a danger from which on its own number is said. */
const sureOfHelp = 0.6;
/** The same of what is nearest by its meaning: of 811 examples of other dangers, left out, 4 came to such a number. */
const sureByMeaning = 0.9;
/** Log odds where there is nothing but rules to go by. */
const sureRule = 3;
/** The least odds of words that count: a text of unknown words says nothing. */
const leastOdds = 1e-3;
/** A text of fewer letters tells nothing, whatever lies near its sentence vector. */
const twoLetters = /\p{L}.*\p{L}/su;

/** Yes, no and when, in Catalan, Spanish and English: answers to a question, which tell of no danger on their own. */
const bareAnswers: ReadonlySet<string> = new Set(
  'no si yes ok avui hoy today tonight ara ahora now mateix mismo right dema manana tomorrow ahir ayer yesterday anit anoche not aquesta esta este aquest this nit noche vespre'.split(
    ' ',
  ),
);

/** Makes the detector of dangers: pure, synchronous, without I/O. */
export function openDangerDetector(sources: DangerSources): DangerDetector {
  const { dangers, help, isOurs } = sources;
  const kind = 'emergency';
  const rules = openRules([
    { kind, rules: dangers.map(({ id, patterns, unless }) => ({ id, patterns, unless, identifiers: [] })) },
  ]);
  const helpOf = new Map(dangers.map((danger) => [danger.id, danger.help]));
  const [general = null] = help.keys();
  const weigh = sources.words === null ? null : openWords(sources.words, sources.store ?? null);
  const meaningSvm = sources.meaning === null ? null : openSvm(sources.meaning.svm);

  return (text) => {
    const read = wordsOf(text);
    const rule = rules(text, read)[0] ?? null;
    const words = read.every((word) => bareAnswers.has(word.text)) ? null : (weigh?.(text) ?? null);
    const ours = isOurs(text);
    const isSpoken = twoLetters.test(text);
    return (known) => {
      const meaning = known === null || meaningSvm === null ? null : readMeaning(meaningSvm, known);
      const voice = meaning === null ? 'words' : 'meaning';
      const evidence = { words: words?.probability ?? null, rule: rule !== null, meaning, ours };
      const probability = isSpoken ? 1 / (1 + Math.exp(-logOddsOf(evidence))) : 0;
      const { alarm, possible } = thresholds[voice];
      const level = probability < possible ? 'none' : probability < alarm ? 'possible' : 'alarm';
      const doubtful =
        voice === 'words' && meaningSvm !== null && isSpoken && !(rule !== null && probability >= sureByWords);
      if (level === 'none') return { ...noDanger, probability, voice, doubtful };
      const closest = meaning === null ? null : closestOf(meaning.shares);
      const danger = rule?.id ?? closest?.danger ?? null;
      // Where there is only a doubt, a number of its own says more than is known.
      const nearest = level === 'alarm' ? (closest ?? words)?.help : null;
      const own = (rule === null ? nearest : helpOf.get(rule.id)) ?? '';
      const whom = help.has(own) ? own : general;
      return { level, danger, probability, rule, voice, whom, help: help.get(whom ?? '') ?? null, doubtful };
    };
  };

  /** The danger that speaks most, and whom to call where most of what speaks agrees on it. */
  function closestOf(shares: Float64Array): { danger: string | null; help: string | null } {
    const byHelp = new Map<string, number>();
    let [danger, most]: [string | null, number] = [null, 0];
    shares.forEach((share, number) => {
      const id = sources.meaning?.dangers[number] ?? '';
      const whom = helpOf.get(id) ?? '';
      byHelp.set(whom, (byHelp.get(whom) ?? 0) + share);
      if (share > most && helpOf.has(id)) [danger, most] = [id, share];
    });
    const sure = [...byHelp].find(([, share]) => share >= sureByMeaning);
    return { danger, help: sure?.[0] ?? null };
  }
}

/** Where the meaning of a text lies, and how much farther on the side of dangers one of its sentences does. */
type MeaningReading = SvmReading & { readonly sentence: number };

function readMeaning(svm: (vector: Float32Array) => SvmReading, { vector, sentences }: TextMeaning): MeaningReading {
  const farthest = sentences.reduce((most, each) => Math.max(most, svm(each).margin), Number.NEGATIVE_INFINITY);
  // Last, because its shares are valid until the next call.
  const whole = svm(vector);
  return { ...whole, sentence: sentences.length === 0 ? 0 : farthest - whole.margin };
}

/** What speaks for a danger in a text. */
interface Evidence {
  /** Probability by its words; null where none is known. */
  readonly words: number | null;
  readonly rule: boolean;
  /** Where its meaning lies; null where that is not known. */
  readonly meaning: Pick<MeaningReading, 'margin' | 'nearest' | 'sentence'> | null;
  /** Whether it is in a language whose words were learnt. */
  readonly ours: boolean;
}

function logOddsOf({ words, rule, meaning, ours }: Evidence): number {
  const fired = rule ? 1 : 0;
  const odds = words === null ? 0 : Math.log((words + leastOdds) / (1 - words + leastOdds));
  if (meaning !== null) {
    const by = ours ? byMeaning : byMeaningAlone;
    const byPlace = by.margin * meaning.margin + by.nearest * meaning.nearest + by.sentence * meaning.sentence;
    return by.offset + by.words * odds + by.rule * fired + byPlace;
  }
  // Words that were never learnt show nothing without their meaning.
  if (words === null || !ours) return rule ? sureRule : -sureRule;
  return byWords.offset + byWords.words * odds + byWords.rule * fired;
}

/** Probability of a danger by the words of a text, and whom to call for what they speak for; null where no word is known. */
function openWords(data: IndexData, store: WordStore | null) {
  const score = openClassScores(data, store);
  return (text: string): { probability: number; help: string | null } | null => {
    const scores = score(text);
    if (scores === null) return null;
    let top = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < scores.length; c++) if ((scores[c] as number) > top) top = scores[c] as number;
    let all = 0;
    let danger = 0;
    let most = 0;
    let help: string | null = null;
    for (let c = 0; c < scores.length; c++) {
      const id = data.ids[c] as string;
      const part = Math.exp((scores[c] as number) - top);
      all += part;
      if (id === lookalike || id === ordinary) continue;
      danger += part;
      if (part > most) {
        most = part;
        help = id;
      }
    }
    return { probability: danger / all, help: most >= sureOfHelp * danger ? help : null };
  };
}
