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
 * Milliseconds that a write may be on its way: whatever a slow network or a busy server held up for longer never arrives.
 * A ticket outlives by so much the moment after which its holder must not begin to write any more.
 */
const onItsWay = 9_500;
/** Milliseconds for which a ticket can be used; longer where the server has been too slow for that, up to the second. */
const usableFor = 2_500;
const usableAtMost = 20_000;

const ticketSchema = new Schema(
  { _id: { type: String, required: true }, until: { type: Number, required: true } },
  { collection: 'tickets', versionKey: false },
);

export type TicketModel = Model<Ticket>;

export interface TicketClocks {
  /** Milliseconds since 1970, the same for all processes. */
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number;
}

export function ticketModel(connection: Connection): TicketModel {
  return connection.model<Ticket>('Ticket', ticketSchema as unknown as Schema<Ticket>);
}

/**
 * Exchanges for FerretDB 1, which reads and writes a document in two steps, so that of two updates at once both believe
 * that they were first, and one undoes the other. Its unique keys do hold: whoever inserts the ticket of a version may
 * replace that version, and whoever finds that it has run out inserts the one behind it.
 */
export function createTicketExchange(
  queues: QueueModel,
  tickets: TicketModel,
  { now, elapsed }: TicketClocks,
): Exchange {
  /** Were it always the same, nobody could ever write to a server that takes longer to answer twice. */
  let usable = usableFor;

  /** The names of the tickets up to the one that was taken, null when somebody holds the last one. */
  async function take(location: string, mine: number): Promise<readonly string[] | null> {
    const names: string[] = [];
    for (;;) {
      const _id = `${location}#${names.length}`;
      names.push(_id);
      if (await insertOnce(tickets, { _id, until: now() + mine + onItsWay })) return names;
      const held = await tickets.findOne({ _id }).lean<Ticket>();
      if (held === null || held.until >= now()) return null;
    }
  }

  /** What is left behind runs out by itself. */
  async function remove(names: readonly string[]): Promise<void> {
    // One by one: FerretDB looks nothing else up than one id.
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
      usable = isLate ? Math.min(usableAtMost, 2 * mine) : Math.max(usableFor, mine / 2);
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
      else if (elapsed() - began < mine + onItsWay / 2) await remove(names.slice(-1));
      return false;
    },
  };
}
