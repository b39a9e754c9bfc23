import type { ConversationId, ConversationState } from './conversation.ts';
import type { InboundContent } from './message.ts';

/** A one-time code and what it refers to: the turn of a conversation at which it was given out. */
export interface ChannelTransferRecord {
  readonly record: 'handover';
  readonly shape: 1;
  /** The conversation that it continues, and the turn that gave it out. */
  readonly from: ConversationId;
  readonly revision: number;
  /** Account of that conversation, its id. */
  readonly account: string;
  /** Pseudonym of the only person who may redeem it, on the same account; null: anyone with the code. */
  readonly boundTo: string | null;
  /** When it expires, milliseconds since 1970. */
  readonly until: number;
  /** The conversation that redeemed it; null while none did. */
  readonly takenBy: ConversationId | null;
}

/** What a redeemed code brings along from the other conversation. */
export interface RedeemedTransfer {
  readonly from: ConversationId;
  /** Id of the account of that conversation. */
  readonly account: string;
  readonly state: ConversationState;
  /** Revision of the turn that gave the code out. */
  readonly revision: number;
  /** The person's question when the code was given out; empty when it was no question, or was erased. */
  readonly question: string;
  /** The entry that answered it there, of which only the beginning may have been shown in public; null: none. */
  readonly answered: string | null;
}

/** Crockford's base 32: without letters that look like digits. */
const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The code made from a pseudonym (base64url): eight letters and digits, 40 bits. */
export function toCode(pseudonym: string): string {
  return Array.from(pseudonym.slice(0, length), (sign) => characters[base64url.indexOf(sign) & 31]).join('');
}

/** A code as shown to people: `K7QF-2MDX`. */
export function showCode(code: string): string {
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

const typed = /^[0-9A-Z]{4}[ -]?[0-9A-Z]{4}$/i;

/** The code that a text is, however it was typed ("k7qf 2mdx", O for 0); null when it is none. */
export function readCode(text: string): string | null {
  const trimmed = text.trim();
  // Eight letters may be an ordinary word, so a typed code must contain a digit or a hyphen.
  if (!typed.test(trimmed) || !/[0-9-]/.test(trimmed)) return null;
  const code = trimmed.toUpperCase().replace(/[ -]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return Array.from(code).every((sign) => characters.includes(sign)) ? code : null;
}

/** The code in a message, from a link or typed. Null for none. */
export function codeIn(content: InboundContent): string | null {
  if (content.kind === 'continue') return readCode(content.code);
  return content.kind === 'text' ? readCode(content.text) : null;
}
