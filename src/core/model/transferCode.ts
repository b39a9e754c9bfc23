import type { ConversationId, ConversationState } from './conversation.ts';
import type { InboundContent } from './message.ts';

/** A one-time code and what it stands for: the moment of a conversation at which it was given out. */
export interface ChannelTransferRecord {
  readonly record: 'handover';
  readonly shape: 1;
  /** The conversation that it carries over, and the turn that gave it out. */
  readonly from: ConversationId;
  readonly revision: number;
  /** Account of that conversation, its id. */
  readonly account: string;
  /** Pseudonym of the only person who may take it, on the same account; null: whoever has it. */
  readonly boundTo: string | null;
  /** Milliseconds since 1970 from which it is worth nothing. */
  readonly until: number;
  /** The conversation that took it over; null while none did. */
  readonly takenBy: ConversationId | null;
}

/** What a person brings along from another place. */
export interface RedeemedTransfer {
  readonly from: ConversationId;
  /** The account where it was, its id. */
  readonly account: string;
  readonly state: ConversationState;
  /** Revision of the turn that gave the code out. */
  readonly revision: number;
  /** What the person had said when the code was given out; empty when that was no question, or was erased. */
  readonly question: string;
  /** The entry that answered it there, of which others may have read the beginning only; null: none did. */
  readonly answered: string | null;
}

/** Crockford's base 32: no letters that are taken for digits. */
const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The code that a pseudonym (base64url) makes: eight letters and digits, 40 bits. */
export function toCode(pseudonym: string): string {
  return Array.from(pseudonym.slice(0, length), (sign) => characters[base64url.indexOf(sign) & 31]).join('');
}

/** A code as people read it: `K7QF-2MDX`. */
export function showCode(code: string): string {
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

const typed = /^[0-9A-Z]{4}[ -]?[0-9A-Z]{4}$/i;

/** The code that a text is, however it was typed ("k7qf 2mdx", O for 0); null when it is none. */
export function readCode(text: string): string | null {
  const trimmed = text.trim();
  // A word of eight letters is a word: what was typed as one must hold a digit.
  if (!typed.test(trimmed) || !/[0-9-]/.test(trimmed)) return null;
  const code = trimmed.toUpperCase().replace(/[ -]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return Array.from(code).every((sign) => characters.includes(sign)) ? code : null;
}

/** The code that a message carries: what a link brought along, or what the person typed. Null for none. */
export function codeIn(content: InboundContent): string | null {
  if (content.kind === 'continue') return readCode(content.code);
  return content.kind === 'text' ? readCode(content.text) : null;
}
