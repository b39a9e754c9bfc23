import { expect, test } from '@jest/globals';
import { logWrongs } from '../../bench/support/publicLog/judgeLog.ts';
import { runSequencerChaos } from '../../bench/support/publicLog/sequencerChaos.ts';
import { findRedis } from '../../scripts/redis.mjs';

/** Short terms, and still long enough for a busy machine. */
const leaseTimes = { ttl: 1_000, renewIntervalMs: 100, margin: 200 };

(findRedis() === null ? test.skip : test)(
  'four processes on one store, of which the one that continues the log is killed or suspended at random: every event once, in order',
  async () => {
    const report = await runSequencerChaos({
      ...{ seed: 15, processes: 4, kills: 4, suspensions: 2, longestLife: 400 },
      ...{ store: 'sqlite', leaseTimes, pace: 20, pause: 20 },
    });
    expect(logWrongs(report)).toEqual([]);
    expect([report.lost, report.late]).toEqual([0, 0]);
    expect(report.entries).toBe(report.events);
    // There was something to go wrong.
    expect(report.sequencers).toBeGreaterThan(4);
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.checkpoints).toBeGreaterThan(20);
  },
  120_000,
);
