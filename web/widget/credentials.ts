import type { DirectLine } from './directLine.ts';
import type { Connection } from './protocol.ts';
import type { Shelf } from './shelf.ts';

/** What lets this browser go on with a conversation. No text of it is kept. */
export interface Saved {
  readonly id: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** How long the token is good from its making, milliseconds. */
  readonly life: number;
}

/** The conversation of this browser and its token, shared by all tabs. */
export interface Credentials {
  current(): Saved | null;
  /** The conversation that there is, else a new one with the address of its stream. */
  begin(locale: string): Promise<{ saved: Saved; streamUrl: string | null }>;
  /** The current ones, renewed when the token is about to expire. Throws a `LineError`, `gone` when that is too late. */
  fresh(): Promise<Saved>;
  /** Renews the token whatever its age. */
  renew(): Promise<Saved>;
  /** Keeps what the server gave, unless another tab has begun another conversation meanwhile. */
  keep(connection: Connection): void;
  /** Leaves a conversation, unless another tab has already begun another one. */
  leave(id: string): void;
}

export function createCredentials(parts: {
  line: DirectLine;
  shelf: Shelf<Saved>;
  /** Runs one at a time over all tabs. */
  alone: <T>(work: () => Promise<T>) => Promise<T>;
  now: () => number;
}): Credentials {
  const { line, shelf, alone, now } = parts;

  const saved = ({ conversationId, token, expires_in }: Connection): Saved => {
    const life = expires_in * 1_000;
    return { id: conversationId, token, expires: now() + life, life };
  };

  const keep = (connection: Connection) => {
    if (shelf.get()?.id === connection.conversationId) shelf.set(saved(connection));
  };

  const renew = async () => {
    const { token, id } = current();
    const connection = await line.refresh(token);
    keep(connection);
    return shelf.get() ?? saved({ ...connection, conversationId: id });
  };

  const current = () => {
    const kept = shelf.get();
    if (kept === null) throw new TypeError('no conversation has begun');
    return kept;
  };

  return {
    keep,
    renew,
    current: () => shelf.get(),
    begin: (locale) =>
      alone(async () => {
        const kept = shelf.get();
        if (kept) return { saved: kept, streamUrl: null };
        const { token } = await line.generate(locale);
        const connection = await line.start(token, locale);
        const made = saved(connection);
        shelf.set(made);
        return { saved: made, streamUrl: connection.streamUrl ?? null };
      }),
    async fresh() {
      const kept = current();
      return kept.expires - now() > kept.life / 5 ? kept : renew();
    },
    leave(id) {
      if (shelf.get()?.id === id) shelf.set(null);
    },
  };
}
