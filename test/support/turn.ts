import { understandWords } from '../../src/core/engine/understand.ts';
import { type ConversationState, newConversation } from '../../src/core/model/conversation.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Understanding } from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { runTurn } from '../../src/core/turn/pipeline.ts';
import type { TurnInput, TurnResult } from '../../src/core/turn/turnDraft.ts';
import { accountWith } from './account.ts';
import { testDay } from './clock.ts';
import { readAs } from './knowledge.ts';
import { echoPhrases } from './phrases.ts';
import { townKnowledge } from './town.ts';

/** A conversation under way: the person knows whom they talk to. */
export function underWay(changes: Partial<ConversationState>): ConversationState {
  return { ...newConversation(testDay), introduced: true, ...changes };
}

/** What a turn is given when a message arrives at the town's front desk. */
export function turnInput(content: InboundContent | string, changes: Partial<TurnInput>): TurnInput {
  const revision = changes.revision ?? 7;
  const asked: InboundContent = typeof content === 'string' ? { kind: 'text', text: content } : content;
  return {
    state: underWay({}),
    first: false,
    revision,
    inbound: { id: `m${revision}`, content: asked, localeHint: null },
    understanding: understandWords(changes.knowledge ?? townKnowledge, asked),
    account: accountWith({}),
    surface: 'private',
    person: null,
    knowledge: townKnowledge,
    translate: echoPhrases,
    transfer: null,
    issueCode: () => 'K7QF2MDX',
    issueCaseCode: () => `C4SE-${String(revision).padStart(4, '0')}`,
    caseLink: (code) => `https://bot.example/cas/${code}`,
    now: testDay,
    ...changes,
  };
}

/** What the town understands by a text, with changes. */
export function understood(text: string, changes: Partial<Understanding>): Understanding {
  return { ...understandWords(townKnowledge, { kind: 'text', text }), voice: 'meaning', ...changes };
}

/** The same knowledge, which understands every message with changes. */
export function understanding(knowledge: Knowledge, changes: Partial<Understanding>): Knowledge {
  return {
    ...knowledge,
    understand: (text, whole) => {
      const read = knowledge.understand(text, whole);
      return readAs({ ...read.understanding, ...changes });
    },
  };
}

/** Runs a turn with what is given. */
export function turnOf(content: InboundContent | string, changes: Partial<TurnInput>): TurnResult {
  return runTurn(turnInput(content, changes));
}

/** What was said, one text a message. */
export const textsOf = ({ outbound }: TurnResult) => outbound.map(({ text }) => text);

/** What happened, by name. */
export const eventsOf = ({ events }: TurnResult) => events.map(({ type }) => type);

/** Who was told what. */
export const notificationsOf = ({ sideEffects }: TurnResult) =>
  sideEffects.flatMap((sideEffect) => (sideEffect.type === 'notify' ? [sideEffect.notification] : []));
