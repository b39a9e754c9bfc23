import type { Account } from '../../src/core/account.ts';
import type { ConversationId } from '../../src/core/commit.ts';
import type { Sealer } from '../../src/core/ports.ts';

/** The accounts of the web chat and the public keys by which pages name them. */
export interface Sites {
  /** The account that a public key stands for; null when it stands for none. */
  byKey(siteKey: string): Account | null;
  /** An account with a conversation of its own; null when there is no such account (any more). */
  find(
    account: string,
    platformConversation: string,
  ): { readonly account: Account; readonly conversation: ConversationId } | null;
}

/** The site key alone names the first account, `KEY.ACCOUNT` names any. */
export function createSites(
  accounts: readonly Account[],
  siteKey: string,
  conversationId: Sealer['conversationId'],
): Sites {
  const keys = new Map(accounts.map((account) => [`${siteKey}.${account.id}`, account]));
  const ids = new Map(accounts.map((account) => [account.id, account]));
  if (accounts[0]) keys.set(siteKey, accounts[0]);
  return {
    byKey: (key) => keys.get(key) ?? null,
    find(id, platformConversation) {
      const account = ids.get(id);
      return account
        ? { account, conversation: conversationId(account.tenant, account.id, platformConversation) }
        : null;
    },
  };
}
