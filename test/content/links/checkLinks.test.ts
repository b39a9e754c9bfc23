import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createLinkChecker, type LinkCheckerDeps } from '../../../src/content/links/checkLinks.ts';
import { linksIn } from '../../../src/content/links/linksIn.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { shippedContent } from '../../support/shippedContent.ts';

let server: Server;
let port = 0;
/** Requests that arrived, as `HEAD /page`. */
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { method, url = '' } = request;
    asked.push(`${method} ${url}`);
    const answer = (status: number, location?: string) =>
      response.writeHead(status, location === undefined ? {} : { location }).end();
    if (url === '/gone') return answer(410);
    if (url === '/missing') return answer(404);
    if (url === '/no-head') return answer(method === 'HEAD' ? 404 : 200);
    if (url === '/moved') return answer(301, '/missing');
    if (url === '/inside') return answer(302, `http://inside.test:${port}/secret`);
    if (url === '/elsewhere') return answer(302, 'ftp://there.test/');
    if (url === '/round') return answer(302, '/round');
    if (url === '/broken') return answer(500);
    if (url === '/cut') return request.socket.destroy();
    return answer(200);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  asked.length = 0;
});

const clock = createClock(testDay);

/** Names of hosts: those that end in `.gone` are not there, and of `.unknown` nobody knows. */
async function lookup(host: string) {
  if (host.endsWith('.gone')) return [];
  if (host.endsWith('.unknown')) throw new Error('SERVFAIL');
  return [{ address: host === 'inside.test' ? '10.0.0.1' : '127.0.0.1', family: 4 }];
}

/** The test's server counts as public. */
const checkerWith = (changes: Partial<LinkCheckerDeps> = {}) =>
  createLinkChecker({ clock: clock.now, lookup, mayAsk: (address) => address === '127.0.0.1', ...changes });

const never = new AbortController().signal;
async function stateOf(path: string, checker = checkerWith()) {
  const url = path.startsWith('/') ? `http://there.test:${port}${path}` : path;
  return (await checker.check([url], { known: [], signal: never })).get(url);
}

test.each([
  ['/page', 'alive'],
  ['/missing', 'dead'],
  ['/gone', 'dead'],
  ['/no-head', 'alive'],
  ['/moved', 'dead'],
  ['/broken', 'unchecked'],
  ['/cut', 'unchecked'],
  ['/round', 'unchecked'],
  ['/elsewhere', 'unchecked'],
  ['ftp://there.test/file', 'unchecked'],
  ['https://someone.unknown/', 'unchecked'],
])('%s is %s', async (path, state) => {
  expect(await stateOf(path)).toBe(state);
});

test('a page is asked for with HEAD, and with GET where that is refused; both once a day', async () => {
  const checker = checkerWith();
  await stateOf('/missing', checker);
  await stateOf('/page', checker);
  expect(asked).toEqual(['HEAD /missing', 'GET /missing', 'HEAD /page']);
  await stateOf('/missing', checker);
  expect(asked).toHaveLength(3);
  clock.advance(25 * 60 * 60_000);
  await stateOf('/page', checker);
  expect(asked).toHaveLength(4);
});

test('what could not be reached is asked again the next time', async () => {
  const checker = checkerWith();
  await stateOf('/cut', checker);
  const first = asked.length;
  await stateOf('/cut', checker);
  expect(asked.length).toBe(first * 2);
});

test('a host that is not there is dead only where another one is found', async () => {
  const url = 'https://ajuntament.gone/tramits';
  const among = async (others: readonly string[], known: readonly string[]) =>
    (await checkerWith().check([url, ...others], { known, signal: never })).get(url);
  expect(await among([], [])).toBe('unchecked');
  expect(await among([], ['another.gone', 'someone.unknown'])).toBe('unchecked');
  expect(await among([], ['there.test'])).toBe('dead');
  expect(await among([`http://there.test:${port}/page`], [])).toBe('dead');
  expect(await among([`http://there.test:${port}/cut`], [])).toBe('unchecked');
});

test('nothing of this machine or its networks is asked, neither by name, nor by number, nor by a redirect', async () => {
  expect(await stateOf('/inside')).toBe('unchecked');
  expect(asked).toEqual(['HEAD /inside']);
  const real = createLinkChecker({ clock: clock.now, lookup });
  for (const host of ['there.test', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])
    expect([host, await stateOf(`http://${host}:${port}/missing`, real)]).toEqual([host, 'unchecked']);
  const mixed = checkerWith({
    lookup: async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ],
  });
  expect(await stateOf('/missing', mixed)).toBe('unchecked');
  expect(asked).toEqual(['HEAD /inside']);
});

test('a check that is ended asks for nothing more, and few are asked at once', async () => {
  const urls = Array.from({ length: 40 }, (_, index) => `http://there.test:${port}/${index}`);
  expect(new Set((await checkerWith().check(urls, { known: [], signal: AbortSignal.abort() })).values())).toEqual(
    new Set(['unchecked']),
  );
  expect(asked).toEqual([]);
  let now = 0;
  let most = 0;
  const counted = checkerWith({
    async lookup(host) {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return lookup(host);
    },
  });
  const states = await counted.check(urls, { known: [], signal: never });
  expect([...states.values()].every((state) => state === 'alive')).toBe(true);
  expect(most).toBeLessThanOrEqual(4);
});

test('links are the sources and what texts lead to, each once, without what ends a sentence', async () => {
  const [entry] = Object.values((await shippedContent()).faq).flatMap(({ entries }) => entries);
  if (entry === undefined) throw new Error('there is no entry');
  const source = { url: 'https://seu.example/a', name: 'Seu' };
  const text = 'Vegeu [la seu](https://seu.example/b_c), https://seu.example/a o https://seu.example/d. Fi.';
  const answer = { ca: text, es: 'Sin enlace.', en: '**https://seu.example/e**' };
  const found = linksIn({
    ...{ ...entry, id: 'x.y', source, answer, plain: undefined, exceptions: [] },
    aspects: { cost: { answer, source: { url: 'https://seu.example/f', name: 'Preus' } } },
  });
  expect(found.map(({ url }) => url.replace('https://seu.example/', ''))).toEqual(['a', 'f', 'b_c', 'd', 'e']);
  expect(found.every((link) => link.entry === 'x.y')).toBe(true);
});
