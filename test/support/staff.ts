import type { CaseCommandDeps } from '../../src/core/engine/handleCommand.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { StaffDirectory } from '../../src/core/model/agent.ts';
import type { CaseIndex } from '../../src/core/ports/caseIndex.ts';
import type { Journal } from '../../src/core/ports/journal.ts';

/** What commands of staff need, over a journal and accounts of a test. */
export function staffOver(deps: {
  journal: Pick<Journal, 'load'>;
  directory: Pick<StaffDirectory, 'find'>;
  accounts: readonly Account[];
  index: Pick<CaseIndex, 'byCode' | 'find'>;
}): CaseCommandDeps {
  const { journal, directory, accounts, index } = deps;
  return {
    load: journal.load,
    directory,
    index,
    accountOf: (tenant, id) => accounts.find((account) => account.tenant === tenant && account.id === id) ?? null,
  };
}
