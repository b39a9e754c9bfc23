import { beforeEach, describe, expect, test } from '@jest/globals';
import { LineError } from '../../../web/widget/connectionProblem.ts';
import { createCredentials, type Saved, type SharedCredentials } from '../../../web/widget/credentials.ts';

let now: number;
let shelved: Saved | null;
let begun: number;
let refreshed: string[];
let queue: Promise<unknown>;

/** One tab; all tabs share the shelf and the lock. */
function tab(): SharedCredentials {
  const connection = (id: string, token: string) => ({
    conversationId: id,
    token,
    expires_in: 100,
    streamUrl: `ws://${id}`,
  });
  return createCredentials({
    line: {
      async generate() {
        begun += 1;
        return connection(`c${begun}`, `t${begun}`);
      },
      start: async (token) => connection(token.replace('t', 'c'), token),
      async refresh(token) {
        refreshed.push(token);
        if (token === 'old') throw new LineError('gone', 0);
        return connection(token.replace('t', 'c'), token);
      },
    },
    shelf: {
      get: () => shelved,
      set: (value) => {
        shelved = value;
      },
    },
    alone(work) {
      const run = queue.then(work);
      queue = run.catch(() => {});
      return run;
    },
    now: () => now,
  });
}

beforeEach(() => {
  now = 1_000;
  shelved = null;
  begun = 0;
  refreshed = [];
  queue = Promise.resolve();
});

describe('credentials', () => {
  test('two tabs that open at the same moment begin one conversation', async () => {
    const [one, other] = await Promise.all([tab().begin('ca'), tab().begin('ca')]);
    expect(begun).toBe(1);
    expect(one.streamUrl).toBe('ws://c1');
    expect(other).toEqual({ saved: one.saved, streamUrl: null });
  });

  test('a token is renewed in the last fifth of its life, and shared', async () => {
    const one = tab();
    await one.begin('ca');
    now += 79_000;
    await one.fresh();
    expect(refreshed).toEqual([]);
    now += 2_000;
    const { expires } = await one.fresh();
    expect(refreshed).toEqual(['t1']);
    expect(shelved?.expires).toBe(expires);
    expect(expires).toBe(now + 100_000);
  });

  test('a token that is too old to be renewed is gone', async () => {
    shelved = { id: 'c', token: 'old', expires: 0, life: 100_000 };
    await expect(tab().fresh()).rejects.toMatchObject({ problem: 'gone' });
  });

  test('a tab leaves its own conversation only, and brings no other one back', async () => {
    const one = tab();
    const other = tab();
    await one.begin('ca');
    await other.begin('ca');
    one.leave('c1');
    expect(shelved).toBeNull();
    // The other tab, which has not heard of it yet, goes on, and does not put it back for all.
    expect((await other.renew()).id).toBe('c1');
    expect(shelved).toBeNull();
    await one.begin('ca');
    other.leave('c1');
    expect(shelved).toMatchObject({ id: 'c2' });
  });

  test('without a conversation there is nothing yet, which may pass', async () => {
    await expect(tab().fresh()).rejects.toMatchObject({ problem: 'passing' });
  });
});
