import type { CitizenMail } from '../core/engine/sideEffects.ts';
import { caseIn, newestCase } from '../core/journal/newestCase.ts';
import type { Commit } from '../core/model/commit.ts';
import {
  type ContactAddress,
  type ContactUpdates,
  type ContactWay,
  updatesBy,
  wayOf,
} from '../core/model/contact/contact.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Sealer } from '../core/ports/sealer.ts';

/** Where a citizen is to be written to. */
interface Contact {
  readonly address: ContactAddress;
  readonly updates: ContactUpdates;
}

/** Finds where the citizen of a case is to be written to by one way; null: nowhere. */
export type FindContact = (way: ContactWay, sideEffect: CitizenMail, commit: Commit) => Promise<Contact | null>;

/**
 * Finds the address that a commit asked to confirm, or to tell of an answer, as long as that is still wanted. The address is sealed with
 * the commit by which the citizen gave it: once that is erased there is none.
 */
export function createFindContact({
  journal,
  sealer,
}: {
  readonly journal: Pick<Journal, 'load' | 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
}): FindContact {
  return async (way, { type, case: code }, commit) => {
    const caseThen = caseIn(commit.state, code);
    const updates = caseThen && updatesBy(caseThen, way);
    if (updates === null || updates.confirmed !== (type === 'notify-citizen')) return null;
    // The commit that asks is the one that seals the address: what waits for its owner by another way was asked for before.
    if (type === 'ask-address' && updates.revision !== commit.revision) return null;
    // Since the commit they may have given another address, confirmed it, or wanted no more.
    const caseNow = await newestCase(journal, commit.conversation, code);
    const now = caseNow && updatesBy(caseNow, way);
    if (now?.revision !== updates.revision || now.confirmed !== updates.confirmed) return null;
    const given =
      commit.revision === updates.revision
        ? commit
        : (await journal.read(commit.conversation, updates.revision - 1, 1))[0];
    const address = given === undefined ? undefined : (await sealer.open(given))?.updatesTo;
    return address === undefined || wayOf(address) !== way ? null : { address, updates };
  };
}
