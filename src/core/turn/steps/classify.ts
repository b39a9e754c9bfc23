import type { DangerReading } from '../../model/danger.ts';
import type { Classification, Kind } from '../../model/kind.ts';
import type { TurnThresholds } from '../../model/understanding/turnThresholds.ts';
import { isPublic } from '../replies/private.ts';
import type { Turn } from '../turnDraft.ts';

/** Kinds that the bot does not engage with. */
const unanswered: readonly Kind[] = ['threat', 'insult', 'spam', 'politics'];
/** Those of them for which nobody is alerted. */
const ignored: readonly Kind[] = ['insult', 'spam', 'politics'];
/** Kinds that a person has to handle, whatever the FAQ explains. */
const cases: readonly Kind[] = [
  'complaint',
  'incident',
  'suggestion',
  'information-request',
  'data-subject',
  'press',
  'person',
];

/** Classifies this message; done and recorded once per turn. */
export function classify(turn: Turn): Classification {
  if (turn.classification !== null) return turn.classification;
  const { knowledge, understanding } = turn.input;
  const found = withDanger(understanding.kind, understanding.danger);
  turn.classification = found;
  turn.events.push({
    type: 'message.classified',
    kind: found.kind,
    confidence: found.confidence,
    rule: found.rule?.id ?? null,
    knowledge: knowledge.version,
  });
  return found;
}

/** Whether it is an emergency depends on the danger reading alone. */
export function withDanger(found: Classification, danger: DangerReading): Classification {
  const { probability: confidence, rule } = danger;
  const others = found.ranked.filter(({ kind }) => kind !== 'emergency');
  if (danger.level === 'alarm') {
    return { kind: 'emergency', confidence, ranked: [{ kind: 'emergency', confidence }, ...others], rule };
  }
  if (found.kind !== 'emergency') return found;
  const [best] = others;
  return { kind: best?.kind ?? 'question', confidence: best?.confidence ?? 0, ranked: others, rule: null };
}

/** The kind by which the protocol decides. */
export function kindOf(
  { kind, confidence, rule }: Classification,
  thresholds: Pick<TurnThresholds, 'kind' | 'silentKind'>,
): Kind {
  const needed = unanswered.includes(kind) ? thresholds.silentKind : thresholds.kind;
  return rule !== null || kind === 'emergency' || confidence >= needed ? kind : 'question';
}

/**
 * Whether the protocol decides although the FAQ has an answer. A rude question in private still gets its answer: nobody
 * else has to read it, and it may only look rude.
 */
export function outweighsAnswer(turn: Turn, { kind, confidence, rule }: Classification): boolean {
  if (!isPublic(turn) && ignored.includes(kind)) return false;
  if (rule !== null) return kind !== 'question';
  return cases.includes(kind) && confidence >= turn.input.knowledge.thresholds.overridingKind;
}
