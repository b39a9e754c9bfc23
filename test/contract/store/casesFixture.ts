import fc from 'fast-check';
import type { CaseDeadline, CaseState, Proposal } from '../../../src/core/model/case.ts';
import type { CaseQuery, CaseRow } from '../../../src/core/ports/caseIndex.ts';
import { caseOrders, deadlineOutcomes, queryWith } from '../../../src/core/ports/caseIndex.ts';
import { caseRowOf, caseStateOf } from '../../support/caseState.ts';
import { noon } from './fixture.ts';

/** A row that says of which case it is, with the changes that a test is about. */
export function makeRow(
  code: string,
  changes: Partial<Omit<CaseRow, 'case'>> & { case?: Partial<CaseState> },
): CaseRow {
  const { case: caseState, ...rest } = changes;
  return caseRowOf(makeCase(code, caseState ?? {}), { text: `beginning of ${code}`, ...rest });
}

export function makeCase(code: string, changes: Partial<CaseState>): CaseState {
  return caseStateOf(code, noon, { department: 'attention', ...changes });
}

export const dueIn = (hours: number): CaseDeadline => ({
  id: 'first',
  dueAt: noon + hours * 3_600_000,
  metAt: null,
  breached: false,
});

/** Everything of the tenant, in the order of deadlines. */
export function ask(changes: Partial<CaseQuery>): CaseQuery {
  return { ...queryWith('default', {}), ...changes };
}

const codes = ['AAAA-0001', 'AAAA-0002', 'AAAA-0003', 'BBBB-0001', 'BBBB-0002', 'BBBB-0003'];
const tokens = ['farola', 'fanal', 'far', 'carrer', 'carretera', 'llum', 'ñu', '日本', '100%', 'a_b', 'f.r'];
const tenants = ['default', 'other'];
const moments = fc.integer({ min: 0, max: 3 }).map((hours) => noon + hours * 3_600_000);
const deadline = fc.record({
  id: fc.constant('first'),
  dueAt: moments,
  metAt: fc.option(moments),
  breached: fc.boolean(),
});
const proposal = (decided: Proposal['decided']): Proposal => ({
  ...{ id: '1', sanction: 'removal', by: { rule: 'insults' }, breaks: null, evidence: 1, decided },
});
const caseState = fc.record({
  status: fc.constantFrom('open' as const, 'snoozed' as const, 'closed' as const),
  assignee: fc.constantFrom(null, 'marta', 'joan'),
  department: fc.constantFrom('attention', 'streets'),
  kind: fc.constantFrom('complaint' as const, 'incident' as const),
  priority: fc.constantFrom('urgent' as const, 'normal' as const),
  first: fc.option(deadline),
  resolution: fc.option(deadline),
  locale: fc.constantFrom('ca' as const, 'es' as const),
  openedAt: moments,
  rating: fc.constantFrom(null, 3, 5),
  staffAt: fc.constantFrom(null, noon),
  labels: fc.constantFrom([], ['roads'], ['noise', 'roads']),
  proposals: fc.constantFrom([], [proposal(null)], [proposal({ by: 'marta', at: noon, accepted: true })]),
});

/** Any row of few cases, so that they meet. */
export const anyRow: fc.Arbitrary<CaseRow> = fc
  .record({
    code: fc.constantFrom(...codes),
    tenant: fc.constantFrom(...tenants),
    conversation: fc.constantFrom('ana', 'pau'),
    account: fc.constantFrom('web', 'telegram'),
    revision: fc.integer({ min: 1, max: 6 }),
    tokens: fc.uniqueArray(fc.constantFrom(...tokens), { maxLength: 5 }),
    changedAt: moments,
    nextAt: fc.option(moments),
    emailDigest: fc.constantFrom(undefined, 'digest-1', 'digest-2'),
    caseState,
  })
  .map(({ code, caseState, conversation, tenant, emailDigest, ...row }) =>
    makeRow(code, {
      ...{ ...row, ...(emailDigest === undefined ? {} : { emailDigest }) },
      ...{ tenant, conversation: `${conversation} of ${tenant}`, case: caseState },
    }),
  );

const some = <T>(...values: readonly T[]) => fc.option(fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 }));

/** Any question about such rows. */
export const anyQuery: fc.Arbitrary<CaseQuery> = fc.record({
  tenant: fc.constantFrom(...tenants),
  visibility: fc.option(
    fc.record({
      agent: fc.constantFrom('marta', 'joan', 'pere'),
      departments: fc.uniqueArray(fc.constantFrom('attention', 'streets'), { maxLength: 1 }),
      unassignedOf: fc.constantFrom('attention', 'streets'),
    }),
  ),
  codes: fc.option(fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 3 }), { freq: 2 }),
  conversation: fc.option(fc.constantFrom('ana of default', 'pau of other'), { freq: 2 }),
  emailDigest: fc.constantFrom(null, null, null, 'digest-1'),
  statuses: some('open' as const, 'snoozed' as const, 'closed' as const),
  assignee: fc.constantFrom(null, null, 'nobody', 'marta'),
  departments: some('attention', 'streets'),
  accounts: some('web', 'telegram'),
  kinds: some('complaint', 'incident'),
  priorities: some('urgent' as const, 'normal' as const),
  locales: some('ca' as const, 'es' as const),
  openedFrom: fc.constantFrom(null, null, noon + 3_600_000),
  openedBefore: fc.constantFrom(null, null, noon + 7_200_000),
  ratings: fc.option(fc.constant([4, 5]), { freq: 2 }),
  breached: fc.constantFrom(null, null, true, false),
  labels: fc.option(fc.constantFrom(['noise'], ['noise', 'roads'], ['none']), { freq: 2 }),
  dueFrom: fc.constantFrom(null, null, noon + 3_600_000),
  dueBefore: fc.constantFrom(null, null, noon + 7_200_000),
  first: fc.constantFrom(null, null, null, ...deadlineOutcomes),
  resolution: fc.constantFrom(null, null, null, ...deadlineOutcomes),
  answered: fc.constantFrom(null, null, true, false),
  waiting: fc.constantFrom(null, null, null, true, false),
  proposed: fc.constantFrom(null, null, true, false),
  tokens: fc.array(fc.constantFrom(...tokens, 'fa', 'carre', 'z', '1', 'f'), { maxLength: 2 }),
  order: fc.constantFrom(...caseOrders),
  after: fc.constant(null),
  limit: fc.integer({ min: 1, max: 4 }),
});
