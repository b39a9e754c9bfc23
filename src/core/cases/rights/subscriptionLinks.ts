import type { ConversationId } from '../../model/conversation.ts';

/** What the reader of an address does by a link in an e-mail. */
export const subscriptionPurposes = ['confirm', 'manage', 'end'] as const;
export type SubscriptionPurpose = (typeof subscriptionPurposes)[number];

/** Links of e-mails to subscribers to announcements: they name the conversation, and hold no address. */
export interface SubscriptionLinks {
  /** `revision`: of the commit that asked; 0 for links that stay valid. */
  link(purpose: SubscriptionPurpose, conversation: ConversationId, revision: number): string;
  /** What a link is about; null: it is none of ours. */
  read(
    purpose: SubscriptionPurpose,
    token: string,
  ): { readonly conversation: ConversationId; readonly revision: number } | null;
}

/** Where the links of each purpose lead. */
export const subscriptionPaths = { confirm: 'si', manage: 'meus', end: 'prou' } as const;

/** `mac`: returns bytes that only this installation can derive from a text; `url`: the base address of the pages. */
export function createSubscriptionLinks({
  mac,
  url,
}: {
  mac: (text: string) => Uint8Array;
  url: string;
}): SubscriptionLinks {
  const signatureOf = (purpose: SubscriptionPurpose, conversation: ConversationId, revision: number) =>
    Array.from(mac(`subscription ${purpose} ${conversation} ${revision}`).subarray(0, 16), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
  return {
    link: (purpose, conversation, revision) =>
      `${url}/avisos/${subscriptionPaths[purpose]}/${conversation}.${revision}.${signatureOf(purpose, conversation, revision)}`,
    read(purpose, token) {
      const [, conversation = '', digits = '', given = ''] =
        /^([\w-]{8,100})\.(\d{1,9})\.([0-9a-f]{32})$/.exec(token) ?? [];
      if (conversation === '') return null;
      const right = signatureOf(purpose, conversation, Number(digits));
      let difference = 0;
      for (let index = 0; index < right.length; index++)
        difference |= right.charCodeAt(index) ^ given.charCodeAt(index);
      return difference === 0 ? { conversation, revision: Number(digits) } : null;
    },
  };
}
