/** Topic that wakes whoever follows a conversation when its journal grew; the engine publishes it. */
export function newsTopic(conversation: string): string {
  return conversation;
}

/** Topic that tells open streams that somebody on the city's side is writing. Nothing is stored. */
export function typingTopic(conversation: string): string {
  return `typing:${conversation}`;
}
