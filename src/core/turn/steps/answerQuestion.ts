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

/** Minimum confidence at which an entry determines the department, even if it does not answer the question. */
const departmentThreshold = 0.3;

/** Minimum confidence at which an ambiguous text is taken for small talk. */
const smallTalkThreshold = 0.5;

/** Minimum confidence at which a kind wins over the FAQ, where no entry is near. */
const kindThreshold = 0.7;

/** Minimum confidence at which an entry is near: it may well be the answer, but is not certain enough to give. */
const nearThreshold = 0.5;

/** Traits that have their own legal deadline and a responsible officer, even where the FAQ explains the topic. */
const timed: readonly Trait[] = ['accessibility', 'data-protection'];

/** What people can do about the data of this conversation without waiting for anybody. */
const ownData = ['command:my-data', 'command:erase'];

/** Answers a common question, asks which of several was meant, or applies the protocol. */
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

/** Answers text that is certainly small talk. Nobody else has to answer it, whatever kind it resembles. */
function chat(turn: Turn, entry: string): void {
  const { version } = turn.input.knowledge;
  turn.events.push({ type: 'question.understood', knowledge: version, ranked: [{ entry, confidence: 1 }] });
  answerEntry(turn, entry);
}

/** Asks which entry was meant. Nobody is asked whether they meant a greeting: likely small talk is answered as such. */
function offer(turn: Turn, { ranked: [best] }: Understanding, entries: readonly string[]): void {
  const isChat = (id: string) => turn.input.knowledge.entry(id)?.kind === 'smalltalk';
  if (best !== undefined && isChat(best.entry) && best.confidence >= smallTalkThreshold)
    return answerEntry(turn, best.entry);
  const meant = entries.filter((id) => !isChat(id));
  if (meant.length === 0) leaveUnanswered(turn, 'unknown', null);
  else clarify(turn, meant);
}

/**
 * Whether the kind of a message decides, whatever the FAQ offers. Requests about one's own data often resemble common
 * questions ("I want to update my data in the register"), so there a guess yields to an answer, and to a near entry
 * that the bot can ask about. So people manage the data of this very chat themselves.
 */
function outweighs(turn: Turn, classification: Classification, { decision, ranked: [best] }: Understanding): boolean {
  const isSure = outweighsAnswer(classification, isPublic(turn));
  if (classification.kind === 'data-subject' && classification.rule === null && decision.kind !== 'escalate') {
    const isNear = (best?.confidence ?? 0) >= nearThreshold;
    return decision.kind !== 'answer' && (isSure || (classification.confidence >= kindThreshold && !isNear));
  }
  return isSure || decision.kind !== 'answer';
}

/** Applies the protocol to a message that is not a common question. */
function judge(turn: Turn, kind: Kind, traits: readonly Trait[], understood: Understanding): void {
  const { knowledge } = turn.input;
  const [best] = understood.ranked;
  const entry = best !== undefined && best.confidence >= departmentThreshold ? knowledge.entry(best.entry) : undefined;
  const department = departmentOf(turn, understood);
  if (kind === 'person') return askForPerson(turn, department);
  const isAnswer = understood.decision.kind === 'answer' && entry?.kind === 'faq';
  applyProtocol(turn, {
    kind,
    department,
    lead: null,
    // Advice about identifiers was already given if some were found.
    isSaid: kind === 'personal-data' && turn.personalData.length > 0 && turn.outbound.length > 0,
    traits: [...traits, ...(entry?.personal ? (['private-matter'] as const) : [])],
    offered: kind === 'data-subject' ? ownData : isAnswer ? [`entry:${entry.id}`] : [],
    url: entry?.source?.url ?? null,
  });
}

function departmentOf(turn: Turn, { ranked: [best] }: Understanding): string | null {
  if (best === undefined || best.confidence < departmentThreshold) return null;
  return turn.input.knowledge.entry(best.entry)?.department ?? null;
}
