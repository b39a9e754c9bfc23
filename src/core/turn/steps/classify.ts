import type { DangerReading } from '../../model/danger.ts';
import type { Classification, Kind } from '../../model/kind.ts';
import type { Turn } from '../draft.ts';

/** From this probability on a guess decides; what is less sure counts as a question. */
const sureFrom = 0.6;
/** What gets no answer must be surer: silence towards somebody with a concern is worse than an answer too many. */
const silentFrom = 0.8;
/** From here on a matter is one, although a common question has an answer that fits its words. */
const certainFrom = 0.9;

/** Kinds with which nobody engages. */
const unanswered: readonly Kind[] = ['threat', 'insult', 'spam', 'politics'];
/** Those of them that nobody is alerted of. */
const ignored: readonly Kind[] = ['insult', 'spam', 'politics'];
/** Kinds that somebody has to deal with, whatever the FAQ explains. */
const cases: readonly Kind[] = [
  'complaint',
  'incident',
  'suggestion',
  'information-request',
  'data-subject',
  'press',
  'person',
];

/** What kind of message this is, worked out and written down once. */
export function classify(turn: Turn): Classification {
  if (turn.classification !== null) return turn.classification;
  const { knowledge, danger } = turn.input;
  const found = withDanger(knowledge.classify(turn.text, turn.locale), danger);
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

/** Whether it is an emergency is for the reading of danger alone to say. */
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
export function kindOf({ kind, confidence, rule }: Classification): Kind {
  const needed = unanswered.includes(kind) ? silentFrom : sureFrom;
  return rule !== null || kind === 'emergency' || confidence >= needed ? kind : 'question';
}

/**
 * Whether the protocol decides although the FAQ has an answer. Whoever is rude in a question and alone with the bot gets
 * the answer: nobody else has to read the rest, and what looks rude may not be.
 */
export function outweighsAnswer({ kind, confidence, rule }: Classification, isPublic: boolean): boolean {
  if (!isPublic && ignored.includes(kind)) return false;
  if (rule !== null) return kind !== 'question';
  return cases.includes(kind) && confidence >= certainFrom;
}
