import { CodedError } from '../../core/model/errors.ts';
import type { PartName, PartState, States } from './installationManifest.ts';

/** What was found: an installation, nothing yet, or something that cannot be used. */
export type Verdict = 'whole' | 'nothing' | 'unreadable';

/**
 * Checks whether the parts of an installation belong together. `expected`: the id in the settings, null if they name
 * none.
 * @throws {CodedError} `store.mismatch`, naming the part and what to do; `store.missing` when the settings expect an
 * installation and there is none
 */
export function judgeInstallation(states: States, expected: string | null): Verdict {
  const all = Object.values(states);
  if (all.some(({ found }) => found === 'unreadable')) return 'unreadable';
  const present = all.filter(({ found }) => found === 'present');
  if (present.length === 0) {
    if (expected === null) return 'nothing';
    throw new CodedError(
      'store.missing',
      `There is no data of the installation ${expected} (INSTALLATION_ID) in ${all[0]?.databaseLocation}. Is a disk not mounted, or DATA_DIR wrong? Nothing was created.`,
    );
  }
  const named = present.filter(({ id }) => id !== null);
  const [first] = named;
  const foreign = named.find(({ id }) => id !== first?.id);
  if (first && foreign) {
    throw mismatch(
      `${foreign.databaseLocation} belongs to another installation (${foreign.id}) than ${first.databaseLocation} (${first.id})`,
    );
  }
  if (expected !== null && first && first.id !== expected) {
    throw mismatch(
      `${first.databaseLocation} belongs to the installation ${first.id}, but INSTALLATION_ID names ${expected}`,
    );
  }
  for (const part of present) compare(part, states);
  const { journal, keys } = states;
  if (journal && keys)
    for (const [one, other] of [
      [journal, keys],
      [keys, journal],
    ] as const) {
      if (one.holds && isGone(other))
        throw mismatch(`${other.databaseLocation} is ${other.found}, and ${one.databaseLocation} is not`);
    }
  return 'whole';
}

/** Compares the marks that a part recorded of the others with their actual marks. */
function compare(part: PartState, states: States): void {
  for (const [name, mark] of Object.entries(part.seen)) {
    const other = states[name as PartName];
    if (other === undefined) continue;
    if (isGone(other))
      throw mismatch(`${other.databaseLocation} is ${other.found}, but ${part.databaseLocation} has recorded it`);
    if (other.mark < mark) {
      throw mismatch(
        `${other.databaseLocation} is older than ${part.databaseLocation}: its mark is ${other.mark}, but was ${mark}`,
      );
    }
  }
}

const isGone = ({ found }: PartState) => found === 'missing' || found === 'empty';

function mismatch(what: string): CodedError {
  return new CodedError(
    'store.mismatch',
    `${what}. Nothing was changed. Put the right one back, or restore a backup (npm run restore). Only if it is lost for good, and you accept to go on without what was in it: npm run installation -- accept.`,
  );
}
