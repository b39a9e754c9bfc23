/** Topic that wakes whoever follows a conversation when its journal grew; the engine publishes it. */
export function newsTopic(conversation: string): string {
  return conversation;
}
export { typingTopic } from '../../src/core/ports/pubsub.ts';
