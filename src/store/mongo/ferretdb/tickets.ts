import { type Connection, type Model, Schema } from 'mongoose';
import type { Exchange } from '../exchange.ts';
import { insertOnce } from '../insertOnce.ts';
import type { QueueDocument, QueueModel } from '../queueDocument.ts';

interface Ticket {
  /** Conversation and the version that its holder alone may replace. */
  readonly _id: string;
  /** When its holder must have died, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Milliseconds after which the holder of a ticket counts as dead, and after which it must not begin to write. A busy
 * machine takes a second or two for the look before the write: were that too long, nothing would ever be written there.
 */
const validFor = 4_000;
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
 * that they were first. Its unique keys do hold: whoever inserts the ticket of a version may replace that version.
 */
export function createTicketExchange(queues: QueueModel, tickets: TicketModel, now: () => number): Exchange {
  async function take(_id: string): Promise<boolean> {
    if (await insertOnce(tickets, { _id, until: now() + validFor })) return true;
    const held = await tickets.findOne({ _id }).lean<Ticket>();
    if (held && held.until < now()) await tickets.deleteOne({ _id });
    return false;
  }

  return {
    async swap(read, next) {
      const ticket = `${read._id}#${read.version}`;
      const began = performance.now();
      if (!(await take(ticket))) return false;
      try {
        const current = await queues.findOne({ _id: read._id }, { version: 1 }).lean<Pick<QueueDocument, 'version'>>();
        if (current?.version !== read.version || performance.now() - began > usableFor) return false;
        // The version again: a write that was long on its way must not undo what happened since its ticket ran out.
        const { _id, version } = read;
        if (next === null) return (await queues.deleteOne({ _id, version })).deletedCount === 1;
        return (await queues.replaceOne({ _id, version }, next)).matchedCount === 1;
      } finally {
        // Left behind, it runs out by itself.
        await tickets.deleteOne({ _id: ticket }).catch(() => {});
      }
    },
  };
}
