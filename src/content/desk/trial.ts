import { readHere, understand } from '../../core/engine/understand.ts';
import type { Account } from '../../core/model/account.ts';
import { type ConversationState, newConversation } from '../../core/model/conversation.ts';
import type { Event } from '../../core/model/event.ts';
import { type FlowDefinition, type FlowProgress, type SlotValues, stepOf } from '../../core/model/flow.ts';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { InboundContent } from '../../core/model/message.ts';
import type { Understanding } from '../../core/model/understanding.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Knowledge, SentenceVectors } from '../../core/ports/knowledge.ts';
import { render } from '../../core/render/render.ts';
import { runTurn } from '../../core/turn/pipeline.ts';
import type { TurnInput, TurnResult } from '../../core/turn/turnDraft.ts';
import type { PreparedKnowledge } from '../knowledgeStore.ts';
import type { Trial, TrialReasons } from './views.ts';

/** How long a conversation is remembered, milliseconds, and how many at once. */
const lifetimeMs = 30 * 60_000;
const maxConversations = 200;

/** A message in a trial chat: typed, or a choice that was pressed. */
export interface TrialRequest {
  readonly content: Extract<InboundContent, { readonly kind: 'start' | 'text' | 'choice' }>;
  readonly locale: Locale;
  /** Null: a new citizen. */
  readonly conversation: string | null;
}

interface Conversation {
  readonly state: ConversationState;
  readonly revision: number;
  readonly flow: FlowDefinition | null;
  readonly slots: SlotValues;
  readonly at: number;
}

/** Chats with content that is not live. Nothing of them is stored, and no case is opened. */
export type TryContent = (prepared: PreparedKnowledge, request: TrialRequest) => Promise<Trial>;

export interface TrialDeps {
  /** A private account that can show everything, and answers all topics. */
  readonly account: Account;
  readonly vectors: SentenceVectors;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** One turn of which nothing is kept. */
export function runTrialTurn(
  input: Omit<
    TurnInput,
    'person' | 'transfer' | 'keyedCase' | 'issueCode' | 'issueCaseCode' | 'caseLink' | 'mayOpenCase'
  >,
): TurnResult {
  return runTurn({
    ...input,
    person: null,
    transfer: null,
    keyedCase: null,
    issueCode: () => 'TR1A7000',
    issueCaseCode: () => `TR1A-${String(input.revision).padStart(4, '0')}`,
    caseLink: () => 'https://example.org/trial',
    mayOpenCase: true,
  });
}

export function createTrials({ account, vectors, clock, newId }: TrialDeps): TryContent {
  const conversations = new Map<string, Conversation>();

  function forgetOld(now: number): void {
    for (const [id, { at }] of conversations) {
      if (now - at >= lifetimeMs || conversations.size > maxConversations) conversations.delete(id);
    }
  }

  return async ({ knowledge, translate }, { content, locale, conversation }) => {
    const understanding = await understand(knowledge, { reader: readHere, vectors }, content);
    const now = clock();
    forgetOld(now);
    const known = conversation === null ? undefined : conversations.get(conversation);
    const id = known === undefined || conversation === null ? newId() : conversation;
    const revision = (known?.revision ?? 0) + 1;
    const result = runTrialTurn({
      state: known?.state ?? newConversation(now),
      first: known === undefined,
      inbound: { id: `trial-${revision}`, content, localeHint: locale },
      revision,
      account: { ...account, locale },
      surface: 'private',
      knowledge,
      understanding,
      translate,
      flow: known === undefined || known.flow === null ? null : { definition: known.flow, slots: known.slots },
      now,
    });
    const progress = result.state.flow;
    const definition =
      progress === null ? null : (definitionOf(knowledge, progress.flow, progress.version) ?? known?.flow);
    // The youngest last, so that the oldest goes first.
    conversations.delete(id);
    conversations.set(id, { state: result.state, revision, flow: definition ?? null, slots: result.slots, at: now });
    const rendered = result.outbound.flatMap((message) => render(message, account.capabilities, translate));
    return {
      conversation: id,
      restarted: conversation !== null && known === undefined,
      replies: rendered.map(({ text, choices }) => ({ text, choices })),
      why: { ...reasonsOf(knowledge, understanding, result.events), flow: flowOf(progress, definition ?? null) },
    };
  };
}

function definitionOf({ flows }: Knowledge, flow: string, version: string): FlowDefinition | null {
  return flows.all.find((each) => each.id === flow && each.version === version) ?? null;
}

function flowOf(progress: FlowProgress | null, definition: FlowDefinition | null): TrialReasons['flow'] {
  if (progress === null) return null;
  const step = definition === null ? undefined : stepOf(definition, progress.step);
  return { id: progress.flow, asks: step?.kind === 'collect' ? step.slot : null };
}

function reasonsOf(
  knowledge: Knowledge,
  understanding: Understanding,
  events: readonly Event[],
): Omit<TrialReasons, 'flow'> {
  const { language, topics, aspects, kind } = understanding;
  const answered = events.find((event) => event.type === 'question.answered');
  const classified = events.find((event) => event.type === 'message.classified');
  const applied = events.find((event) => event.type === 'protocol.applied');
  const { foreign, locale, confidence } = language;
  return {
    language: foreign ?? (confidence > 0 && locales.some((each) => each === locale) ? locale : null),
    topics: topics.map(({ entry, confidence: sure }) => ({
      entry,
      title: knowledge.entry(entry)?.title ?? null,
      confidence: sure,
    })),
    aspects: aspects.map(({ aspect, confidence: sure }) => ({ aspect, confidence: sure })),
    kind: { kind: classified?.kind ?? kind.kind, confidence: classified?.confidence ?? kind.confidence },
    rule: applied?.rule ?? null,
    entry:
      answered === undefined
        ? null
        : { id: answered.entry, aspect: answered.aspect ?? null, exception: answered.exception ?? null },
    events: events.map(({ type }) => type),
  };
}
