import { readHere, understand } from '../../core/engine/understand.ts';
import { newConversation } from '../../core/model/conversation.ts';
import { type Locale, type Localised, locales } from '../../core/model/locale.ts';
import type { Surface } from '../../core/model/message.ts';
import type { Circumstances, CompiledProtocol, Decision, Due } from '../../core/model/protocol.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import { render } from '../../core/render/render.ts';
import { needsPerson } from '../../core/turn/applyProtocol.ts';
import { kindOf, withDanger } from '../../core/turn/steps/classify.ts';
import type { PreparedKnowledge } from '../knowledgeStore.ts';
import { runTrialTurn, type TrialDeps } from './trial.ts';
import type { ProtocolTrial, TrialDue } from './trialViews.ts';

export interface ProtocolTrialRequest {
  readonly text: string;
  readonly locale: Locale;
  readonly surface: Surface;
}

/** Says what is done with a message by content that is not live: by which rule, by whom and by when. */
export type TryProtocol = (prepared: PreparedKnowledge, request: ProtocolTrialRequest) => Promise<ProtocolTrial>;

export function createProtocolTrials({ account, vectors, clock }: Omit<TrialDeps, 'newId'>): TryProtocol {
  return async (prepared, { text, locale, surface }) => {
    const { knowledge, translate } = prepared;
    const content = { kind: 'text', text } as const;
    const understanding = await understand(knowledge, { reader: readHere, vectors }, content);
    const now = clock();
    const asked = listening(knowledge);
    const result = runTrialTurn({
      state: newConversation(now),
      first: true,
      inbound: { id: 'trial-1', content, localeHint: locale },
      revision: 1,
      account: { ...account, locale },
      surface,
      knowledge: asked.knowledge,
      understanding,
      translate,
      flow: null,
      now,
    });
    const classification = withDanger(understanding.kind, understanding.danger);
    const [best] = understanding.topics;
    const plain: Circumstances = {
      kind: kindOf(classification, knowledge.thresholds),
      traits: classification.rule === null ? [] : ['evidence'],
      surface,
      account: { id: account.id, department: account.department, hours: account.hours },
      department: best === undefined ? null : (knowledge.entry(best.entry)?.department ?? null),
      at: now,
    };
    const { circumstances, decision } = asked.last() ?? {
      circumstances: plain,
      decision: knowledge.protocol.decide(plain),
    };
    const answered = result.events.find((event) => event.type === 'question.answered');
    const { protocol } = knowledge;
    return {
      kind: circumstances.kind,
      confidence: classification.confidence,
      traits: circumstances.traits,
      answered:
        answered === undefined ? null : { id: answered.entry, title: knowledge.entry(answered.entry)?.title ?? null },
      isApplied: asked.last() !== null,
      rule: decision.rule,
      actions: decision.actions,
      department: decision.department,
      opensCase: asked.last() !== null && needsPerson(decision),
      first: dueOf(protocol, decision.first),
      resolution: dueOf(protocol, decision.resolution),
      tone: decision.tone,
      cites: decision.cites,
      open: decision.open,
      opensAt: inAll((each) => protocol.soon(decision.opensAt, each)),
      isOfLastGood: isOfLastGood(prepared),
      replies: result.outbound
        .flatMap((message) => render(message, account.capabilities, translate))
        .map(({ text: said, choices }) => ({ text: said, choices })),
    };
  };
}

/** Whether the protocol or the calendar cannot be used as they are written, so that older ones decide. */
export function isOfLastGood({ problems }: Pick<PreparedKnowledge, 'problems'>): boolean {
  return problems.some(({ file, fatal }) => fatal && (file === 'protocol.yaml' || file === 'calendar.yaml'));
}

/** The knowledge, and what its protocol was asked last. */
function listening(knowledge: Knowledge) {
  let last: { readonly circumstances: Circumstances; readonly decision: Decision } | null = null;
  const protocol: CompiledProtocol = {
    ...knowledge.protocol,
    decide(circumstances) {
      const decision = knowledge.protocol.decide(circumstances);
      last = { circumstances, decision };
      return decision;
    },
  };
  const asked: Knowledge = { ...knowledge, protocol };
  return { knowledge: asked, last: () => last as { circumstances: Circumstances; decision: Decision } | null };
}

function dueOf(protocol: CompiledProtocol, due: Due | null): TrialDue | null {
  if (due === null) return null;
  return { id: due.id, at: due.at, until: inAll((locale) => protocol.until(due.at, locale)), binding: due.binding };
}

function inAll(say: (locale: Locale) => string): Localised {
  return Object.fromEntries(locales.map((locale) => [locale, say(locale)])) as Localised;
}
