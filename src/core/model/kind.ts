/** What a message is, for the protocol that decides what to do with it. docs/language.md explains the differences. */
export const kinds = [
  'question',
  'complaint',
  'incident',
  'suggestion',
  'praise',
  'constructive-criticism',
  'destructive-criticism',
  'insult',
  'threat',
  'spam',
  'personal-data',
  'false-information',
  'emergency',
  'information-request',
  'data-subject',
  'press',
  'politics',
  'out-of-scope',
  'person',
] as const;

export type Kind = (typeof kinds)[number];

/** Kinds that anybody may report without saying who they are. Requests for one's own data, say, are none of them. */
export const reportableKinds: readonly Kind[] = [
  'incident',
  'complaint',
  'suggestion',
  'constructive-criticism',
  'praise',
];

/** How sure the classifier is that a message is of a kind: a calibrated probability, 0 to 1. */
export interface RankedKind {
  readonly kind: Kind;
  readonly confidence: number;
}

/**
 * A rule in `dialogs/kinds` that fired, with the passage that triggered it: the evidence by which a person can judge
 * it.
 */
export interface FiredRule {
  /** `kind.name`, as in `emergency.fire`. */
  readonly id: string;
  readonly kind: Kind;
  /** The passage, as offsets into the text: from `start` up to, not including, `end`. */
  readonly evidence: { readonly start: number; readonly end: number };
}

/** What a message seems to be. It is a guess with evidence, never a verdict: the protocol decides what follows. */
export interface Classification {
  readonly kind: Kind;
  readonly confidence: number;
  /** Kinds with a probability of at least 1 %, the most probable first; only the rule's kind when there is no model. */
  readonly ranked: readonly RankedKind[];
  /** The most serious rule that fired; then `kind` is its kind. */
  readonly rule: FiredRule | null;
}
