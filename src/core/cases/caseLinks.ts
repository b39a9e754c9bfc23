import type { CaseCode, CaseState } from '../model/case.ts';
import { inGroups, readCrockford, toCrockford } from './crockford.ts';

const codeLength = 8;
/** 60 bits: too many to try against a page that limits attempts. */
const keyLength = 12;

/** Gives the citizen, and nobody else, access to the status page of their case. */
export interface CaseLinks {
  /**
   * The address of a case's status page. The key comes after `#`: browsers never send that part, so it appears in no
   * log and no referrer.
   */
  caseLink(code: CaseCode): string;
  /** The key of a case, for typing: `7KQ4-M2XB-01ZT`. */
  caseKey(code: CaseCode): string;
  /** Whether the typed text is the key of a case. Takes the same time either way. */
  isKey(code: CaseCode, typed: string): boolean;
}

/**
 * Creates links and keys of cases. A key is derived from the code, so nothing is stored and a receipt can be written
 * again. `mac`: returns at least 12 bytes that only this installation can derive from a text; `url`: the base address
 * of the pages.
 */
export function createCaseLinks({ mac, url }: { mac: (text: string) => Uint8Array; url: string }): CaseLinks {
  const charactersOf = (code: CaseCode) => toCrockford(mac(code), keyLength);
  const caseKey = (code: CaseCode) => inGroups(charactersOf(code));
  return {
    caseKey,
    caseLink: (code) => `${url}${casePath(code)}#${caseKey(code)}`,
    isKey(code, typed) {
      const right = charactersOf(code);
      const given = readCrockford(typed, keyLength) ?? ' '.repeat(keyLength);
      let difference = 0;
      for (let index = 0; index < keyLength; index++) difference |= right.charCodeAt(index) ^ given.charCodeAt(index);
      return difference === 0;
    },
  };
}

/** The path of a case's page. */
function casePath(code: CaseCode): string {
  return `/cas/${code}`;
}

/** The code of a case as somebody typed it ("7kq4 m2xb"); null when the text is no code. */
export function readCaseCode(typed: string): CaseCode | null {
  const characters = readCrockford(typed, codeLength);
  return characters === null ? null : inGroups(characters);
}

/** The link by which a citizen follows a case, including its key. */
const keyed = /(\/cas\/[0-9A-Z]{4}-[0-9A-Z]{4})#[0-9A-Z-]+/gi;

/** The link by which a citizen sees everything that is kept of a conversation. */
const ownData = /(\/dades)#[\w.-]+/g;

/** Removes the keys from the links in a text: only the citizen may have them. */
export function hideKeys(text: string): string {
  return text.replace(keyed, '$1').replace(ownData, '$1');
}

const keyless = /\[([^\]\n]+)\]\([^()\s]*\/cas\/[0-9A-Z]{4}-[0-9A-Z]{4}\)/gi;

/** Leaves the words of links to cases whose keys were hidden: such a link opens nothing. The text is Markdown. */
export function unlinkCases(text: string): string {
  return text.replace(keyless, '$1');
}

/** A case and the key that opens its page. */
export interface KeyedCode {
  readonly code: CaseCode;
  readonly key: string;
}

const linked = /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})#([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/g;

/** The cases whose links a text holds. */
export function caseLinksIn(text: string): readonly KeyedCode[] {
  return Array.from(text.matchAll(linked), ([, code = '', key = '']) => ({ code, key }));
}

/** A code and its key, as a link or a receipt shows them, or as somebody typed them one after the other. */
const codeAndKey =
  /([0-9A-Z]{4}-[0-9A-Z]{4})(?:#|[^0-9A-Z]{1,20}(?:(?:clau|clave|key|amb la clau|con la clave|with the key)[^0-9A-Z]{0,3})?)([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})(?![0-9A-Z-])/i;

/** The code and key in a text; null where it does not hold both. */
function readCodeAndKey(text: string): KeyedCode | null {
  const found = codeAndKey.exec(text);
  const code = found === null ? null : readCaseCode(found[1] ?? '');
  return found === null || code === null ? null : { code, key: found[2] ?? '' };
}

/** Finds the case whose code and key a text contains. Anybody with both may see it, in any conversation. */
export function createKeyedCase(deps: {
  readonly isKey: CaseLinks['isKey'];
  readonly byCode: (tenant: string, code: CaseCode) => Promise<{ readonly case: CaseState } | null>;
}): (tenant: string, text: string) => Promise<CaseState | null> {
  return async (tenant, text) => {
    const typed = readCodeAndKey(text);
    if (typed === null || !deps.isKey(typed.code, typed.key)) return null;
    return (await deps.byCode(tenant, typed.code))?.case ?? null;
  };
}
