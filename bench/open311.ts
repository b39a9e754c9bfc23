import fc from 'fast-check';
import { buildPages } from '../scripts/buildPages.mjs';
import { openOpen311 } from '../test/support/open311.ts';
import { strangeRequest, toFetch } from '../test/support/open311Requests.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:open311`: odd requests, with valid ones among them, to Open311 of a separate service. It must not answer
 * 5xx, log an error, or violate its own format. BENCH_REQUESTS, BENCH_PARALLEL and BENCH_SEED configure it.
 */
await buildPages({ force: false });
const requests = Number(process.env.BENCH_REQUESTS ?? 100_000);
const parallel = Number(process.env.BENCH_PARALLEL ?? 16);
const seed = Number(process.env.BENCH_SEED ?? Date.now() % 1_000_000);
/** Requests made at once; each batch has its own seed. */
const batch = 500;
/** Requests per service: otherwise lists of everything filed would take most of the time. */
const eachService = 10_000;

console.log(`${requests} requests, ${parallel} at a time, seed ${seed}`);
let city = await openOpen311({}, 1_000_000);
let logged = 0;
const answers = new Map<string, Map<number, number>>();
const faults: string[] = [];
/** A connection that the service closed while idle is reopened once, as clients do. */
const asked = (path: string, init: RequestInit) =>
  city.ask(path, init).catch((error: unknown) => {
    const { cause } = error as { cause?: { code?: string } };
    if (cause?.code !== 'ECONNRESET' && cause?.code !== 'UND_ERR_SOCKET') throw error;
    reopened += 1;
    return city.ask(path, init);
  });
let reopened = 0;
const began = performance.now();
for (let done = 0; done < requests; done += batch) {
  if (done > 0 && done % eachService === 0) {
    logged += errorsOf(city);
    await city.close();
    city = await openOpen311({}, 1_000_000);
  }
  const some = fc.sample(strangeRequest, { numRuns: Math.min(batch, requests - done), seed: seed + done });
  let next = 0;
  const work = async () => {
    for (let index = next++; index < some.length; index = next++) {
      const request = some[index];
      if (request === undefined) return;
      // Each address sends few requests, so that rate limits do not hide what lies behind them.
      if (index % 20 === 0) city.nextClient();
      const [path, init] = toFetch(request, city.key);
      const { status, text } = await asked(path, init);
      const kind = `${request.isPost ? `POST ${request.kind}` : 'GET'}`;
      const counts = answers.get(kind) ?? new Map<number, number>();
      answers.set(kind, counts.set(status, (counts.get(status) ?? 0) + 1));
      const isError = status >= 400 && !/<errors><error><code>|^\[\{"code":/.test(text);
      if ((status >= 500 || isError) && faults.length < 20)
        faults.push(`${status} ${JSON.stringify(request)}\n${text}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  if (done % (batch * 20) === 0)
    console.log(`${done + some.length} requests  ${Math.round((performance.now() - began) / 1_000)} s`);
}
const seconds = (performance.now() - began) / 1_000;
const statuses = [...new Set([...answers.values()].flatMap((counts) => [...counts.keys()]))].sort();
printTable(
  `Answers by kind of request, seed ${seed}`,
  Array.from(answers, ([kind, counts]) => ({
    kind,
    requests: [...counts.values()].reduce((sum, count) => sum + count, 0),
    ...Object.fromEntries(statuses.map((status) => [`${status} `, counts.get(status) ?? 0])),
  })),
);
logged += errorsOf(city);
console.log(`\n${Math.round(requests / seconds)} requests a second`);
for (const fault of faults) console.log(`\n${fault}`);
console.log(`\n${faults.length} faults, ${logged} errors logged, ${reopened} idle connections reopened`);
await city.close();
process.exit(faults.length + logged === 0 ? 0 : 1);

function errorsOf({ log }: Pick<typeof city, 'log'>): number {
  const errors = log.lines.filter(({ level }) => level === 'error');
  for (const line of errors.slice(0, 5)) console.log(line);
  return errors.length;
}
