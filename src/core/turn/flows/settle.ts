import { meaningOf } from '../../dialogue/choice.ts';
import { saysSameCase } from '../../flows/adding.ts';
import { begins } from '../../flows/readSlot.ts';
import { asksBesides, saysSettled, takesBack } from '../../flows/takesBack.ts';
import type { CaseCode, CaseState } from '../../model/case.ts';
import { plainWords } from '../../util/plainWords.ts';
import { thresholdsIn } from '../evidence.ts';
import { ownOpenCases } from '../openCase.ts';
import { isPublic } from '../replies/private.ts';
import type { Turn, WantedFlow } from '../turnDraft.ts';

/** The flow that closes a case, begun for one of them. */
interface Settling extends WantedFlow {
  /** Whether the message asks something besides, which is answered first. */
  readonly asksBesides: boolean;
}

/** "The other one": of two, the one that is not the newest. */
const other = /\b(?:altre|altra|otro|otra|other)\b/;

/**
 * The flow that begins where somebody says that their matter is settled, or takes it back; null: nobody says so, or no case
 * is open. What only points at something ("cancel it") takes back what was just spoken of.
 */
export function settlingIn(turn: Turn): Settling | null {
  const { input, state, text, chosen } = turn;
  const { all, words } = input.knowledge.flows;
  const definition = all.find(({ start }) => start.settled);
  const open = ownOpenCases(turn);
  if (definition === undefined || isPublic(turn)) return null;
  const begun = (code: CaseCode | undefined): Settling => ({
    definition,
    request: null,
    ...(code === undefined ? {} : { case: code }),
    asksBesides: asksBesides(text),
  });
  const meaning = chosen === null ? null : meaningOf(chosen);
  if (meaning?.kind === 'withdraw') return open.some(({ code }) => code === meaning.code) ? begun(meaning.code) : null;
  if (chosen !== null) return null;
  const named = namedAmong(turn, open);
  const meant = named ?? open.find(({ code }) => code === state.flow?.case) ?? open.at(-1);
  if (!input.understanding.shape.asks && (begins(text, words.settled) || saysSettled(text))) {
    // What was seen as a danger may be over, too.
    const over = meant ?? state.cases.findLast(({ status }) => status !== 'closed');
    return over === undefined ? null : { ...begun(over.code), asksBesides: false };
  }
  if (meant === undefined) return null;
  const how = takesBack(text) ?? (isCalledOff(turn) ? 'it' : null);
  if (how === null || saysSameCase(text) || (how === 'it' && named === null && !isSpokenOf(turn))) return null;
  return begun(meant.code);
}

/** Longest message, in words, that only stops what is under way. */
const stoppingWords = 6;

/** Whether a few words stop what no form asks about any more: "ya no hace falta, gracias" below a receipt. */
function isCalledOff({ text, state, input }: Turn): boolean {
  const { shape } = input.understanding;
  if (state.flow !== null || shape.asks || shape.words > stoppingWords) return false;
  return begins(text, input.knowledge.flows.words.cancel);
}

/** Whether a case is what was spoken of last. */
function isSpokenOf({ state }: Turn): boolean {
  return (state.flow?.case ?? null) !== null || state.dialogue.last?.did === 'passed-on';
}

/** The one of several cases that a text names: by its code, its service, its field, or as "the other one". Null: none. */
export function namedAmong(turn: Turn, open: readonly CaseState[]): CaseState | null {
  if (open.length === 0) return null;
  const { knowledge, understanding } = turn.input;
  const plain = plainWords(turn.text);
  const byCode = open.find(({ code }) => plain.includes(plainWords(code)));
  if (byCode !== undefined) return byCode;
  const newestFirst = [...open].reverse();
  const read = [...understanding.topics, ...(understanding.rest?.topics ?? [])]
    .filter(({ confidence }) => confidence >= thresholdsIn(turn).guessedTopic)
    .sort((a, b) => b.confidence - a.confidence);
  for (const { entry } of read) {
    const byService = newestFirst.find(({ about }) => about === entry);
    if (byService !== undefined) return byService;
  }
  const fields = new Set(read.map(({ entry }) => knowledge.entry(entry)?.department));
  const byField = newestFirst.filter(({ department }) => fields.has(department));
  const [only, ...more] = byField;
  if (only !== undefined && more.length === 0 && byField.length < open.length) return only;
  return open.length > 1 && other.test(plain) ? (newestFirst[1] ?? null) : null;
}
