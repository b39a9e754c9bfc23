import { beforeEach, describe, expect, test } from '@jest/globals';
import { createInTurn } from '../../../src/http/open311/inTurn.ts';
import { findUpdates } from '../../../src/http/open311/updates.ts';
import { standIn } from '../../support/standIn.ts';

const code = 'AAAA-AAAA';
const open = { code, openedBy: 1, filed: { service: 's', key: 'app' }, closed: null, reopened: 0, publicNotes: [] };

describe('updates of requests', () => {
  let read = 0;
  beforeEach(() => {
    read = 0;
  });

  /** `rows`: what changed last first; each has `commits`, a second apart, of which those named close the case. */
  const find = (rows: number, changes: object, { commits = 1, closing = [2], changedAt = 1_000_000 } = {}) => {
    const events = [{ type: 'case.closed' as const, case: code }];
    const deps = standIn<Parameters<typeof findUpdates>[0]>({
      tenant: 't',
      account: 'open311',
      timeZone: () => 'Europe/Madrid',
      cases: {
        find: async ({ after, limit }: { after: string | null; limit: number }) => {
          const from = Number(after ?? 0);
          const some = Math.min(limit, rows - from);
          const row = { conversation: 'c', changedAt, case: { ...open, ...changes } };
          return { rows: Array(some).fill(row), next: from + some < rows ? String(from + some) : null };
        },
      },
      journal: {
        read: async (_: string, after: number, limit: number) => {
          const count = Math.max(0, Math.min(limit, commits + 1 - after));
          read += count;
          return Array.from({ length: count }, (_, index) => after + 1 + index).map((revision) => ({
            revision,
            at: revision * 1_000,
            events: closing.includes(revision) ? events : [],
          }));
        },
      },
    });
    return findUpdates(deps, { from: 1_000, before: 500_000 });
  };
  const closed = { closed: { at: 2_000, by: null, reason: 'resolved' } };

  test('are read of the cases alone that may have some', async () => {
    expect(await find(1, closed)).toMatchObject([{ update_id: `${code}-2`, status: 'closed' }]);
    read = 0;
    expect(await find(1_500, {})).toEqual([]);
    expect(await find(5, { closed: { ...closed.closed, at: 600_000 } })).toEqual([]);
    expect(read).toBe(0);
  });

  test('are found beyond the first commits of a case, and none after the end is read', async () => {
    expect(await find(1, { reopened: 1 }, { commits: 1_000, closing: [450, 700] })).toMatchObject([
      { update_id: `${code}-450` },
    ]);
    expect(read).toBe(600);
  });

  test('that are too many to look through are refused, not left out', async () => {
    await expect(find(2_001, {})).rejects.toThrow('later start_date');
    await expect(find(20, { reopened: 1 }, { commits: 400 })).rejects.toThrow('later start_date');
    expect(read).toBeLessThanOrEqual(2_200);
    expect(await find(2_001, {}, { changedAt: 999 })).toEqual([]);
  });
});

test('what costs much is read one after the other; few wait', async () => {
  const inTurn = createInTurn(2);
  const { promise, resolve } = Promise.withResolvers<void>();
  let [now, most] = [0, 0];
  const work = async () => {
    now += 1;
    most = Math.max(most, now);
    await promise;
    now -= 1;
  };
  const three = [inTurn(work), inTurn(work), inTurn(work)];
  await expect(inTurn(work)).rejects.toMatchObject({ code: 'rate.limited' });
  resolve();
  await Promise.all(three);
  await inTurn(work);
  expect(most).toBe(1);
});
