import type { Account } from '../core/model/account.ts';
import type { AnnouncementChannel, Send } from '../core/ports/adapter.ts';
import type { StaffInboxChannel } from '../core/ports/staffInbox.ts';

/** An account with what can be done through it in this process. */
interface OpenAccountEntry {
  readonly account: Account;
  /** Null where clients read the journal themselves, while it fails, and where it is open in other processes only. */
  readonly send: Send | null;
  /** The staff inbox that it has; null where it has none. */
  readonly inboxChannel: StaffInboxChannel | null;
  /** The public place in which it announces things; null where it has none. */
  readonly place: AnnouncementChannel | null;
}

/**
 * The accounts that are open, as they are now. Made before everything that asks for them; an account is added by the code
 * that opens it.
 */
export interface OpenAccounts {
  put(entry: OpenAccountEntry): void;
  remove(account: Pick<Account, 'tenant' | 'id'>): void;
  /** Null when it is open nowhere. */
  find(tenant: string, id: string): Account | null;
  /** The way out through an account; null while there is none. */
  route(tenant: string, id: string): { readonly account: Account; readonly send: Send } | null;
  inboxChannel(tenant: string, id: string): StaffInboxChannel | null;
  /** An account that is open in this process, and its public place; null while it is not open here. */
  place(tenant: string, id: string): { readonly account: Account; readonly place: AnnouncementChannel | null } | null;
  /** Calls back when messages can be sent through an account that had no way out before. */
  onRoute(listener: (tenant: string, id: string) => void): void;
}

export function createOpenAccounts(): OpenAccounts {
  const entries = new Map<string, OpenAccountEntry>();
  const listeners: ((tenant: string, id: string) => void)[] = [];
  const keyOf = (tenant: string, id: string) => `${tenant}/${id}`;
  const find = (tenant: string, id: string) => entries.get(keyOf(tenant, id));
  return {
    put(entry) {
      const { tenant, id } = entry.account;
      const hadRoute = (find(tenant, id)?.send ?? null) !== null;
      entries.set(keyOf(tenant, id), entry);
      if (!hadRoute && entry.send !== null) for (const listener of listeners) listener(tenant, id);
    },
    remove: ({ tenant, id }) => void entries.delete(keyOf(tenant, id)),
    find: (tenant, id) => find(tenant, id)?.account ?? null,
    route(tenant, id) {
      const entry = find(tenant, id);
      return entry === undefined || entry.send === null ? null : { account: entry.account, send: entry.send };
    },
    inboxChannel: (tenant, id) => find(tenant, id)?.inboxChannel ?? null,
    place(tenant, id) {
      const entry = find(tenant, id);
      return entry === undefined || entry.send === null ? null : { account: entry.account, place: entry.place };
    },
    onRoute: (listener) => void listeners.push(listener),
  };
}
