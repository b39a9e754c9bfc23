import type { Classification, Kind } from '../kind.ts';
import type { Understanding } from '../knowledge.ts';
import type { Trait } from '../protocol.ts';
import { answerEntry, clarify } from './answerEntry.ts';
import { applyProtocol } from './applyProtocol.ts';
import { classify, kindOf, outweighsAnswer } from './classify.ts';
import { isPublic } from './private.ts';
import { askForPerson } from './runCommand.ts';
import type { Middleware, Turn } from './turn.ts';
import { leaveUnanswered } from './unanswered.ts';

/** From this confidence on the entry tells whose matter it is, even if it answers nothing. */
const tellsFrom = 0.3;

/** What the law gives a term of its own, and an officer to whom it goes, also where the FAQ explains it. */
const timed: readonly Trait[] = ['accessibility', 'data-protection'];

/** What people may do about the data of this very conversation, without waiting for anybody. */
const ownData = ['command:my-data', 'command:erase'];

/** Answers a common question, asks which of a few was meant, or does what the protocol says. */
export const answerQuestion: Middleware = (turn) => {
  const { knowledge } = turn.input;
  const classification = classify(turn);
  const kind = kindOf(classification);
  const understood = knowledge.understand(turn.text, turn.locale);
  const { ranked, decision } = understood;
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked });
  const traits = knowledge.traitsIn(turn.text);
  const isOther =
    (kind !== 'question' &&
      (decision.kind !== 'answer' ||
        (outweighsAnswer(classification, isPublic(turn)) && !isAboutThisChat(classification, decision.entry)))) ||
    traits.some((trait) => decision.kind !== 'answer' || timed.includes(trait));
  if (isOther) judge(turn, kind, traits, understood);
  else if (decision.kind === 'answer') answerEntry(turn, decision.entry);
  else if (decision.kind === 'clarify') clarify(turn, decision.entries);
  else if (decision.kind === 'reword') leaveUnanswered(turn, 'unknown', null);
  else leaveUnanswered(turn, 'unresolved', departmentOf(turn, understood));
};

/** Whether somebody means what is kept of this conversation: they see to that themselves. */
function isAboutThisChat({ kind, rule }: Classification, entry: string): boolean {
  return kind === 'data-subject' && rule === null && ownData.includes(entry.replace('.', ':'));
}

/** Does what the protocol says of a message that is no common question. */
function judge(turn: Turn, kind: Kind, traits: readonly Trait[], understood: Understanding): void {
  const { knowledge } = turn.input;
  const [best] = understood.ranked;
  const entry = best !== undefined && best.confidence >= tellsFrom ? knowledge.entry(best.entry) : undefined;
  const department = departmentOf(turn, understood);
  if (kind === 'person') return askForPerson(turn, department);
  const isAnswer = understood.decision.kind === 'answer' && entry?.kind === 'faq';
  applyProtocol(turn, {
    ...{ kind, department, lead: null },
    // That identifiers are not needed has been said where some were found.
    isSaid: kind === 'personal-data' && turn.personalData.length > 0 && turn.outbound.length > 0,
    traits: [...traits, ...(entry?.personal ? (['private-matter'] as const) : [])],
    offered: kind === 'data-subject' ? ownData : isAnswer ? [`entry:${entry.id}`] : [],
    url: entry?.source?.url ?? null,
  });
}

function departmentOf(turn: Turn, { ranked: [best] }: Understanding): string | null {
  if (best === undefined || best.confidence < tellsFrom) return null;
  return turn.input.knowledge.entry(best.entry)?.department ?? null;
}
