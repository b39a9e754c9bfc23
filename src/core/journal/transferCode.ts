import type { InboundContent } from '../model/message.ts';

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

/**
 * The code of a case that somebody may search for, as it is shown, however it was typed; null: it is none. Eight letters count, too:
 * here nothing is lost where they are a word.
 */
export function searchedCode(text: string): string | null {
  const trimmed = text.trim();
  const code = readCode(trimmed) ?? readCode(`${trimmed.slice(0, length / 2)}-${trimmed.slice(length / 2)}`);
  return code === null ? null : showCode(code);
}

/** The code in a message, from a link or typed. Null for none. */
export function codeIn(content: InboundContent): string | null {
  if (content.kind === 'continue') return readCode(content.code);
  return content.kind === 'text' ? readCode(content.text) : null;
}
