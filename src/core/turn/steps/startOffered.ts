import { meaningOf } from '../../dialogue/choice.ts';
import { ordersIn } from '../../flows/orders.ts';
import { locales } from '../../model/locale.ts';
import { plainWords } from '../../util/plainWords.ts';
import { isPublic } from '../replies/private.ts';
import { type Turn, wantFlow } from '../turnDraft.ts';

/** Shortest word of a title that names its flow. */
const namingLetters = 5;

/**
 * Begins the flow that was offered just now where somebody orders it in words of their own, with what they already tell: "pues pon la
 * queja, calle Mayor 12". False: nothing of that kind is on offer, or they do not.
 */
export function startOffered(turn: Turn): boolean {
  const { knowledge, understanding, state } = turn.input;
  const ordered = ordersIn(turn.text);
  if (ordered === null || understanding.shape.asks || turn.state.flow !== null || isPublic(turn)) return false;
  const offered = state.offered.flatMap((value) => {
    const meaning = meaningOf(value);
    return meaning?.kind === 'start' ? (knowledge.flows.all.find(({ id }) => id === meaning.flow) ?? []) : [];
  });
  const named = offered.filter(({ title }) =>
    locales.some((locale) =>
      plainWords(title[locale])
        .split(' ')
        .some((word) => word.length >= namingLetters && ordered.what.includes(word)),
    ),
  );
  const [only, ...others] = ordered.isIt && named.length === 0 ? offered : named;
  if (only === undefined || others.length > 0) return false;
  const entry = knowledge.entry(state.dialogue.focus[0]?.entry ?? '');
  const [kind] = only.start.kinds;
  wantFlow(turn, only, null);
  if (entry === undefined || kind === undefined || turn.wanted === null) return true;
  const { department } = entry;
  const request = { kind, department, traits: understanding.traits, lead: null, offered: [], url: null, isSaid: false };
  turn.wanted = { definition: only, request, subject: entry.title[turn.locale] };
  return true;
}
