import type { FourEyes, StaffStore } from '../core/ports/staffStore.ts';
import type { StaffNotes } from './record.ts';

/** Domains of Google's mail, which reads no dots before the `@`. */
const withoutDots: readonly string[] = ['gmail.com', 'googlemail.com'];

/**
 * The mailbox that an e-mail address reaches: without capitals and without what follows a `+`. Two addresses of one
 * mailbox are one person's. Only the mail server knows of other aliases.
 */
export function mailboxOf(email: string): string {
  const address = email.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  if (at < 1) return address;
  const domain = address.slice(at + 1).replace(/\.$/, '');
  const local = address.slice(0, at).replace(/(?<=.)\+.*$/, '');
  return withoutDots.includes(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`;
}

/**
 * Creates what tells two people from two accounts. An identity at the city's provider, a passkey and the secret of codes
 * each belong to one account already: credentials/ sees to that.
 */
export function createFourEyes(deps: {
  readonly tenant: string;
  readonly store: Pick<StaffStore, 'all'>;
  readonly notes: Pick<StaffNotes, 'accessOf'>;
}): FourEyes {
  const { tenant, store, notes } = deps;
  return {
    async accountsOf(agent) {
      const all = await store.all(tenant);
      const own = all.find(({ id }) => id === agent);
      if (own === undefined) return [agent];
      const mailbox = mailboxOf(own.email);
      return all.filter(({ email }) => mailboxOf(email) === mailbox).map(({ id }) => id);
    },
    accessOf: notes.accessOf,
  };
}
