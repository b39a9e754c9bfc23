import type { Commit, CommitState, OutboxTask } from '../model/commit.ts';
import type { RecordEvent, SideEffect } from '../model/event.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Sealer } from '../ports/sealer.ts';
import { append } from './append.ts';
import { isLost } from './lostKey.ts';

/** Page size. */
const page = 100;

export interface RecordLogDeps {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Returns a new unique id. */
  readonly newId: () => string;
}

/** One of the city's own records: a stream of the journal to which no message belongs. */
export interface RecordStream {
  readonly tenant: string;
  /** The account id in its commits. */
  readonly account: string;
  /** Distinguishes it from other records of the tenant. */
  readonly name: string;
}

/** The newest known state of a record. */
export interface Known<S> {
  readonly revision: number;
  readonly state: S;
}

/** What is appended to a record. */
interface RecordStep<S> {
  readonly events: readonly RecordEvent[];
  readonly state: S;
  /** Sealed with it; the payload that was given by default. */
  readonly payload?: string;
  /** Side effects for the outbox to run; none by default. */
  readonly sideEffects?: readonly SideEffect[];
}

export interface RecordLog {
  /**
   * Appends the decision on the newest state; starts over when another process was faster. `decide` also gets the
   * revision that its step would have. `payload` is sealed with it; the outbox runs its side effects in the order of the
   * record. Null when `decide` has nothing to record.
   * @throws what `decide` throws; `turn.contended` when others were faster every time
   */
  append<S extends CommitState>(
    stream: RecordStream,
    payload: string,
    decide: (state: S | null, revision: number) => RecordStep<S> | null,
  ): Promise<Known<S> | null>;
  /** All commits of a record above a revision, oldest first. */
  read(stream: RecordStream, after: number): Promise<readonly Commit[]>;
  /** At most `limit` commits of a record above a revision, oldest first. */
  page(stream: RecordStream, after: number, limit: number): Promise<readonly Commit[]>;
  /** The newest state; null while nothing was recorded. */
  newest<S extends CommitState>(stream: RecordStream): Promise<Known<S> | null>;
  /** The payload that was sealed with a commit; null when it was erased. */
  payloadOf(commit: Commit): Promise<string | null>;
  /** Whether a commit's payload is unreadable because its key is lost; nobody erased it. */
  isLost(commit: Commit): Promise<boolean>;
}

/** An account id that no account can have: the stream ids of records derive from it. */
const recordsOf = '(records)';

/** Reads and writes the city's own records in the journal, under the same unique keys as everything else there. */
export function createRecordLog({ journal, sealer, clock, newId }: RecordLogDeps): RecordLog {
  const idOf = ({ tenant, name }: RecordStream) => sealer.conversationId(tenant, recordsOf, name);

  return {
    async append<S extends CommitState>(
      stream: RecordStream,
      payload: string,
      decide: (state: S | null, revision: number) => RecordStep<S> | null,
    ) {
      const conversation = idOf(stream);
      const id = newId();
      const inboundKey = sealer.inboundKey(conversation, id);
      const appended = await append(journal, { stream: conversation, inboundKey }, async ({ latest }) => {
        const revision = (latest?.revision ?? 0) + 1;
        const decision = decide((latest?.state as S | undefined) ?? null, revision);
        if (decision === null) return { commit: null, value: null };
        const text = decision.payload ?? payload;
        const inbound = { id, content: { kind: 'text' as const, text }, localeHint: null };
        const key = latest === null ? 'current' : { follows: latest.keyId };
        const content = await sealer.seal(conversation, { address: null, inbound, outbound: [] }, key);
        const { tenant, account } = stream;
        const { events, state, sideEffects = [] } = decision;
        const outbox = sideEffects.map((sideEffect, ordinal): OutboxTask => ({ ordinal, kind: 'effect', sideEffect }));
        const commit: Commit = {
          tenant,
          account,
          conversation,
          revision,
          inboundKey,
          at: clock(),
          outbox,
          events,
          state,
          ...content,
        };
        return { commit, value: { revision, state } };
      });
      return appended.outcome === 'duplicate' ? null : appended.value;
    },

    async read(stream, after) {
      const commits: Commit[] = [];
      for (let from = after; ; ) {
        const more = await journal.read(idOf(stream), from, page);
        commits.push(...more);
        from = more.at(-1)?.revision ?? from;
        if (more.length < page) return commits;
      }
    },

    page: (stream, after, limit) => journal.read(idOf(stream), after, limit),

    async newest<S extends CommitState>(stream: RecordStream) {
      const { latest } = await journal.load(idOf(stream), '');
      return latest && { revision: latest.revision, state: latest.state as S };
    },

    isLost: (commit) => isLost(sealer, commit),

    async payloadOf(commit) {
      const content = await sealer.open(commit);
      return content?.inbound?.content.kind === 'text' ? content.inbound.content.text : null;
    },
  };
}
