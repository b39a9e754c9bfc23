import type { AgentId } from '../model/agent.ts';
import type { ConversationId } from '../model/conversation.ts';
/** Wakes whoever waits for news of a conversation. A lost wake-up may cost a delay, never data. */
export interface PubSub {
  publish(topic: string): void;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, listener: () => void): () => void;
}

/** Topic that wakes the dispatcher when a commit brought it something to do. */
export const outboxTopic = 'outbox';

/** Topic that wakes whoever follows cases, when their index changed. */
export const casesTopic = 'cases';

/** Topic that tells whoever follows a conversation that somebody on the city's side is writing. Nothing is stored. */
export function typingTopic(conversation: ConversationId): string {
  return `typing:${conversation}`;
}

/** Topic that tells staff that the citizen is writing. Nothing is stored. */
export function citizenTypingTopic(conversation: ConversationId): string {
  return `typing:citizen:${conversation}`;
}

/** Topic that wakes whoever follows what somebody of staff is told. */
export function notificationsTopic(agent: AgentId): string {
  return `notices:${agent}`;
}
