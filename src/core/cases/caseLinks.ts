import type { CaseCode } from '../model/case.ts';
import { inGroups, readCrockford, toCrockford } from '../util/crockford.ts';

const codeLength = 8;
/** 60 bits: nobody tries them all against a page that counts attempts. */
const keyLength = 12;

/** Gives the citizen, and nobody else, the way to the state of their case. */
export interface CaseLinks {
  /**
   * The address at which a case is followed, with its key behind `#`: browsers never send that part, so that it gets
   * into no log and no referrer.
   */
  caseLink(code: CaseCode): string;
  /** The key of a case, for whoever types it: `7KQ4-M2XB-01ZT`. */
  caseKey(code: CaseCode): string;
  /** Whether what somebody typed is the key of a case; it takes the same time whether it is or not. */
  isKey(code: CaseCode, typed: string): boolean;
}

/**
 * Links and keys of cases. A key is derived from the code: nothing is stored, and a receipt can be written again.
 * `mac`: at least 12 bytes that only this installation can derive from a text; `url`: what links to our pages begin with.
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

/** Where the page of a case is. */
export function casePath(code: CaseCode): string {
  return `/cas/${code}`;
}

/** The code of a case as somebody typed it ("7kq4 m2xb"); null when it is none. */
export function readCaseCode(typed: string): CaseCode | null {
  const characters = readCrockford(typed, codeLength);
  return characters === null ? null : inGroups(characters);
}
