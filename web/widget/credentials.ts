import { LineError } from './connectionProblem.ts';
import type { DirectLine } from './directLine.ts';
import type { Connection } from './directLineWire.ts';
import type { Shelf } from './shelf.ts';

/** What lets this browser continue a conversation. It contains no message text. */
export interface Saved {
  readonly id: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Lifetime of the token from its creation, milliseconds. */
  readonly life: number;
}

/** The conversation of this browser and its token, shared by all tabs. */
export interface SharedCredentials {
  current(): Saved | null;
  /** What the browser stores for all tabs, even if this tab uses something else. */
  kept(): Saved | null;
  /** The existing conversation, else a new one with the address of its stream. Throws a `LineError`. */
  begin(locale: string): Promise<{ saved: Saved; streamUrl: string | null }>;
  /**
   * The current credentials, renewed when the token is about to expire. Throws a `LineError`, `gone` when it is too
   * late.
   */
  fresh(): Promise<Saved>;
  /** Renews the token whatever its age. Throws a `LineError`. */
  renew(): Promise<Saved>;
  /** Stores a newer token of the current conversation. */
  keep(connection: Connection): void;
  /** Leaves a conversation, unless another tab has already started a new one. */
  leave(id: string): void;
  /** Leaves whatever conversation there is. */
  clear(): void;
}

export function createCredentials(deps: {
  line: Pick<DirectLine, 'generate' | 'start' | 'refresh'>;
  shelf: Shelf<Saved>;
  /** Runs one at a time over all tabs. */
  alone: <T>(work: () => Promise<T>) => Promise<T>;
  now: () => number;
}): SharedCredentials {
  const { line, shelf, alone, now } = deps;
  /** What this tab continues with after another tab or the person has cleared the stored value. */
  let own: Saved | null = null;

  const current = () => shelf.get() ?? own;

  const accept = ({ conversationId, token, expires_in }: Connection): Saved => {
    const life = expires_in * 1_000;
    own = { id: conversationId, token, expires: now() + life, life };
    return own;
  };

  const keep = (connection: Connection) => {
    const { id } = accept(connection);
    if (shelf.get()?.id === id) shelf.set(own);
  };

  const need = () => {
    const saved = current();
    if (saved === null) throw new LineError('passing', 0);
    return saved;
  };

  const renew = async () => {
    keep(await line.refresh(need().token));
    return need();
  };

  return {
    current,
    kept: () => shelf.get(),
    keep,
    renew,
    begin: (locale) =>
      alone(async () => {
        own = shelf.get();
        if (own !== null) return { saved: own, streamUrl: null };
        const { token } = await line.generate(locale);
        const connection = await line.start(token, locale);
        const saved = accept(connection);
        shelf.set(saved);
        return { saved, streamUrl: connection.streamUrl ?? null };
      }),
    async fresh() {
      const saved = need();
      return saved.expires - now() > saved.life / 5 ? saved : renew();
    },
    leave(id) {
      if (own?.id === id) own = null;
      if (shelf.get()?.id === id) shelf.set(null);
    },
    clear() {
      own = null;
      shelf.set(null);
    },
  };
}
