import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyFlowStep, essenceOf, liveThrough } from '../support/flowLife.ts';
import { shippedFlows } from '../support/flows.ts';
import { makeMongoFixture } from './mongo/mongoFixture.ts';
import { describeWith, startServer } from './mongo/server.ts';
import { makeSqliteFixture } from './sqlite/sqliteFixture.ts';

const server = await startServer();
afterAll(() => server?.stop());

describeWith(server)('SQLite and MongoDB', () => {
  test('hold the same journal of a flow, whatever happens in between', async () => {
    if (server === null) return;
    const flows = await shippedFlows();
    const fixtures = [await makeSqliteFixture(), await makeMongoFixture(server, {})] as const;
    try {
      const [sqlite, mongo] = await Promise.all(fixtures.map((fixture) => fixture.open()));
      if (sqlite === undefined || mongo === undefined) throw new Error('both stores are open');
      let life = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyFlowStep, { minLength: 1, maxLength: 12 }), async (steps) => {
          life += 1;
          const [one, two] = await Promise.all(
            [sqlite, mongo].map((store) => liveThrough(store, flows, steps, `c${life}`)),
          );
          if (one === undefined || two === undefined) throw new Error('both have lived');
          expect(essenceOf(two)).toEqual(essenceOf(one));
        }),
        { numRuns: 10, interruptAfterTimeLimit: 8_000 },
      );
      expect(life).toBeGreaterThan(5);
    } finally {
      for (const fixture of fixtures) await fixture.dispose();
    }
  });
});
