import type { AccountEvent, AccountRegister, Crisis } from '../core/model/accountRecord.ts';
import type { AgentId } from '../core/model/agent.ts';
import { CodedError } from '../core/model/errors.ts';

/** A step of the register. */
export type RegisterStep =
  /** A step of an account is about to be recorded. */
  | { readonly type: 'note'; readonly account: string }
  | {
      readonly type: 'begin-crisis';
      readonly towards: string;
      readonly message: string | null;
      readonly by: AgentId;
    }
  | { readonly type: 'end-crisis'; readonly by: AgentId }
  /** People used these accounts on a day (`YYYY-MM-DD`). */
  | { readonly type: 'active'; readonly accounts: readonly string[]; readonly day: string }
  /** On this day the log warns of unused accounts. */
  | { readonly type: 'warn'; readonly accounts: readonly string[]; readonly day: string };

export const emptyRegister: AccountRegister = {
  record: 'register',
  shape: 1,
  accounts: [],
  crisis: null,
  active: {},
  warnedOn: null,
};

/**
 * Decides what the register makes of a step, a pure function; null when the step says nothing new.
 * @throws {CodedError} `account.step` when a crisis is begun in a crisis, or ended where there is none
 */
export function decideRegister(
  given: AccountRegister | null,
  step: RegisterStep,
  now: number,
): { events: readonly AccountEvent[]; state: AccountRegister } | null {
  const register = given ?? emptyRegister;
  switch (step.type) {
    case 'note': {
      const accounts = [...new Set([...register.accounts, step.account])].sort();
      return { events: [{ type: 'accounts.noted', accounts: [step.account] }], state: { ...register, accounts } };
    }
    case 'begin-crisis': {
      if (register.crisis !== null) throw alreadyOn(register.crisis);
      const crisis = { towards: step.towards, message: step.message, since: now };
      return { events: [{ type: 'crisis.begun', towards: step.towards, by: step.by }], state: { ...register, crisis } };
    }
    case 'end-crisis': {
      if (register.crisis === null) throw new CodedError('account.step', 'There is no crisis to end.');
      return {
        events: [{ type: 'crisis.ended', by: step.by }],
        state: { ...register, crisis: null, crisisEndedAt: now },
      };
    }
    case 'active': {
      const fresh = step.accounts.filter((id) => (lastActive(register, id) ?? '') < step.day);
      if (fresh.length === 0) return null;
      const active = { ...register.active, ...Object.fromEntries(fresh.map((id) => [id, step.day])) };
      return { events: [{ type: 'accounts.active', accounts: fresh }], state: { ...register, active } };
    }
    case 'warn': {
      if (step.accounts.length === 0 || (register.warnedOn ?? '') >= step.day) return null;
      const { accounts, day } = step;
      return { events: [{ type: 'accounts.warned', accounts }], state: { ...register, warnedOn: day } };
    }
  }
}

/** The last day on which people used an account, `YYYY-MM-DD`; null when none is known. */
export function lastActive({ active }: AccountRegister, id: string): string | null {
  return Object.hasOwn(active, id) ? (active[id] ?? null) : null;
}

function alreadyOn({ towards }: Crisis): CodedError {
  return new CodedError(
    'account.step',
    `People are already being sent to the account ${towards}. End that crisis first: \`npm run accounts -- crisis off\`.`,
  );
}
