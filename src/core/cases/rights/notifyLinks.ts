import type { CaseCode } from '../../model/case.ts';
import { toCrockford } from '../crockford.ts';

/** What the owner of an address does by a link in a message. */
export type NotifyPurpose = 'confirm' | 'stop';

/** Links of e-mails and text messages to the citizen of a case: they name the case and the commit with the address, and hold neither. */
export interface NotifyLinks {
  notifyLink(purpose: NotifyPurpose, code: CaseCode, revision: number): string;
  /** What a link is about; null: it is none of ours. */
  readNotifyLink(purpose: NotifyPurpose, token: string): { readonly code: CaseCode; readonly revision: number } | null;
}

/** 80 bits, in few letters: a text message has room for 160 with all that is in it. */
const signatureLength = 16;

const path = { confirm: 'avis', stop: 'prou' } as const;

/** `mac`: returns at least 16 bytes that only this installation can derive from a text; `url`: the base address of the pages. */
export function createNotifyLinks({ mac, url }: { mac: (text: string) => Uint8Array; url: string }): NotifyLinks {
  const signatureOf = (purpose: NotifyPurpose, code: CaseCode, revision: number) =>
    toCrockford(mac(`tell ${purpose} ${code} ${revision}`), signatureLength);
  return {
    notifyLink: (purpose, code, revision) =>
      `${url}/cas/${path[purpose]}/${code}.${revision}.${signatureOf(purpose, code, revision)}`,
    readNotifyLink(purpose, token) {
      const [, code = '', digits = '', given = ''] =
        /^([0-9A-Z]{4}-[0-9A-Z]{4})\.(\d{1,9})\.([0-9A-Z]{16})$/.exec(token) ?? [];
      if (code === '') return null;
      const right = signatureOf(purpose, code, Number(digits));
      let difference = 0;
      for (let index = 0; index < right.length; index++)
        difference |= right.charCodeAt(index) ^ given.charCodeAt(index);
      return difference === 0 ? { code, revision: Number(digits) } : null;
    },
  };
}
