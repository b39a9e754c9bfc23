/** What somebody does in a conversation: be there, or write. */
export type Doing = 'here' | 'typing';

/**
 * Who is in a conversation right now, and who writes. Transient: nothing is stored, and entries expire unless renewed.
 */
export interface Presence {
  /**
   * Says that somebody is in a conversation, or writes there, for so many milliseconds unless renewed. Signals the
   * watchers of the conversation if that is new. Never rejects: at worst nobody learns of it.
   */
  note(topic: string, who: string, doing: Doing, milliseconds: number): Promise<void>;
  /** Withdraws it before it expires. */
  leave(topic: string, who: string, doing: Doing): Promise<void>;
  /**
   * Who is in a conversation and who writes there, each list in alphabetical order; both empty when that is unknown.
   */
  list(topic: string): Promise<Readonly<Record<Doing, readonly string[]>>>;
}

/**
 * Topic that signals the watchers of a conversation when somebody came, left or began to write; not when an entry
 * expired.
 */
export function presenceTopic(topic: string): string {
  return `presence:${topic}`;
}
