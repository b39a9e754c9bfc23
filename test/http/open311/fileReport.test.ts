import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { open311Account } from '../../../src/composition/open311Account.ts';
import type { ApiKey } from '../../../src/core/model/desk/apiKey.ts';
import { createFileReport, type FileReport } from '../../../src/http/open311/fileReport.ts';
import type { SentForm } from '../../../src/http/open311/form.ts';
import { readReport } from '../../../src/http/open311/readReport.ts';
import { type Service, servicesOf } from '../../../src/http/open311/services.ts';
import { type Bench, createBench } from '../../support/engine.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createKeptFiles } from '../../support/keptFiles.ts';

const minute = 60_000;
const account = open311Account('default', 'ca');
const flows = await shippedFlows();
const services: readonly Service[] = servicesOf(flows.all);

const keyOf = (id: string): ApiKey => ({
  ...{ id, digest: '', perHour: 100, madeAt: 0, by: 'ada', revision: 1, revokedAt: null },
});

const formOf = (fields: Readonly<Record<string, string>>): SentForm => {
  const entries = Object.entries({ service_code: 'street-incident', lat: '41', long: '2', ...fields });
  const values = (name: string) => entries.filter(([each]) => each === name).map(([, value]) => value);
  return { entries, values, value: (name) => values(name)[0] ?? '', files: [] };
};

describe('a request that is sent again', () => {
  let bench: Bench;
  let file: FileReport;
  beforeEach(() => {
    const knowledge = townWithFlows(flows, {});
    bench = createBench(account, (deps) => ({ ...deps, knowledge: { current: () => knowledge } }));
    file = createFileReport({
      account,
      receive: bench.engine.receive,
      journal: bench.store.journal,
      sealer: bench.deps.sealer,
      files: createKeptFiles().files,
      upload: { bytes: 1_000, types: ['png'] },
      clock: bench.clock.now,
    });
  });

  const filed = (fields: Readonly<Record<string, string>>, key = 'app', attempt: string | null = null) => {
    const form = formOf(fields);
    return file(keyOf(key), readReport(form, services, { locale: 'ca', timeZone: 'Europe/Madrid' }), {
      form,
      locale: null,
      attempt,
    });
  };
  const send = async (text: string, key = 'app') => (await filed({ description: text }, key)).code;
  const cases = () =>
    new Set(
      bench.store
        .commits()
        .flatMap(({ events }) => events.flatMap((event) => (event.type === 'case.opened' ? [event.case] : []))),
    );

  test('within ten minutes is the one that is there, whenever it was first sent; later it is another one', async () => {
    // From wherever in the hour the first one is sent.
    for (const offset of [0, 1, 4, 9, 9.99]) {
      bench.clock.advance(offset * minute);
      const text = `a hole ${offset}`;
      const first = await send(text);
      bench.clock.advance(9.9 * minute);
      expect(await send(text)).toBe(first);
      bench.clock.advance(0.2 * minute);
      expect(await send(text)).not.toBe(first);
    }
  });

  test('gives its receipt again only to who is known to be the same: by their contact, or an id of the program', async () => {
    const nobody = { description: 'a lamp', first_name: 'Maria' };
    const known = { ...nobody, email: 'maria@example.org' };
    for (const minutes of [0, 8]) {
      const again = async (fields: typeof nobody, attempt: string | null = null) => {
        const first = await filed(fields, 'app', attempt);
        bench.clock.advance(minutes * minute);
        const second = await filed(fields, 'app', attempt);
        expect(second.code).toBe(first.code);
        expect(first.receipt).toContain('/cas/');
        bench.clock.advance(30 * minute);
        return second.receipt === first.receipt ? 'same' : second.receipt;
      };
      expect(await again(nobody)).toBeNull();
      expect(await again(known)).toBe('same');
      expect(await again(nobody, 'attempt-1')).toBe('same');
    }
    expect((await filed(nobody, 'app', 'one')).code).not.toBe((await filed(nobody, 'app', 'two')).code);
  });

  test('at the same moment by many is one case', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => send('a hole')));
    expect(new Set(codes).size).toBe(1);
    expect(cases().size).toBe(1);
  });

  test('in any order and at any time, opens as many cases as there are words and keys, within ten minutes', async () => {
    const step = fc.record({
      text: fc.constantFrom('a', 'b', 'c'),
      key: fc.constantFrom('one', 'two'),
      wait: fc.integer({ min: 0, max: 60_000 }),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), async (steps) => {
        round += 1;
        bench.clock.advance(60 * minute);
        const before = cases().size;
        const codes = new Map<string, string>();
        for (const { text, key, wait } of steps) {
          const code = await send(`${text} ${round}`, key);
          const name = `${text} ${key}`;
          expect(codes.get(name) ?? code).toBe(code);
          codes.set(name, code);
          bench.clock.advance(wait);
        }
        expect(new Set(codes.values()).size).toBe(codes.size);
        expect(cases().size - before).toBe(codes.size);
      }),
      { numRuns: 20 },
    );
  });
});
