import type { Classification, FiredRule, Kind, RankedKind } from '../../core/model/kind.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import type { WordStore } from '../retrieval/wordStore.ts';
import { openClassScores } from './kindScorer.ts';
import { openRules, type RulesOfKind } from './rules.ts';
import { type CuesOfKind, createSigns } from './signs.ts';
import { type PlacedWord, wordsOf } from './wordsOf.ts';

/** Classifies a text by kind of message: pure, synchronous, without I/O. */
export interface Classifier {
  /** The language hint is ignored today: people mix languages, and rules and model pool them. */
  classify(text: string, hint: Locale): Classification;
}

/** Data of a file of `dialogs/kinds` for the classifier. */
export type KindRules = RulesOfKind & CuesOfKind;

/** Confidence of a rule match; `npm run bench:classification` prints how often rules are right. */
const ruleConfidence = 0.97;
/** Kinds below this probability are left out. */
const minConfidence = 0.01;

/**
 * Opens the classifier. Without a model (null) a text that matches no rule counts as a question. `store`: words that
 * others read, too.
 */
export function openClassifier(
  files: readonly KindRules[],
  model: IndexData | null,
  store: WordStore | null = null,
): Classifier {
  const rules = openRules(files);
  const rank: Rank = model === null ? () => [] : openModel(files, model, store);

  return {
    classify(text) {
      const words = wordsOf(text);
      const rule = rules(text, words)[0] ?? null;
      const ranked = decided(rank(text, words), rule);
      const [best] = ranked;
      return { kind: best?.kind ?? 'question', confidence: best?.confidence ?? 0, ranked, rule };
    },
  };
}

/** Puts the decided kind first. */
function decided(ranked: readonly RankedKind[], rule: FiredRule | null): readonly RankedKind[] {
  const first: RankedKind | undefined =
    rule === null
      ? ranked[0]
      : { kind: rule.kind, confidence: Math.max(ruleConfidence, confidenceIn(ranked, rule.kind)) };
  if (first === undefined || ranked[0] === first) return ranked;
  return [first, ...ranked.filter(({ kind }) => kind !== first.kind)];
}

function confidenceIn(ranked: readonly RankedKind[], wanted: Kind): number {
  return ranked.find(({ kind }) => kind === wanted)?.confidence ?? 0;
}

type Rank = (text: string, words: readonly PlacedWord[]) => readonly RankedKind[];

function openModel(files: readonly KindRules[], data: IndexData, store: WordStore | null): Rank {
  const signsOf = createSigns(files);
  const score = openClassScores(data, store);
  return (text, words) => {
    const scores = score(text, signsOf(text, words));
    if (scores === null) return [];
    let top = Number.NEGATIVE_INFINITY;
    for (const score of scores) if (score > top) top = score;
    let sum = 0;
    for (let c = 0; c < scores.length; c++) {
      const part = Math.exp((scores[c] as number) - top);
      scores[c] = part;
      sum += part;
    }
    const ranked: RankedKind[] = [];
    for (let c = 0; c < scores.length; c++) {
      const confidence = (scores[c] as number) / sum;
      if (confidence < minConfidence) continue;
      let at = ranked.length;
      while (at > 0 && (ranked[at - 1] as RankedKind).confidence < confidence) at--;
      ranked.splice(at, 0, { kind: data.ids[c] as Kind, confidence });
    }
    return ranked;
  };
}
