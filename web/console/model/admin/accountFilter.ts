import type { AccountSummary } from '../../../../src/http/api/wireAccounts.ts';
import { finds } from '../fold.ts';

/** The accounts that the list shows. Empty: all. */
export interface AccountFilter {
  readonly search: string;
  readonly channel: string;
  readonly state: string;
  readonly hasProblems: boolean;
}

export const anyAccount: AccountFilter = { search: '', channel: '', state: '', hasProblems: false };

/** Whether somebody should look at an account. */
export function hasProblems({ health, deadLetters, pause, warnings }: AccountSummary): boolean {
  return health?.state === 'failing' || deadLetters > 0 || pause !== null || warnings.length > 0;
}

export function shownAccounts(
  accounts: readonly AccountSummary[],
  filter: AccountFilter,
  nameOf: (account: AccountSummary) => string,
): readonly AccountSummary[] {
  return accounts.filter(
    (each) =>
      finds(`${nameOf(each)} ${each.id} ${each.area ?? ''}`, filter.search) &&
      (filter.channel === '' || each.channel === filter.channel) &&
      (filter.state === '' || each.state === filter.state) &&
      (!filter.hasProblems || hasProblems(each)),
  );
}
