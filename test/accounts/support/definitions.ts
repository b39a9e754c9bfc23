import type { StepPayload } from '../../../src/accounts/formatters.ts';
import type { AccountDefinition, AccountRecord } from '../../../src/core/model/accountRecord.ts';

/** A definition of a toy's account, whose values say which account they are of. */
export function definitionOf(id: string, changes: Partial<AccountDefinition>): AccountDefinition {
  return {
    id,
    channel: 'toy',
    name: `Name of ${id}`,
    area: `Area of ${id}`,
    department: 'oiac',
    languages: ['ca', 'es'],
    hours: { periods: [{ days: ['mon'], from: '09:00', until: '13:30' }], summer: null },
    topics: null,
    description: 'dl. de 9 a 13:30',
    main: false,
    url: null,
    pace: null,
    secrets: {},
    settings: {},
    ...changes,
  };
}

export function recordOf(id: string, changes: Partial<AccountRecord>): AccountRecord {
  return {
    record: 'account',
    shape: 1,
    id,
    state: 'open',
    since: 0,
    openedAt: 0,
    writtenBy: [],
    definition: definitionOf(id, {}),
    ...changes,
  };
}

/** Words of somebody, with nobody else in them. */
export function wordsBy(by: string): StepPayload {
  return { by, reason: null, people: null, form: null };
}
