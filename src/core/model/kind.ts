/** What a message is, for the protocol that says what to do with it. docs/language.md tells them apart. */
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

/** How sure the classifier is that a message is of a kind: a calibrated probability, 0 to 1. */
export interface RankedKind {
  readonly kind: Kind;
  readonly confidence: number;
}

/** A rule of `dialogs/kinds` that fired, with what it fired on: the evidence that a person needs to judge it. */
export interface FiredRule {
  /** `kind.name`, as in `emergency.fire`. */
  readonly id: string;
  readonly kind: Kind;
  /** The passage, as offsets into the text: from `start` up to, not including, `end`. */
  readonly evidence: { readonly start: number; readonly end: number };
}

/** What a message seems to be. It is a guess with evidence, never a verdict: what follows from it is the protocol's. */
export interface Classification {
  readonly kind: Kind;
  readonly confidence: number;
  /** Kinds that have at least one chance in a hundred, the most probable first; only the rule's when there is no model. */
  readonly ranked: readonly RankedKind[];
  /** The gravest rule that fired; its kind then is `kind`. */
  readonly rule: FiredRule | null;
}
