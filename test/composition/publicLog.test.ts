import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serveWitness } from '../../src/composition/witness.ts';
import { checkLog } from '../../src/transparency/check/checkLog.ts';
import { openSource } from '../../src/transparency/check/logSource.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { openConversation } from '../support/directLine.ts';
import { createLog } from '../support/log.ts';
import { runProgram, startService, temporaryFolder } from '../support/service.ts';
import { endOf, startHere } from '../support/serviceHere.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder();
const env = { DATA_DIR: join(folder.path, 'data'), DIALOGS_DIR: await smallDialogs(), PUBLIC_URL: '' };
/** A process of its own until it is killed. */
let service: { readonly url: string; stop(signal: NodeJS.Signals): Promise<unknown> };

beforeAll(async () => {
  service = await startService(env);
});

afterAll(async () => {
  await service.stop('SIGTERM');
  folder.remove();
});

const base = () => `${service.url}/transparencia/log`;
const report = () => checkLog(openSource(base()), { keys: [], seen: null });
const countOf = async (type: string) => (await report()).counts.get(type) ?? 0;
const has = (type: string, count: number) =>
  until(async () => (await fetch(`${base()}/checkpoint`)).ok && (await countOf(type)) >= count);
const verify = (...words: readonly string[]) => runProgram([process.execPath, 'src/cli/logVerify.ts', ...words], env);

describe('the service', () => {
  test('publishes what it answers, without text', async () => {
    const conversation = await openConversation(service.url);
    await conversation.post('em dic Ramona, ask padro.alta ca 3', 'q1');
    await has('question.answered', 1);
    const { faults, policy } = await report();
    expect(faults).toEqual([]);
    expect(policy).toMatchObject({ roundingSeconds: 3600, retention: { entries: 'for-ever' } });
    const published = readdirSync(join(env.DATA_DIR, 'transparency', 'public', 'tile', 'entries'), { recursive: true });
    expect(published.length).toBeGreaterThan(0);
    const { checkpoint } = await report();
    const bundle = await (await fetch(`${base()}/tile/entries/000.p/${checkpoint.size}`)).text();
    expect(bundle).toContain('"service":"padro');
    expect(bundle).not.toMatch(/Ramona|ask/);
  });

  test('serves plain files that caches may keep as long as they hold', async () => {
    const { size } = (await report()).checkpoint;
    const headersOf = async (path: string) => {
      const response = await fetch(`${base()}/${path}`);
      await response.arrayBuffer();
      return [response.status, response.headers.get('content-type'), response.headers.get('cache-control')];
    };
    expect(await headersOf('checkpoint')).toEqual([200, 'text/plain; charset=utf-8', 'public, max-age=5']);
    expect(await headersOf('policy')).toEqual([200, 'application/json; charset=utf-8', 'public, max-age=3600']);
    const forEver = [200, 'application/octet-stream', 'public, max-age=31536000, immutable'];
    expect(await headersOf(`tile/0/000.p/${size}`)).toEqual(forEver);
    expect(await headersOf(`tile/entries/000.p/${size}`)).toEqual(forEver);
  });

  test.each([
    'tile/0/000',
    'tile/0/999',
    'tile/0/000.p/256',
    '..%2Fbatches%2F0000000000000000',
    'tile/0/..%2F..%2F..%2Fbatches',
    'checkpoint/',
    '',
  ])('serves nothing at %s', async (path) => {
    expect((await fetch(`${base()}/${path}`)).status).toBe(404);
  });

  test('goes on after it was killed, and every event is in the log once', async () => {
    const before = await (await fetch(`${base()}/checkpoint`)).text();
    const conversation = await openConversation(service.url);
    for (const id of ['a', 'b', 'c']) await conversation.post('ask padro.alta ca 3', id);
    await service.stop('SIGKILL');
    service = await startHere(env);
    const after = await openConversation(service.url);
    await after.post('ask padro.alta ca 3', 'd');
    await has('question.answered', 5);
    const grown = await checkLog(openSource(base()), { keys: [], seen: before });
    expect([grown.faults, grown.counts.get('question.answered')]).toEqual([[], 5]);
  });

  test('has its log cosigned by a witness, says so in its policy, and shows what was confirmed', async () => {
    await has('log.begun', 1);
    const ownLines = await (await fetch(`${base()}/tlog-policy`)).text();
    expect(ownLines).toMatch(/^log \S+ \S+\nlog \S+ \S+\nquorum none\n$/);
    const witness = await serveWitness({
      name: 'witness.example/w1',
      url: 'http://placeholder',
      logs: ownLines,
      folder: join(folder.path, 'witness'),
      listen: { host: '127.0.0.1', port: 0, trustProxy: 0 },
      log: createLog(),
    });
    const lines = witness.lines.map((line) => line.replace('http://placeholder', `http://127.0.0.1:${witness.port}`));
    const file = join(folder.path, 'witnesses');
    writeFileSync(file, ['# our neighbours', ...lines, 'quorum witness.example-w1-either', ''].join('\n'));
    await service.stop('SIGTERM');
    service = await startHere({ ...env, WITNESSES_FILE: file });
    await until(async () => (await fetch(`${base()}/checkpoint.witnessed`)).ok);
    const policy = await (await fetch(`${base()}/tlog-policy`)).text();
    expect(policy).toContain(lines[0]);
    expect(policy).not.toContain('neighbours');
    const trustFile = join(folder.path, 'tlog-policy');
    writeFileSync(trustFile, policy);
    const { code, output } = await verify(base(), '--policy', trustFile);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/Witnesses have confirmed \d+ entries: witness\.example-w1/),
    ]);
    await witness.close();
    // It is down now: the log grows all the same.
    const before = (await report()).checkpoint.size;
    const conversation = await openConversation(service.url);
    await conversation.post('ask padro.alta ca 3', 'w');
    await until(async () => (await report()).checkpoint.size > before);
    const wrong = join(folder.path, 'wrong');
    writeFileSync(wrong, 'quorum nobody\n');
    const start = () => startHere({ ...env, DATA_DIR: join(folder.path, 'other'), WITNESSES_FILE: wrong });
    const refused = await endOf(start);
    const reason = expect.stringContaining('line 1: no witness or group nobody');
    expect([refused.code, refused.output]).toEqual([20, reason]);
  });

  test('tells of a case and of an erasure, without its code, and erases without changing a byte', async () => {
    const conversation = await openConversation(service.url);
    await conversation.post('/person', 'q1');
    const receipt = (await conversation.answersTo('q1')).map(({ text }) => text).join();
    const [code = ''] = /\w{4}-\w{4}/.exec(receipt) ?? [];
    expect(code).toHaveLength(9);
    await has('case.opened', 1);
    const { signed, checkpoint } = await report();
    const bundleAt = async (size: number) => (await fetch(`${base()}/tile/entries/000.p/${size}`)).text();
    const before = await bundleAt(checkpoint.size);
    expect(before).toMatch(/"kind":"person".*"type":"case.opened"/);
    expect(before).not.toContain(code);
    expect(before).not.toContain(conversation.id);

    await conversation.post('/erase', 'e1');
    await conversation.post('1', 'e2');
    await has('content.erased', 1);
    const erased = await checkLog(openSource(base()), { keys: [], seen: signed });
    expect(erased.faults).toEqual([]);
    expect((await bundleAt(erased.checkpoint.size)).startsWith(before)).toBe(true);
  });

  test('keeps the keys of the log beside the others, for its owner only', () => {
    expect(statSync(join(env.DATA_DIR, 'keys', 'public-log.keys')).mode & 0o777).toBe(0o600);
  });
});

describe('the commands', () => {
  test('check the log of a service, remember it, and export it for any web server', async () => {
    const seen = join(folder.path, 'seen');
    const checked = await verify(base(), '--seen', seen);
    expect(checked.output).toContain('Everything is as it was signed.');
    expect(checked.code).toBe(0);
    const copy = join(folder.path, 'copy');
    const exported = await runProgram([process.execPath, 'src/cli/logExport.ts', copy], env);
    expect([exported.code, exported.output]).toEqual([0, expect.stringContaining('publish that folder as it is')]);
    expect((await verify(copy, '--seen', seen)).output).toContain('It continues what was seen before.');

    const { checkpoint } = await checkLog(openSource(copy), { keys: [], seen: null });
    const bundle = join(copy, 'tile', 'entries', '000.p', String(checkpoint.size));
    // As single bytes: the lengths of entries are no text.
    const text = readFileSync(bundle, 'latin1');
    writeFileSync(bundle, text.replace('"service":"padro', '"service":"padrx'), 'latin1');
    const altered = await verify(copy);
    expect(altered.code).toBe(59);
    expect(altered.output).toMatch(/SOMETHING IS WRONG:\n {2}Entry \d+ was altered after it was published\./);
  });

  test('set a log aside only while no service runs; the next start begins another', async () => {
    const { policy } = await report();
    const retire = () => runProgram([process.execPath, 'src/cli/logRetire.ts'], env);
    expect(await retire()).toMatchObject({ code: 36, output: expect.stringContaining('store.busy') });
    await service.stop('SIGTERM');
    expect(await retire()).toMatchObject({ code: 0, output: expect.stringContaining('was set aside') });
    service = await startHere(env);
    await has('log.begun', 2);
    const other = await report();
    expect([other.faults, other.counts.get('log.retired')]).toEqual([[], 1]);
    expect(other.policy.keys).not.toEqual(policy.keys);
  });

  test('say how they are used', async () => {
    for (const words of [[], ['one', 'two'], ['--nothing']]) {
      expect(await verify(...words)).toMatchObject({ code: 2, output: expect.stringContaining('npm run log:verify') });
    }
    const { code, output } = await verify(join(folder.path, 'nothing'));
    expect([code, output]).toEqual([59, expect.stringContaining('There is no policy here')]);
  });
});

test('nothing is kept or served when the log is off', async () => {
  const other = temporaryFolder();
  const silent = await startHere({ ...env, DATA_DIR: other.path, TRANSPARENCY_LOG: 'off' });
  try {
    expect((await fetch(`${silent.url}/transparencia/log/checkpoint`)).status).toBe(404);
    expect(readdirSync(other.path)).not.toContain('transparency');
  } finally {
    await silent.stop();
    other.remove();
  }
});
