import type { Classification, Kind } from '../../model/kind.ts';
import type { Trait } from '../../model/protocol.ts';
import type { Understanding } from '../../ports/knowledge.ts';
import { applyProtocol } from '../applyProtocol.ts';
import type { Middleware, Turn } from '../draft.ts';
import { answerEntry, clarify } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { leaveUnanswered } from '../replies/unanswered.ts';
import { classify, kindOf, outweighsAnswer } from './classify.ts';
import { askForPerson } from './runCommand.ts';

/** From this confidence on the entry tells whose matter it is, even if it answers nothing. */
const threshold = 0.3;

/** From this confidence on a text that may mean small talk or something else is taken for small talk. */
const chatFrom = 0.5;

/** From this confidence on a kind is likelier than that the FAQ has what is asked, where that is far. */
const likelyFrom = 0.7;

/** From this confidence on the FAQ may well have what is asked, although it is not sure enough to give it. */
const nearFrom = 0.5;

/** What the law gives a term of its own, and an officer to whom it goes, also where the FAQ explains it. */
const timed: readonly Trait[] = ['accessibility', 'data-protection'];

/** What people may do about the data of this very conversation, without waiting for anybody. */
const ownData = ['command:my-data', 'command:erase'];

/** Answers a common question, asks which of a few was meant, or does what the protocol says. */
export const answerQuestion: Middleware = (turn) => {
  const { knowledge } = turn.input;
  const classification = classify(turn);
  const small = classification.rule === null ? knowledge.smallTalk(turn.text) : null;
  if (small !== null) return chat(turn, small);
  const kind = kindOf(classification);
  const understood = knowledge.understand(turn.text, turn.locale);
  const { ranked, decision } = understood;
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked });
  const traits = knowledge.traitsIn(turn.text);
  const isOther =
    (kind !== 'question' && outweighs(turn, classification, understood)) ||
    traits.some((trait) => decision.kind !== 'answer' || timed.includes(trait));
  if (isOther) judge(turn, kind, traits, understood);
  else if (decision.kind === 'answer') answerEntry(turn, decision.entry);
  else if (decision.kind === 'clarify') offer(turn, understood, decision.entries);
  else if (decision.kind === 'reword') leaveUnanswered(turn, 'unknown', null);
  else leaveUnanswered(turn, 'unresolved', departmentOf(turn, understood));
};

/** Answers what is small talk for certain: no question that anybody has to answer, whatever kind it resembles. */
function chat(turn: Turn, entry: string): void {
  const { version } = turn.input.knowledge;
  turn.events.push({ type: 'question.understood', knowledge: version, ranked: [{ entry, confidence: 1 }] });
  answerEntry(turn, entry);
}

/** Asks which entry was meant. Nobody is asked whether they meant to greet: likely small talk is answered as such. */
function offer(turn: Turn, { ranked: [best] }: Understanding, entries: readonly string[]): void {
  const isChat = (id: string) => turn.input.knowledge.entry(id)?.kind === 'smalltalk';
  if (best !== undefined && isChat(best.entry) && best.confidence >= chatFrom) return answerEntry(turn, best.entry);
  const meant = entries.filter((id) => !isChat(id));
  if (meant.length === 0) leaveUnanswered(turn, 'unknown', null);
  else clarify(turn, meant);
}

/**
 * Whether a message is dealt with by its kind, whatever the FAQ may say to it. Words about one's own data are many a
 * common question's, too ("I want to update my data in the register"): there a guess yields to an answer, and to the
 * question which entry is meant where one is near. So people see to what is kept of this very chat themselves.
 */
function outweighs(turn: Turn, classification: Classification, { decision, ranked: [best] }: Understanding): boolean {
  const isSure = outweighsAnswer(classification, isPublic(turn));
  if (classification.kind === 'data-subject' && classification.rule === null && decision.kind !== 'escalate') {
    const isNear = (best?.confidence ?? 0) >= nearFrom;
    return decision.kind !== 'answer' && (isSure || (classification.confidence >= likelyFrom && !isNear));
  }
  return isSure || decision.kind !== 'answer';
}

/** Does what the protocol says of a message that is no common question. */
function judge(turn: Turn, kind: Kind, traits: readonly Trait[], understood: Understanding): void {
  const { knowledge } = turn.input;
  const [best] = understood.ranked;
  const entry = best !== undefined && best.confidence >= threshold ? knowledge.entry(best.entry) : undefined;
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
  if (best === undefined || best.confidence < threshold) return null;
  return turn.input.knowledge.entry(best.entry)?.department ?? null;
}
