import type { AccountDefinition, AccountEvent, AccountRecord, AccountState } from '../core/model/accountRecord.ts';
import type { AgentId } from '../core/model/agent.ts';
import { CodedError, SamePerson } from '../core/model/errors.ts';

/** The built-in account is open without a definition, so that a newly installed service can receive messages. */
export const builtIn = { id: 'web', channel: 'webchat' } as const;

/** One step in the life of an account. */
export type AccountStep =
  | { readonly type: 'request'; readonly definition: AccountDefinition }
  | { readonly type: 'approve' }
  | { readonly type: 'refuse' }
  | { readonly type: 'open' }
  /** Its definition is replaced by another one. */
  | { readonly type: 'change'; readonly definition: AccountDefinition }
  | { readonly type: 'freeze' }
  | { readonly type: 'unfreeze' }
  | { readonly type: 'close' };

type StepType = AccountStep['type'];

/** For each step: the states in which it is possible, the state after it (null: unchanged), and the event recorded. */
const steps: Readonly<
  Record<StepType, { from: readonly AccountState[]; to: AccountState | null; event: AccountStepEvent }>
> = {
  request: { from: ['refused'], to: 'requested', event: 'account.requested' },
  approve: { from: ['requested'], to: 'approved', event: 'account.approved' },
  refuse: { from: ['requested'], to: 'refused', event: 'account.refused' },
  open: { from: ['approved'], to: 'open', event: 'account.opened' },
  change: { from: ['requested', 'approved', 'open', 'frozen'], to: null, event: 'account.changed' },
  freeze: { from: ['open'], to: 'frozen', event: 'account.frozen' },
  unfreeze: { from: ['frozen'], to: 'open', event: 'account.unfrozen' },
  close: { from: ['approved', 'open', 'frozen'], to: 'closed', event: 'account.closed' },
};

type AccountStepEvent = Extract<AccountEvent, { readonly account: string }>['type'];

/** Result of a step. */
interface AccountDecision {
  readonly events: readonly AccountEvent[];
  readonly state: AccountRecord;
}

/**
 * Decides one step: a pure function of the record (null: there is none yet), the step, who takes it, all accounts that
 * are provably this person's, and the time.
 * @throws {CodedError} `account.unknown`; `account.step`, saying which steps are possible; `account.own-request`,
 * `auth.same-person`
 */
export function decideStep(
  id: string,
  given: AccountRecord | null,
  step: AccountStep,
  { by, accounts }: { readonly by: AgentId; readonly accounts: readonly AgentId[] },
  now: number,
): AccountDecision {
  const record = given ?? initialRecord(id);
  const { event } = steps[step.type];
  if (record === null) {
    if (step.type === 'request') return decided(id, step.definition, by, now);
    throw unknownAccount(id);
  }
  if (!stepsFrom(record).includes(step.type)) throw impossible(record, step.type);
  const definition = 'definition' in step ? step.definition : record.definition;
  if (step.type === 'change' && definition?.channel !== accountChannel(record)) {
    throw new CodedError(
      'account.step',
      `The account ${id} cannot move to another channel: its conversations belong to its channel. Request another account.`,
    );
  }
  if (step.type === 'approve') {
    if (record.writtenBy.includes(by)) throw ownRequest(id);
    if (record.writtenBy.some((writer) => accounts.includes(writer))) throw new SamePerson();
  }
  const to = targetOf(record, step.type);
  const state: AccountRecord = {
    ...record,
    definition,
    state: to ?? record.state,
    since: to === null || to === record.state ? record.since : now,
    openedAt: step.type === 'open' ? (record.openedAt ?? now) : record.openedAt,
    writtenBy: writersOf(record, step.type, by),
  };
  return { events: [{ type: event, account: id, by }], state };
}

/**
 * The state after a step; null: unchanged. An approved account that is changed before it opens must be approved again.
 */
function targetOf({ state }: AccountRecord, type: StepType): AccountState | null {
  return type === 'change' && state === 'approved' ? 'requested' : steps[type].to;
}

/** The authors of what waits for approval, after a step: everybody who changed it meanwhile counts. */
function writersOf({ state, writtenBy }: AccountRecord, type: StepType, by: AgentId): readonly AgentId[] {
  if (type === 'request' || (type === 'change' && state === 'approved')) return [by];
  return type === 'change' && state === 'requested' ? [...new Set([...writtenBy, by])] : writtenBy;
}

/** The record of an account without recorded steps; null for one that does not exist. */
export function initialRecord(id: string): AccountRecord | null {
  if (id !== builtIn.id) return null;
  return { record: 'account', shape: 1, id, state: 'open', since: 0, openedAt: null, writtenBy: [], definition: null };
}

/** Whether people may write there: it answers, or sends them elsewhere. */
export function isOpen({ state }: Pick<AccountRecord, 'state'>): boolean {
  return state === 'open' || state === 'frozen';
}

/** Whether an account is finished: it was refused, or closed for good. */
export function isOver({ state }: Pick<AccountRecord, 'state'>): boolean {
  return state === 'closed' || state === 'refused';
}

/** The channel of an account, whether it has a definition or not. */
export function accountChannel({ definition }: Pick<AccountRecord, 'definition'>): string {
  return definition?.channel ?? builtIn.channel;
}

/** The possible steps of an account. The built-in one can be paused, but not closed. */
export function stepsFrom(record: AccountRecord): readonly StepType[] {
  const all = Object.keys(steps) as StepType[];
  const possible = all.filter((type) => steps[type].from.includes(record.state));
  return record.id === builtIn.id ? possible.filter((type) => type !== 'close') : possible;
}

export function unknownAccount(id: string): CodedError {
  return new CodedError(
    'account.unknown',
    `There is no account ${id}. \`npm run accounts\` lists the existing ones; request a new one with \`-- request FILE\`.`,
  );
}

function decided(id: string, definition: AccountDefinition, by: AgentId, now: number): AccountDecision {
  return {
    events: [{ type: 'account.requested', account: id, by }],
    state: {
      record: 'account',
      shape: 1,
      id,
      state: 'requested',
      since: now,
      openedAt: null,
      writtenBy: [by],
      definition,
    },
  };
}

function ownRequest(id: string): CodedError {
  return new CodedError(
    'account.own-request',
    `You asked for the account ${id}, or changed what was asked for: another administrator must approve it.`,
  );
}

function impossible(record: AccountRecord, type: StepType): CodedError {
  const possible = stepsFrom(record);
  const next =
    possible.length === 0 ? 'no further step is possible' : `the steps from there are: ${possible.join(', ')}`;
  return new CodedError(
    'account.step',
    `The account ${record.id} is ${record.state}, so \`${type}\` cannot be done: ${next}.`,
  );
}
