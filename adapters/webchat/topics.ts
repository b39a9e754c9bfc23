/** Topic that signals the followers of a conversation when its journal has grown; the engine publishes it. */
export function newsTopic(conversation: string): string {
  return conversation;
}
export { typingTopic } from '../../src/core/ports/pubsub.ts';
