import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advance, formatCursor, maxTransitMs, parseCursor } from '../../../src/store/mongo/scanCursor.ts';
import { createStamps, stampAt, stampForm } from '../../../src/store/mongo/stamp.ts';

describe('stamps', () => {
  test('grow with each record, whatever the clock does and whatever others wrote', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('next' as const), writer: fc.nat(2) }),
      fc.record({ kind: fc.constant('clock' as const), by: fc.integer({ min: -50, max: 50 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let time = 1_800_000_000_000;
        const writers = Array.from({ length: 3 }, () => createStamps(() => time));
        let last = '';
        for (const step of steps) {
          if (step.kind === 'clock') {
            time += step.by;
            continue;
          }
          const writer = writers[step.writer];
          if (last !== '') writer?.saw(last);
          const stamp = writer?.next() ?? '';
          expect(stamp).toMatch(stampForm);
          expect(stamp > last).toBe(true);
          last = stamp;
        }
      }),
    );
  });

  test('sort as their times do', () => {
    const stamps = createStamps(() => 5_000);
    const first = stamps.next();
    expect(first >= stampAt(5_000)).toBe(true);
    expect(first < stampAt(5_001)).toBe(true);
  });
});

describe('the cursor of a scan', () => {
  test('finds each commit once, however late it becomes visible within the time of a write', () => {
    const commit = fc.record({ after: fc.nat(20_000), delay: fc.integer({ min: 0, max: maxTransitMs - 1 }) });
    const scenario = fc.record({
      commits: fc.array(commit, { maxLength: 30 }),
      looks: fc.array(fc.record({ after: fc.nat(30_000), limit: fc.integer({ min: 1, max: 7 }) }), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(scenario, ({ commits, looks }) => {
        let time = 1_800_000_000_000;
        const stamps = createStamps(() => time);
        const written = commits.map(({ after, delay }) => {
          time += after;
          return { stamp: stamps.next(), visibleAt: time + delay };
        });
        const end = Math.max(time, ...written.map(({ visibleAt }) => visibleAt));
        let now = 1_800_000_000_000;
        let text: string | null = null;
        const read: string[] = [];

        const look = (limit: number): number => {
          const cursor = parseCursor(text);
          const page = written
            .filter(({ stamp, visibleAt }) => visibleAt <= now && stamp > cursor.after && !cursor.seen.includes(stamp))
            .map(({ stamp }) => stamp)
            .toSorted()
            .slice(0, limit);
          if (page.length === 0) return 0;
          read.push(...page);
          text = formatCursor(advance(cursor, page, stampAt(now - maxTransitMs)));
          return page.length;
        };
        for (const { after, limit } of looks) {
          now += after;
          look(limit);
        }
        now = Math.max(now, end);
        for (let round = 0; round <= written.length && look(5) > 0; round++);
        expect(read.toSorted()).toEqual(written.map(({ stamp }) => stamp));
      }),
    );
  });

  test('forgets what it has seen once nothing can be added there any more', () => {
    const stamps = createStamps(() => 1_800_000_000_000);
    const page = Array.from({ length: 50 }, () => stamps.next());
    const fresh = advance(parseCursor(null), page, stampAt(0));
    expect(fresh.seen).toHaveLength(50);
    const settled = advance(fresh, [stamps.next()], stampAt(1_900_000_000_000));
    expect(settled.seen).toEqual([]);
    expect(parseCursor(formatCursor(settled))).toEqual(settled);
  });

  test.each(['', 'm2.', '17', 'm1.abc', "m1.'; drop"])('refuses what no scan returned: %j', (text) => {
    expect(() => parseCursor(text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});
