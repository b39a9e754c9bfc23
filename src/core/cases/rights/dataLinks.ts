import type { ConversationId } from '../../model/conversation.ts';
import { toCrockford } from '../crockford.ts';

/** Milliseconds for which a link opens what is kept: long enough to read it, short enough for a forgotten window. */
const lifetimeMs = 60 * 60_000;
/** 100 bits. */
const proofLength = 20;

/** Gives the person of a conversation, and nobody else, access to everything that is kept of it, for an hour. */
export interface DataLinks {
  /** The address, with its key after `#`: browsers never send that part, so it appears in no log and no referrer. */
  dataLink(conversation: ConversationId, now: number): string;
  /** The same for the page that proves answers. */
  receiptLink(conversation: ConversationId, now: number): string;
  /** The conversation that a key opens now; null: none. */
  read(key: string, now: number): ConversationId | null;
}

/** `mac`: returns at least 20 bytes that only this installation can derive from a text; `url`: the base of the pages. */
export function createDataLinks({ mac, url }: { mac: (text: string) => Uint8Array; url: string }): DataLinks {
  const proofOf = (conversation: string, until: string) =>
    toCrockford(mac(JSON.stringify([conversation, until])), proofLength);
  function keyOf(conversation: ConversationId, now: number): string {
    // In whole minutes: a shorter link, and the same one within a minute.
    const until = Math.ceil((now + lifetimeMs) / 60_000).toString(36);
    return `${conversation}.${until}.${proofOf(conversation, until)}`;
  }
  return {
    dataLink: (conversation, now) => `${url}/dades#${keyOf(conversation, now)}`,
    receiptLink: (conversation, now) => `${url}/comprovants#${keyOf(conversation, now)}`,
    read(key, now) {
      const [conversation, until, proof, ...rest] = key.trim().split('.');
      if (conversation === undefined || until === undefined || proof === undefined || rest.length > 0) return null;
      const right = proofOf(conversation, until);
      let difference = right.length ^ proof.length;
      for (let index = 0; index < right.length; index++)
        difference |= right.charCodeAt(index) ^ proof.charCodeAt(index);
      return difference === 0 && Number.parseInt(until, 36) * 60_000 > now ? conversation : null;
    },
  };
}
