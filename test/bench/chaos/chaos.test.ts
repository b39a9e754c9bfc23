import { describe, expect, test } from '@jest/globals';
import { runChaos } from '../../../bench/support/chaos/runChaos.ts';
import { readQuestions } from '../../../bench/support/questions.ts';
import { ferretdbProgram } from '../../../scripts/ferretdb.mjs';
import { findRedis } from '../../../scripts/redis.mjs';
import { smallDialogs } from '../../support/contentFolder.ts';
import { settingsOf } from '../../support/service.ts';

// Little to learn, so that each start is soon over.
const dialogs = await smallDialogs();

const missing = [
  ...((await ferretdbProgram()) === null ? ['FerretDB (install Go, so that it can be built)'] : []),
  ...(findRedis() === null ? ['Redis (install redis-server)'] : []),
];
if (missing.length > 0) {
  const advice = `The chaos test lacks ${missing.join(' and ')}.`;
  if (process.env.CI === 'true') throw new Error(advice);
  console.warn(`${advice} WHAT SEVERAL PROCESSES DO WHEN THINGS BREAK IS NOT TESTED.`);
}

describe('two processes on FerretDB and Redis, in which everything breaks', () => {
  (missing.length > 0 ? test.skip : test)(
    'lose nothing, say nothing twice and keep the order, for every client and for the platform that pushes',
    async () => {
      const report = await runChaos({
        seed: 3,
        processes: 2,
        chatters: 4,
        pushers: 2,
        duration: 12_000,
        every: 450,
        longest: 2_000,
        messages: 30,
        pause: 150,
        texts: readQuestions(),
        dialogs,
        settings: settingsOf({ DIALOGS_DIR: dialogs }),
        heirs: 'at once',
      });
      const right = { silent: 0, lost: 0, twice: 0, unanswered: 0, broken: 0, misplaced: 0, untrue: 0 };
      expect(report.webSocket).toMatchObject(right);
      expect(report.polling).toMatchObject(right);
      expect(report.push).toMatchObject(right);
      expect(report.sent).toMatchObject({ neverArrived: 0, outOfOrder: 0, left: 0, deadLetters: 0 });
      expect(report.followed).toMatchObject({ skipped: 0, again: 0, disordered: 0 });
      expect(report.crashes).toEqual([]);
      expect(report.deaf).toBe(0);
      expect(report.wrong).toEqual([]);
      // Something was there to go wrong.
      const { webSocket, polling, push, sent } = report;
      for (const { acknowledged } of [webSocket, polling, push]) expect(acknowledged).toBeGreaterThan(0);
      expect(webSocket.retries + polling.retries + push.retries).toBeGreaterThan(0);
      expect(webSocket.doubles + polling.doubles + push.doubles).toBeGreaterThan(0);
      expect(sent.sent).toBeGreaterThan(0);
      expect([...report.storm.faults.values()].filter((count) => count > 0).length).toBeGreaterThan(10);
    },
    300_000,
  );
});
