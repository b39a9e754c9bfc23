import type { Classification, EmergencyHelp, FiredRule, Kind, RankedKind } from '../../core/kind.ts';
import type { Locale } from '../../core/locale.ts';
import { createReader } from '../retrieval/features.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import { asTyped } from '../retrieval/language.ts';
import { createKindScorer } from './kindScorer.ts';
import { openRules, type RulesOfKind } from './rules.ts';
import { type CuesOfKind, createSigns } from './signs.ts';
import { type PlacedWord, wordsOf } from './wordsOf.ts';

/** Says what kind of message a text is: pure, synchronous, without I/O. */
export interface Classifier {
  /** The language hint changes nothing today: people mix languages, and rules and model pool them. */
  classify(text: string, hint: Locale): Classification;
}

/** What a file of `dialogs/kinds` says, as far as classifying needs it. */
export interface KindRules extends RulesOfKind, CuesOfKind {
  /** Whom to call, the first where no rule says which. */
  readonly numbers: readonly EmergencyHelp[];
  readonly rules: readonly (RulesOfKind['rules'][number] & { readonly number?: string | undefined })[];
}

/** Finds an emergency by rules alone. */
export type EmergencyCheck = (text: string) => { readonly rule: FiredRule; readonly help: EmergencyHelp } | null;

/** How sure a rule makes; `npm run bench:classification` prints how often rules are right. */
const ruleConfidence = 0.97;
/** An emergency is believed from this probability on although another kind is ahead: missing one costs more. */
const emergencyFrom = 0.4;
/** Kinds that are less probable are not worth a mention. */
const leastConfidence = 0.01;
const wordsKept = 4_000;

/** Opens the emergency rules: no model is needed, so that it works when learning failed. */
export function openEmergencyCheck(files: readonly KindRules[]): EmergencyCheck {
  const emergencies = files.filter(({ kind }) => kind === 'emergency');
  const rules = openRules(emergencies);
  const helpOf = createHelp(files);
  return (text) => {
    const rule = rules(text, wordsOf(text))[0];
    const help = rule === undefined ? null : helpOf(rule);
    return rule === undefined || help === null ? null : { rule, help };
  };
}

/** Opens the classifier. Without a model (null) rules still tell emergencies; what no rule knows counts as a question. */
export function openClassifier(files: readonly KindRules[], model: IndexData | null): Classifier {
  const rules = openRules(files);
  const rank: Rank = model === null ? () => [] : openModel(files, model);
  const helpOf = createHelp(files);

  return {
    classify(text) {
      const words = wordsOf(text);
      const rule = rules(text, words)[0] ?? null;
      const ranked = decided(rank(text, words), rule);
      const [best] = ranked;
      const kind = best?.kind ?? 'question';
      const help = kind === 'emergency' ? helpOf(rule) : null;
      return { kind, confidence: best?.confidence ?? 0, ranked, rule, help };
    },
  };
}

/** The kinds with the one that is decided for first. */
function decided(ranked: readonly RankedKind[], rule: FiredRule | null): readonly RankedKind[] {
  const emergency = ranked.find(({ kind }) => kind === 'emergency');
  const first: RankedKind | undefined =
    rule !== null
      ? { kind: rule.kind, confidence: Math.max(ruleConfidence, confidenceIn(ranked, rule.kind)) }
      : emergency !== undefined && emergency.confidence >= emergencyFrom
        ? emergency
        : ranked[0];
  if (first === undefined || ranked[0] === first) return ranked;
  return [first, ...ranked.filter(({ kind }) => kind !== first.kind)];
}

function confidenceIn(ranked: readonly RankedKind[], wanted: Kind): number {
  return ranked.find(({ kind }) => kind === wanted)?.confidence ?? 0;
}

function createHelp(files: readonly KindRules[]): (rule: FiredRule | null) => EmergencyHelp | null {
  const numbers = files.flatMap((file) => file.numbers);
  const byRule = new Map(files.flatMap((file) => file.rules.map(({ id, number }) => [id, number] as const)));
  return (rule) => {
    const wanted = rule === null ? undefined : byRule.get(rule.id);
    return numbers.find(({ number }) => number === wanted) ?? numbers[0] ?? null;
  };
}

type Rank = (text: string, words: readonly PlacedWord[]) => readonly RankedKind[];

function openModel(files: readonly KindRules[], data: IndexData): Rank {
  const signsOf = createSigns(files);
  const scorer = createKindScorer(data);
  const read = createReader(asTyped(data, scorer.scoreWord), wordsKept);
  return (text, words) => {
    if (!scorer.score(read(text, signsOf(text, words)))) return [];
    const { scores } = scorer;
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
      if (confidence < leastConfidence) continue;
      let at = ranked.length;
      while (at > 0 && (ranked[at - 1] as RankedKind).confidence < confidence) at--;
      ranked.splice(at, 0, { kind: data.ids[c] as Kind, confidence });
    }
    return ranked;
  };
}
