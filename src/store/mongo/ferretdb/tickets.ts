import { type Connection, type Model, Schema } from 'mongoose';
import type { Exchange } from '../exchange.ts';
import { insertOnce } from '../insertOnce.ts';
import { modelOf } from '../modelOf.ts';
import type { QueueDocument, QueueModel } from '../queueDocument.ts';

interface Ticket {
  /** Conversation, the version that only the holder may replace, and the number of holders before that expired. */
  readonly _id: string;
  /** Expiry, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Longest time that a write may be in transit, milliseconds: one held up for longer never arrives. A ticket expires
 * this long after its holder must have stopped writing.
 */
const maxTransitMs = 9_500;
/**
 * How long a ticket can be used, milliseconds; up to the second value where the server has been too slow for the first.
 */
const usableMs = 2_500;
const maxUsableMs = 20_000;

const ticketSchema = new Schema(
  { _id: { type: String, required: true }, until: { type: Number, required: true } },
  { collection: 'tickets', versionKey: false },
);

type TicketModel = Model<Ticket>;

interface TicketClocks {
  /** Milliseconds since 1970, the same for all processes. */
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
}

export function ticketModel(connection: Connection): TicketModel {
  return modelOf<Ticket>(connection, 'Ticket', ticketSchema);
}

/**
 * Exchanges for FerretDB 1, which reads and writes a document in two steps, so that of two concurrent updates both
 * believe that they were first, and one undoes the other. Its unique keys do work: the process that inserts the ticket
 * of a version may replace that version, and a process that finds it expired inserts the next one.
 */
export function createTicketExchange(
  queues: QueueModel,
  tickets: TicketModel,
  { now, elapsed }: TicketClocks,
): Exchange {
  /** A constant value would block every write to a server that takes longer to answer twice. */
  let usable = usableMs;

  /** Names of the tickets up to the one taken, null when somebody holds the last one. */
  async function take(location: string, mine: number): Promise<readonly string[] | null> {
    const names: string[] = [];
    for (;;) {
      const _id = `${location}#${names.length}`;
      names.push(_id);
      if (await insertOnce(tickets, { _id, until: now() + mine + maxTransitMs })) return names;
      const held = await tickets.findOne({ _id }).lean<Ticket>();
      if (held === null || held.until >= now()) return null;
    }
  }

  /** Tickets left behind expire. */
  async function remove(names: readonly string[]): Promise<void> {
    // One by one: FerretDB can look up only a single id.
    await Promise.allSettled(names.map((_id) => tickets.deleteOne({ _id })));
  }

  return {
    async swap(read, next) {
      const { _id, version } = read;
      const began = elapsed();
      const mine = usable;
      const names = await take(`${_id}#${version}`, mine);
      if (names === null) return false;
      const current = await queues.findOne({ _id }, { version: 1 }).lean<Pick<QueueDocument, 'version'>>();
      const isMine = current?.version === version;
      const isLate = elapsed() - began > mine;
      usable = isLate ? Math.min(maxUsableMs, 2 * mine) : Math.max(usableMs, mine / 2);
      if (isMine && !isLate) {
        // If this throws, the write may still be in transit: the ticket must stay until it can't be any more.
        const written =
          next === null
            ? (await queues.deleteOne({ _id, version })).deletedCount === 1
            : (await queues.replaceOne({ _id, version }, next)).matchedCount === 1;
        await remove(names);
        return written;
      }
      // Tickets of a past version are no longer needed.
      if (!isMine) await remove(names);
      else if (elapsed() - began < mine + maxTransitMs / 2) await remove(names.slice(-1));
      return false;
    },
  };
}
