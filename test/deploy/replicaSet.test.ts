import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';

const script = readFileSync(new URL('../../deploy/replica-set.js', import.meta.url), 'utf8');

/** Runs the script as mongosh would, on a server that answers like this. */
function run(server: { status: () => unknown; primaryAfter: number }) {
  class Quit extends Error {}
  const seen = { initiated: [] as unknown[], slept: 0, code: -1 };
  try {
    runInNewContext(script, {
      rs: { status: server.status, initiate: (config: unknown) => seen.initiated.push(config) },
      db: { hello: () => (seen.slept < server.primaryAfter ? {} : { primary: 'mongo2:27017' }) },
      sleep: () => {
        seen.slept += 1;
      },
      print: () => {},
      quit: (code: number) => {
        seen.code = code;
        throw new Quit();
      },
    });
  } catch (error) {
    if (!(error instanceof Quit)) throw error;
  }
  return seen;
}

const none = () => {
  throw Object.assign(new Error('no replset config has been received'), { code: 94 });
};

describe('the replica set of compose.yaml', () => {
  test('is made where there is none, of three members, and its primary is waited for', () => {
    const { initiated, slept, code } = run({ status: none, primaryAfter: 3 });
    expect(JSON.parse(JSON.stringify(initiated))).toEqual([
      {
        _id: 'rs0',
        members: [1, 2, 3].map((number, _id) => ({ _id: number - 1, host: `mongo${number}:27017` })),
      },
    ]);
    expect([slept, code]).toEqual([3, 0]);
  });

  test('is left alone where there is one', () => {
    expect(run({ status: () => ({ ok: 1 }), primaryAfter: 0 })).toEqual({ initiated: [], slept: 0, code: 0 });
  });

  test('is told to be missing when it finds no primary, or when something else is wrong', () => {
    expect(run({ status: none, primaryAfter: 1_000 }).code).toBe(1);
    const unauthorized = () => {
      throw Object.assign(new Error('requires authentication'), { code: 13 });
    };
    expect(() => run({ status: unauthorized, primaryAfter: 0 })).toThrow('requires authentication');
  });
});
