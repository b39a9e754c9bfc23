import { setTimeout as sleep } from 'node:timers/promises';
import { type Environment, withStores } from './rest.ts';

/** A commit that was read. */
export interface Read {
  readonly conversation: string;
  readonly revision: number;
}

/** Reads the whole journal while it grows, as statistics do, over a faulty network. */
export interface Follower {
  /** Reads the rest, for some milliseconds at most; resolves to everything that was read, in order. */
  finish(timeoutMs: number): Promise<readonly Read[]>;
}

const page = 200;

/** Begins to follow an installation, with `pause` milliseconds between two reads. */
export function startFollower(env: Environment, pause: number): Follower {
  const read: Read[] = [];
  let endsAt: number | null = null;

  let cursor: string | null = null;

  const follow = () =>
    withStores(env, async ({ store }) => {
      const readPage = async (): Promise<'some' | 'none' | 'failed'> => {
        try {
          const { commits, cursor: next } = await store.journal.scan(cursor, page);
          read.push(...commits.map(({ conversation, revision }) => ({ conversation, revision })));
          cursor = next;
          return commits.length > 0 ? 'some' : 'none';
        } catch {
          return 'failed';
        }
      };
      for (;;) {
        const last = endsAt !== null;
        const found = await readPage();
        if (found === 'some') continue;
        if (last && found === 'none') return;
        if (endsAt !== null && performance.now() > endsAt) return;
        await sleep(endsAt === null ? pause : 50);
      }
    });

  /** A reader that can't even open the journal because of the network retries, too. */
  const work = (async () => {
    for (;;) {
      try {
        return await follow();
      } catch (error) {
        if (endsAt !== null && performance.now() > endsAt) throw error;
        await sleep(50);
      }
    }
  })();

  return {
    async finish(timeoutMs) {
      endsAt = performance.now() + timeoutMs;
      await work;
      return read;
    },
  };
}
