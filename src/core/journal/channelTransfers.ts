import { type Commit, isRecord } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import type { MovedFlow } from '../model/flow.ts';
import type { Inbound } from '../model/message.ts';
import type { ChannelTransferRecord, RedeemedTransfer, TransferReference } from '../model/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { FlowVersions } from './flowVersions.ts';
import type { RecordLog, RecordStream } from './recordLog.ts';
import { toCode } from './transferCode.ts';

/** Validity of a code in milliseconds: long enough to fetch a phone and find the bot there. */
const codeLifetimeMs = 60 * 60_000;
/** The account id in commits of codes: no real account can have it. */
const codesAccount = '(codes)';

/** One-time codes by which a person continues a conversation in another channel. */
export interface ChannelTransfers {
  /** The code that a turn may give out: the same at every call. */
  codeOf(conversation: ConversationId, revision: number): string;
  /** Makes the code of a turn valid. Idempotent. */
  offer(
    commit: Pick<Commit, 'tenant' | 'account' | 'conversation' | 'revision' | 'at'>,
    boundTo: string | null,
  ): Promise<void>;
  /** Redeems a code, once; the same conversation may repeat it. Null when the code is not valid, or no longer. */
  take(tenant: string, code: string, by: Taker): Promise<RedeemedTransfer | null>;
  /** What a redeemed code brought along, as it was then; null where that was erased or is lost. */
  recall(reference: TransferReference): Promise<RedeemedTransfer | null>;
}

/** Who redeems a code, and where. */
interface Taker {
  readonly conversation: ConversationId;
  readonly account: string;
  /** Pseudonym of the person; null where the platform does not say who writes. */
  readonly person: string | null;
}

interface ChannelTransfersDeps {
  readonly records: RecordLog;
  readonly journal: Pick<Journal, 'load' | 'read'>;
  readonly sealer: Pick<Sealer, 'inboundKey' | 'open'>;
  /** Versions of flows: one that is taken along goes on as it began. */
  readonly flowVersions: Pick<FlowVersions, 'find'>;
  readonly clock: Clock;
}

/**
 * Stores each code as its own record in the journal, which links the two conversations. The first commit says that it
 * was given out, the second that it was redeemed; of two simultaneous redemptions the journal accepts one.
 */
export function createChannelTransfers(deps: ChannelTransfersDeps): ChannelTransfers {
  const { records, journal, sealer, flowVersions, clock } = deps;
  const streamOf = (tenant: string, code: string): RecordStream => ({
    tenant,
    account: codesAccount,
    name: `code ${code}`,
  });
  const codeOf: ChannelTransfers['codeOf'] = (conversation, revision) =>
    toCode(sealer.inboundKey(conversation, `code ${revision}`));

  /** Null: none is under way, its values were erased, or its version is lost. */
  async function flowAt(commit: Commit): Promise<MovedFlow | null> {
    const progress = isRecord(commit.state) ? null : upToDate(commit.state).flow;
    const slots = progress === null ? undefined : (await sealer.open(commit))?.slots;
    if (progress === null || slots === undefined) return null;
    const definition = await flowVersions.find(commit.tenant, progress.flow, progress.version);
    return definition === null ? null : { progress, definition, slots };
  }

  async function askedAt(
    conversation: ConversationId,
    revision: number,
  ): Promise<Pick<RedeemedTransfer, 'question' | 'answered'> | null> {
    const [commit] = await journal.read(conversation, revision - 1, 1);
    const content = commit && (await sealer.open(commit));
    const answer = commit?.events.find((event) => event.type === 'question.answered');
    if (!content?.inbound) return null;
    return { question: questionIn(content.inbound), answered: answer?.entry ?? null };
  }

  return {
    codeOf,

    async offer({ tenant, account, conversation, revision, at }, boundTo) {
      const stream = streamOf(tenant, codeOf(conversation, revision));
      await records.append<ChannelTransferRecord>(stream, '', (known) =>
        known !== null
          ? null
          : {
              events: [{ type: 'channel-transfer.offered', from: conversation }],
              state: {
                record: 'channel-transfer',
                shape: 1,
                from: conversation,
                revision,
                account,
                boundTo,
                until: at + codeLifetimeMs,
                takenBy: null,
              },
            },
      );
    },

    async take(tenant, code, by) {
      let taken: ChannelTransferRecord | null = null;
      await records.append<ChannelTransferRecord>(streamOf(tenant, code), '', (known) => {
        taken = null;
        if (known === null || !mayTake(known, by) || clock() >= known.until) return null;
        if (known.takenBy !== null) {
          if (known.takenBy === by.conversation) taken = known;
          return null;
        }
        taken = { ...known, takenBy: by.conversation };
        return { events: [{ type: 'channel-transfer.redeemed', from: known.from, by: by.conversation }], state: taken };
      });
      return taken === null ? null : redeemedBy(taken);
    },

    async recall(reference) {
      const [commit] = await journal.read(reference.from, reference.newest - 1, 1);
      if (commit === undefined || isRecord(commit.state)) return null;
      const asked = await askedAt(reference.from, reference.revision);
      return asked === null
        ? null
        : { ...reference, state: upToDate(commit.state), flow: await flowAt(commit), ...asked };
    },
  };

  async function redeemedBy({ from, revision, account }: ChannelTransferRecord): Promise<RedeemedTransfer | null> {
    const { latest } = await journal.load(from, '');
    if (latest === null || isRecord(latest.state)) return null;
    const asked = (await askedAt(from, revision)) ?? { question: '', answered: null };
    const [newest] = await journal.read(from, latest.revision - 1, 1);
    const flow = newest === undefined ? null : await flowAt(newest);
    return { from, account, revision, newest: latest.revision, state: upToDate(latest.state), flow, ...asked };
  }
}

function mayTake({ from, account, boundTo }: ChannelTransferRecord, by: Taker): boolean {
  return from !== by.conversation && (boundTo === null || (account === by.account && boundTo === by.person));
}

function questionIn({ content }: Inbound): string {
  return content.kind === 'text' || content.kind === 'edit' ? content.text : '';
}
