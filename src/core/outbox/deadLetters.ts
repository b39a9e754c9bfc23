import type { RecordLog } from '../journal/recordLog.ts';
import type { AgentId } from '../model/agent.ts';
import type { AdministrationRecord } from '../model/records.ts';
import type { Journal } from '../ports/journal.ts';
import type { DeadLetter, DeadLetters, OutboxEntry } from '../ports/outbox.ts';
import type { Sealer } from '../ports/sealer.ts';

/** Most dead letters that are read at once. */
const readLimit = 10_000;

/** A dead letter as staff see it: nothing of what it says. */
export interface DatedDeadLetter extends DeadLetter {
  /** The message's name, as its platform gets it. */
  readonly id: string;
  /** When the message was written, milliseconds since 1970. */
  readonly at: number;
}

/** Which dead letters are sent again. */
export type RequeueChoice = { readonly id: string } | { readonly account: string } | 'all';

/** Messages that could not be delivered, for the console and the command line. */
export interface DeadLetterDesk {
  /** The oldest first, at most some thousands. */
  list(): Promise<readonly DatedDeadLetter[]>;
  /**
   * Sends messages again, each before what was written later in its conversation; resolves to how many. What is sent
   * again is recorded before.
   */
  requeue(choice: RequeueChoice, by: AgentId | null): Promise<number>;
  /** What a message says; null when it is not there any more, or was erased. Record the reading before. */
  textOf(id: string): Promise<string | null>;
}

/** The record of what administrators did with the service; no account can have this id. */
export const administrationStream = (tenant: string) => ({
  tenant,
  account: '(administration)',
  name: 'administration',
});

export const administrationRecord: AdministrationRecord = { record: 'administration', shape: 1 };

export function createDeadLetterDesk(deps: {
  readonly tenant: string;
  readonly outbox: DeadLetters;
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly records: Pick<RecordLog, 'append'>;
}): DeadLetterDesk {
  const { tenant, outbox, journal, sealer, records } = deps;

  const chosenBy = async (choice: RequeueChoice) => {
    const all = await outbox.listDeadLetters(readLimit);
    const chosen = all.filter((entry) => {
      if (choice === 'all') return true;
      return 'id' in choice ? idOf(entry) === choice.id : entry.account === choice.account;
    });
    return { chosen, mayBeMore: all.length === readLimit };
  };

  return {
    async list() {
      const dated: DatedDeadLetter[] = [];
      for (const entry of await outbox.listDeadLetters(readLimit)) {
        const [commit] = await journal.read(entry.conversation, entry.revision - 1, 1);
        dated.push({ ...entry, id: idOf(entry), at: commit?.at ?? 0 });
      }
      return dated;
    },

    async requeue(choice, by) {
      let count = 0;
      for (;;) {
        const { chosen, mayBeMore } = await chosenBy(choice);
        if (chosen.length === 0) return count;
        const account = choice !== 'all' && 'account' in choice ? choice.account : null;
        const message = choice !== 'all' && 'id' in choice ? choice.id : null;
        const event = { type: 'outbox.requeued', by, account, message, count: chosen.length } as const;
        await records.append(administrationStream(tenant), '', () => ({
          events: [event],
          state: administrationRecord,
        }));
        for (const entry of chosen) if (await outbox.requeue(entry)) count += 1;
        if (!mayBeMore) return count;
      }
    },

    async textOf(id) {
      const entry = (await chosenBy({ id })).chosen[0];
      if (entry === undefined || entry.task.kind !== 'send') return null;
      const [commit] = await journal.read(entry.conversation, entry.revision - 1, 1);
      const content = commit === undefined ? null : await sealer.open(commit);
      return content?.outbound[entry.task.message]?.text ?? null;
    },
  };
}

/** The message's name as the dispatcher gives it to its platform. */
export function idOf({ conversation, revision, task }: OutboxEntry): string {
  return `${conversation}.${revision}.${task.ordinal}`;
}
