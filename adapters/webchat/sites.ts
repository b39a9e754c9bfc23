import type { Account } from '../../src/core/model/account.ts';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import { CodedError } from '../../src/core/model/errors.ts';
import type { Sealer } from '../../src/core/ports/sealer.ts';
import type { SiteSettings } from './siteSettings.ts';

/** The accounts of the web chat, the public keys by which pages name them, and the pages that may show them. */
export interface Sites {
  /**
   * Adds an account, and returns the function that removes it.
   * @throws {CodedError} `config.invalid` when another account has its key
   */
  add(account: () => Account, settings: SiteSettings): () => void;
  /** The account of a public key; null when there is none. */
  byKey(siteKey: string): Account | null;
  /** The current state of an account; null when it does not exist (any more). */
  account(id: string): Account | null;
  /** An account and its conversation's id; null when the account does not exist (any more). */
  find(
    account: string,
    platformConversation: string,
  ): { readonly account: Account; readonly conversation: ConversationId } | null;
  /** Whether pages of an origin may show one account's chat, or (null) that of any. */
  lists(origin: string, account: string | null): boolean;
}

interface Site {
  readonly account: () => Account;
  readonly keys: readonly string[];
  readonly origins: ReadonlySet<string>;
}

interface SitesDeps {
  /** The main account's key; `KEY.ACCOUNT` selects any account. */
  readonly siteKey: string;
  readonly mainAccount: string;
  /** Origins for accounts that name none. */
  readonly origins: readonly string[];
  readonly conversationId: Sealer['conversationId'];
}

/** The public keys of an account: those derived from its id, and its own. */
export function siteKeysOf(
  id: string,
  own: string | null,
  { siteKey, mainAccount }: Pick<SitesDeps, 'siteKey' | 'mainAccount'>,
): readonly string[] {
  return [...new Set([`${siteKey}.${id}`, ...(id === mainAccount ? [siteKey] : []), ...(own === null ? [] : [own])])];
}

export function createSites({ siteKey, mainAccount, origins, conversationId }: SitesDeps): Sites {
  const sites = new Map<string, Site>();
  const keys = new Map<string, string>();

  const account = (id: string) => sites.get(id)?.account() ?? null;

  return {
    add(account, settings) {
      const { id } = account();
      const own = siteKeysOf(id, settings.siteKey, { siteKey, mainAccount });
      for (const key of own) {
        const other = keys.get(key);
        if (other !== undefined && other !== id) throw taken(key, other);
      }
      const site = { account, keys: own, origins: new Set(settings.origins ?? origins) };
      sites.set(id, site);
      for (const key of own) keys.set(key, id);
      return () => {
        if (sites.get(id) !== site) return;
        sites.delete(id);
        for (const key of site.keys) keys.delete(key);
      };
    },
    account,
    byKey: (key) => account(keys.get(key) ?? ''),
    find(id, platformConversation) {
      const found = account(id);
      return found && { account: found, conversation: conversationId(found.tenant, found.id, platformConversation) };
    },
    lists: (origin, id) =>
      id === null
        ? [...sites.values()].some((site) => site.origins.has(origin))
        : (sites.get(id)?.origins.has(origin) ?? false),
  };
}

function taken(key: string, other: string): CodedError {
  return new CodedError(
    'config.invalid',
    `The site key ${key} already belongs to account ${other}: choose another one.`,
  );
}
