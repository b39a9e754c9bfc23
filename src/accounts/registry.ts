import { administers } from '../core/cases/policy.ts';
import type { Known, RecordLog, RecordStream } from '../core/journal/recordLog.ts';
import type { AccountRecord, AccountRegister, Crisis } from '../core/model/accountRecord.ts';
import type { AgentId, StaffDirectory } from '../core/model/agent.ts';
import type { Commit } from '../core/model/commit.ts';
import { CodedError } from '../core/model/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { FourEyes } from '../core/ports/staffStore.ts';
import { decideRegister, emptyRegister, lastActive, type RegisterStep } from './decideRegister.ts';
import { readPayload, type StepPayload, writePayload } from './formatters.ts';
import { type AccountStep, builtIn, decideStep, initialRecord, isOver, unknownAccount } from './lifecycle.ts';

/** Topic that signals a change of the registry. */
export const accountsTopic = 'accounts';

/** How long an account is re-read after the register noted it, milliseconds. */
const noteLifetimeMs = 60_000;
/** Interval at which all accounts are re-read, noted or not, milliseconds. */
const fullReadIntervalMs = 10 * 60_000;
/** The account of the register's own commits: no real account can have this id. */
const registerAccount = '(register)';

/** One step of an account's life, from the journal. */
export interface TakenStep {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly state: AccountRecord['state'];
  readonly events: Commit['events'];
  /** Null when the payload was erased. */
  readonly payload: StepPayload | null;
  /** Whether the payload cannot be read because its key is missing. */
  readonly lost: boolean;
}

/** All accounts of a tenant, from the journal. The data is as recent as the last `refresh`. */
export interface Registry {
  /** Reads new commits. */
  refresh(): Promise<void>;
  /** Every account, also closed and refused ones, by id in alphabetical order. */
  all(): readonly AccountRecord[];
  find(id: string): AccountRecord | null;
  crisis(): Crisis | null;
  /** When the last crisis ended, milliseconds since 1970; null: none is known. */
  crisisEndedAt(): number | null;
  /** The last day on which people used an account (`YYYY-MM-DD`, UTC); null when none is known. */
  lastActive(id: string): string | null;
  /**
   * Takes a step of an account; `payload.by` is who does it, an administrator of the staff.
   * @throws {CodedError} `account.unknown`, `account.step`, `account.own-request`, `auth.same-person`, `auth.refused`
   */
  take(id: string, step: AccountStep, payload: StepPayload): Promise<void>;
  /** Sends people of all accounts to one, or ends that. Throws as `take`. */
  beginCrisis(towards: string, message: string | null, by: AgentId, reason: string | null): Promise<void>;
  endCrisis(by: AgentId, reason: string | null): Promise<void>;
  /** Records that people used accounts on a day. */
  noteActive(accounts: readonly string[], day: string): Promise<void>;
  /** Whether the caller should warn of these accounts on a day: true for one caller, once. */
  claimWarning(accounts: readonly string[], day: string): Promise<boolean>;
  /** The history of an account, oldest step first. */
  history(id: string): Promise<readonly TakenStep[]>;
}

export interface RegistryDeps {
  readonly tenant: string;
  readonly log: RecordLog;
  /** The staff directory: only its administrators can change accounts. */
  readonly staff: Pick<StaffDirectory, 'find'>;
  readonly fourEyes: Pick<FourEyes, 'accountsOf'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}

/**
 * Creates the registry. Each account is a separate record, and a register lists them. An account is noted in the
 * register before a step is recorded, so that no process misses one: a process that reads the note re-reads the account
 * until the step is there.
 */
export function createRegistry({ tenant, log, staff, fourEyes, pubsub, clock }: RegistryDeps): Registry {
  const registerStream: RecordStream = { tenant, account: registerAccount, name: 'register' };
  const streamOf = (id: string): RecordStream => ({ tenant, account: id, name: `account ${id}` });
  const records = new Map<string, Known<AccountRecord>>();
  /** When the register noted accounts that may still be about to change. */
  const noted = new Map<string, number>();
  let register: Known<AccountRegister> | null = null;
  let allReadAt: number | null = null;
  let queue: Promise<void> = Promise.resolve();

  async function readRegister(): Promise<void> {
    if (register === null) {
      register = await log.newest<AccountRegister>(registerStream);
      // Any of them may just have been noted.
      for (const id of register?.state.accounts ?? []) noted.set(id, clock());
      return;
    }
    for (const { revision, state, events } of await log.read(registerStream, register.revision)) {
      register = { revision, state: state as AccountRegister };
      for (const event of events) {
        if (event.type === 'accounts.noted') for (const id of event.accounts) noted.set(id, clock());
      }
    }
  }

  async function readRecord(id: string): Promise<void> {
    const last = (await log.read(streamOf(id), records.get(id)?.revision ?? 0)).at(-1);
    if (last) records.set(id, { revision: last.revision, state: last.state as AccountRecord });
  }

  async function readNew(): Promise<void> {
    await readRegister();
    const now = clock();
    const isDue = allReadAt === null || now - allReadAt >= fullReadIntervalMs;
    const due = isDue ? (register?.state.accounts ?? []) : [...noted.keys()];
    await Promise.all(due.map(readRecord));
    if (isDue) allReadAt = now;
    for (const [id, at] of noted) if (now - at >= noteLifetimeMs) noted.delete(id);
  }

  /** One read at a time: each begins where the one before ended. */
  function refresh(): Promise<void> {
    const next = queue.then(readNew);
    queue = next.catch(() => {});
    return next;
  }

  const find = (id: string) => records.get(id)?.state ?? initialRecord(id);

  const announce = (step: RegisterStep, payload: StepPayload | null) =>
    log.append<AccountRegister>(registerStream, payload === null ? '' : writePayload(payload), (state) =>
      decideRegister(state, step, clock()),
    );

  /** Refuses everybody who is not an administrator now, however they were authorised. */
  async function needAdministrator(by: AgentId): Promise<void> {
    const agent = await staff.find(tenant, by);
    if (agent !== null && administers(agent)) return;
    throw new CodedError('auth.refused', 'Only administrators can change accounts. Ask one of them.');
  }

  /** Refuses a result with two main accounts, or with people sent to an account that does not answer. */
  function checkBeside(id: string, step: AccountStep): void {
    if ('definition' in step && step.definition.main) {
      const other = all().find((each) => each.id !== id && each.definition?.main === true && !isOver(each));
      if (other) {
        throw new CodedError(
          'account.step',
          `The account ${other.id} is already the main one. Write \`main: false\` here, or change that one first.`,
        );
      }
    }
    if ((step.type === 'freeze' || step.type === 'close') && register?.state.crisis?.towards === id) {
      throw new CodedError(
        'account.step',
        `People are being sent to the account ${id}: end the crisis first with \`npm run accounts -- crisis off\`.`,
      );
    }
  }

  function all(): readonly AccountRecord[] {
    const ids = new Set([builtIn.id, ...records.keys()]);
    return [...ids].sort().flatMap((id) => find(id) ?? []);
  }

  async function published(work: Promise<unknown>): Promise<void> {
    await work;
    pubsub.publish(accountsTopic);
    await refresh();
  }

  return {
    refresh,
    all,
    find,
    crisis: () => register?.state.crisis ?? null,
    crisisEndedAt: () => register?.state.crisisEndedAt ?? null,
    lastActive: (id) => lastActive(register?.state ?? emptyRegister, id),

    async take(id, step, payload) {
      const { by } = payload;
      await needAdministrator(by);
      await refresh();
      const who = { by, accounts: await fourEyes.accountsOf(by) };
      // Checked before anything is written: most impossible steps are known by now.
      decideStep(id, records.get(id)?.state ?? null, step, who, clock());
      checkBeside(id, step);
      await announce({ type: 'note', account: id }, null);
      await published(
        log.append<AccountRecord>(streamOf(id), writePayload(payload), (state) =>
          decideStep(id, state, step, who, clock()),
        ),
      );
    },

    async beginCrisis(towards, message, by, reason) {
      await needAdministrator(by);
      await refresh();
      const target = find(towards);
      if (target === null) throw unknownAccount(towards);
      if (target.state !== 'open') {
        throw new CodedError(
          'account.step',
          `The account ${towards} is ${target.state}: send people to one that is open.`,
        );
      }
      const payload = { by, reason, people: null, form: null };
      await published(announce({ type: 'begin-crisis', towards, message, by }, payload));
    },

    async endCrisis(by, reason) {
      await needAdministrator(by);
      await published(announce({ type: 'end-crisis', by }, { by, reason, people: null, form: null }));
    },

    async noteActive(accounts, day) {
      await announce({ type: 'active', accounts, day }, null);
    },

    claimWarning: async (accounts, day) => (await announce({ type: 'warn', accounts, day }, null)) !== null,

    async history(id) {
      const commits = await log.read(streamOf(id), 0);
      return Promise.all(
        commits.map(async (commit) => {
          const payload = await log.payloadOf(commit);
          const { at, events, state } = commit;
          return {
            at,
            events,
            state: (state as AccountRecord).state,
            payload: payload === null ? null : readPayload(payload),
            lost: payload === null && (await log.isLost(commit)),
          };
        }),
      );
    },
  };
}
