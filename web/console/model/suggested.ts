import type { Localised } from '../../../src/core/model/locale.ts';
import type { CannedReply, CaseTurn, CaseView, SuggestFor } from '../../../src/http/api/wire.ts';
import { foldForSearch } from './fold.ts';

/** Smallest probability with which a service counts as what the person asks for: above it, no two can be. */
const likely = 0.5;
/** What says most about a case counts most: any service more than words, and those more than all that the rest can say. */
const weights = { entry: 8, word: 4, kind: 2, department: 1 } as const;

/** Why a canned reply is suggested. */
export type SuggestReason =
  | { readonly by: 'entry'; readonly title: Localised }
  /** As the reply names it. */
  | { readonly by: 'word'; readonly word: string }
  | { readonly by: 'kind' | 'department' };

/** What decides which canned replies are suggested for a case. */
export interface SuggestFacts {
  readonly kind: string;
  readonly department: string;
  /** Ids of the services that it is about. */
  readonly entries: ReadonlySet<string>;
  /** What the person wrote last. */
  readonly said: string;
}

export interface RankedReply {
  readonly reply: CannedReply;
  /** Empty: it is not suggested. */
  readonly reasons: readonly SuggestReason[];
}

/**
 * What is known of a case: its services are what it was opened about, what the bot answered, and what it took for likely of what the
 * person wrote last, which is all since staff wrote, or else the newest message.
 */
export function suggestFacts(view: Pick<CaseView, 'case'>, turns: readonly CaseTurn[]): SuggestFacts {
  const { kind, department, about } = view.case;
  const newest = last(turns);
  const entries = [
    about,
    ...turns.map(({ reasoning }) => reasoning.answered),
    ...newest.map(({ reasoning: { ranked } }) =>
      ranked[0] !== undefined && ranked[0].confidence > likely ? ranked[0].entry : null,
    ),
  ];
  return {
    kind,
    department,
    entries: new Set(entries.filter((each) => each != null)),
    said: newest.map(({ citizen }) => citizen?.text ?? '').join('\n'),
  };
}

/** The canned replies with those that fit a case first, the most particular of them on top; else their order stays. */
export function rankReplies(replies: readonly CannedReply[], facts: SuggestFacts): readonly RankedReply[] {
  const words = wordsOf(facts.said);
  const weigh = ({ reasons }: RankedReply) => reasons.reduce((sum, { by }) => sum + weights[by], 0);
  return replies
    .map((reply) => ({ reply, reasons: reply.suggestFor === null ? [] : reasonsOf(reply.suggestFor, facts, words) }))
    .sort((one, other) => weigh(other) - weigh(one));
}

/** The turns in which the person wrote last. */
function last(turns: readonly CaseTurn[]): readonly CaseTurn[] {
  const answered = turns.findLastIndex(({ said }) => said.some(({ by }) => by === 'staff'));
  const written = turns.map((turn, at) => ({ turn, at })).filter(({ turn }) => turn.citizen !== null);
  const since = written.filter(({ at }) => at > answered);
  return (since.length > 0 ? since : written.slice(-1)).map(({ turn }) => turn);
}

/** One reason for each list that is named; none where one of them does not fit. */
function reasonsOf(
  { kinds, departments, entries, words }: SuggestFor,
  facts: SuggestFacts,
  said: readonly string[],
): readonly SuggestReason[] {
  const entry = entries.find(({ id }) => facts.entries.has(id));
  const word = words.find((each) => isSaid(each, said));
  const reasons: readonly (SuggestReason | null | false)[] = [
    entries.length > 0 && (entry === undefined ? null : { by: 'entry', title: entry.title }),
    words.length > 0 && (word === undefined ? null : { by: 'word', word }),
    kinds.length > 0 && (kinds.some((each) => each === facts.kind) ? { by: 'kind' } : null),
    departments.length > 0 && (departments.includes(facts.department) ? { by: 'department' } : null),
  ];
  return reasons.includes(null) ? [] : reasons.filter((each) => each !== false && each !== null);
}

const wordsOf = (text: string): readonly string[] => foldForSearch(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** A word counts by its beginning: "fanal" is in "fanals". */
const isSaid = (words: string, said: readonly string[]): boolean =>
  wordsOf(words).every((word) => said.some((each) => each.startsWith(word)));
