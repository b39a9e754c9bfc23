import type { AgentId } from '../model/agent.ts';
import type { ConversationId } from '../model/conversation.ts';
/** Signals subscribers that a conversation has news. A lost signal may cost a delay, never data. */
export interface PubSub {
  publish(topic: string): void;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, listener: () => void): () => void;
}

/** Signals the dispatcher that a commit added tasks. */
export const outboxTopic = 'outbox';

/** Signals that the index of cases changed. */
export const casesTopic = 'cases';

/** Signals to the citizen's client that staff are writing. Nothing is stored. */
export function typingTopic(conversation: ConversationId): string {
  return `typing:${conversation}`;
}

/** Signals to staff that the citizen is writing. Nothing is stored. */
export function citizenTypingTopic(conversation: ConversationId): string {
  return `typing:citizen:${conversation}`;
}

/** Signals that a member of staff has a new notification. */
export function notificationsTopic(agent: AgentId): string {
  return `notifications:${agent}`;
}
