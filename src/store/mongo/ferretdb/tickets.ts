import { type Connection, type Model, Schema } from 'mongoose';
import type { Exchange } from '../exchange.ts';
import { insertOnce } from '../insertOnce.ts';
import type { QueueDocument, QueueModel } from '../queueDocument.ts';

interface Ticket {
  /** Conversation, the version that its holder alone may replace, and how many holders before must have died. */
  readonly _id: string;
  /** When its holder must have died, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Milliseconds after which the holder of a ticket counts as dead: so long that a write which it began in time, and which
 * a slow network or a busy server held up, has arrived by then or never will.
 */
const validFor = 12_000;
/** Milliseconds after which the holder must not begin to write any more. */
const usableFor = 2_500;

const ticketSchema = new Schema(
  { _id: { type: String, required: true }, until: { type: Number, required: true } },
  { collection: 'tickets', versionKey: false },
);

export type TicketModel = Model<Ticket>;

export function ticketModel(connection: Connection): TicketModel {
  return connection.model<Ticket>('Ticket', ticketSchema as unknown as Schema<Ticket>);
}

/**
 * Exchanges for FerretDB 1, which reads and writes a document in two steps, so that of two updates at once both believe
 * that they were first, and one undoes the other. Its unique keys do hold: whoever inserts the ticket of a version may
 * replace that version, and whoever finds that it has run out inserts the one behind it.
 */
export function createTicketExchange(queues: QueueModel, tickets: TicketModel, now: () => number): Exchange {
  /** The names of the tickets up to the one that was taken, null when somebody holds the last one. */
  async function take(place: string): Promise<readonly string[] | null> {
    const names: string[] = [];
    for (;;) {
      const _id = `${place}#${names.length}`;
      names.push(_id);
      if (await insertOnce(tickets, { _id, until: now() + validFor })) return names;
      const held = await tickets.findOne({ _id }).lean<Ticket>();
      if (held === null || held.until >= now()) return null;
    }
  }

  /** What is left behind runs out by itself. */
  async function remove(names: readonly string[]): Promise<void> {
    await tickets.deleteMany({ _id: { $in: names } }).catch(() => {});
  }

  return {
    async swap(read, next) {
      const { _id, version } = read;
      const began = performance.now();
      const names = await take(`${_id}#${version}`);
      if (names === null) return false;
      const current = await queues.findOne({ _id }, { version: 1 }).lean<Pick<QueueDocument, 'version'>>();
      const isMine = current?.version === version;
      const isLate = performance.now() - began > usableFor;
      if (isMine && !isLate) {
        // Where this throws, the write may still be on its way: the ticket must stay until it can't be any more.
        const written =
          next === null
            ? (await queues.deleteOne({ _id, version })).deletedCount === 1
            : (await queues.replaceOne({ _id, version }, next)).matchedCount === 1;
        await remove(names);
        return written;
      }
      // Of a version that is past, nobody needs a ticket.
      if (!isMine) await remove(names);
      else if (performance.now() - began < validFor / 2) await remove(names.slice(-1));
      return false;
    },
  };
}
