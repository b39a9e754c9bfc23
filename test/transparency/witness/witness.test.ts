import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RunningWitness, serveWitness } from '../../../src/composition/witness.ts';
import { parseCheckpointText } from '../../../src/transparency/note/checkpoint.ts';
import { formatSignatures, parseNote } from '../../../src/transparency/note/signedNote.ts';
import { openTrusted, parseTrustPolicy } from '../../../src/transparency/note/trustPolicy.ts';
import { formatSubmission } from '../../../src/transparency/witness/submission.ts';
import { createWitness } from '../../../src/transparency/witness/witness.ts';
import { makeFolder } from '../../store/folder.ts';
import { createLog } from '../../support/log.ts';
import { grownLog, keys, origin } from '../support/grownLog.ts';
import { Died, dyingFiles } from '../support/logFolder.ts';
import { createMemoryLogFiles } from '../support/memoryFiles.ts';
import { checkpointOf, logLines, logOf, signerNamed, submissionOf } from './support.ts';

const folders = makeFolder();
afterAll(folders.remove);
let count = 0;
let witness: RunningWitness;
const open = (folder = `${folders.path}/${count}`) =>
  serveWitness({
    name: 'witness.example/w1',
    url: 'https://witness.example/w1',
    logs: logLines,
    folder,
    listen: { host: '127.0.0.1', port: 0, trustProxy: 0 },
    log: createLog(),
  });
beforeEach(async () => {
  count += 1;
  witness = await open();
});
afterEach(() => witness.close());

async function post(body: string) {
  const response = await fetch(`http://127.0.0.1:${witness.port}/add-checkpoint`, { method: 'POST', body });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}
const submit = async (size: number, old: number, from = 0) => post(await submissionOf(logOf(size, from), size, old));
const conflict = (size: number) => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` });
const newest = (name = origin) =>
  fetch(`http://127.0.0.1:${witness.port}/${createHash('sha256').update(name).digest('hex')}/checkpoint`);

/** The policy that wants this witness, by one of its keys. */
const policyOf = ({ lines }: RunningWitness) =>
  parseTrustPolicy([logLines, ...lines, 'quorum witness.example-w1-either', ''].join('\n'));

describe('a witness', () => {
  test('cosigns growth with both keys, and shows what it cosigned', async () => {
    expect((await newest()).status).toBe(404);
    let old = 0;
    for (const size of [1, 2, 7, 256, 300, 300]) {
      const { status, type, body } = await submit(size, old);
      expect([status, type]).toEqual([200, 'text/plain; charset=utf-8']);
      const trusted = openTrusted(`${checkpointOf(logOf(size))}${body}`, policyOf(witness));
      expect(trusted.witnesses).toEqual(['witness.example-w1', 'witness.example-w1-mldsa']);
      old = size;
    }
    const response = await newest();
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(openTrusted(await response.text(), policyOf(witness)).checkpoint.size).toBe(300);
    expect((await newest('other.example/log')).status).toBe(404);
  });

  test('says the size that it has seen to a log that supposes another', async () => {
    expect(await submit(20, 10)).toEqual(conflict(0));
    await submit(20, 0);
    expect(await submit(30, 0)).toEqual(conflict(20));
    expect(await submit(30, 10)).toEqual(conflict(20));
    // An old state shown again.
    expect(await submit(10, 10)).toEqual(conflict(20));
  });

  test('refuses a fork, whatever size it has, and a proof that is none', async () => {
    await submit(20, 0);
    const fork = { status: 422, body: expect.stringContaining('rewritten') };
    expect(await submit(20, 20, 1)).toMatchObject(fork);
    expect(await submit(30, 20, 1)).toMatchObject(fork);
    const honest = await submissionOf(logOf(30), 30, 20);
    const lines = honest.split('\n');
    const altered = honest.replace(lines[1] ?? '', Buffer.alloc(32, 7).toString('base64'));
    for (const body of [altered, honest.replace(`${lines[1]}\n`, '')]) {
      expect(await post(body)).toMatchObject({ status: 422 });
    }
    // What was refused is forgotten: the honest log goes on.
    expect((await post(honest)).status).toBe(200);
  });

  test('refuses a proof from nothing, and an empty tree with another root', async () => {
    const proof = [Buffer.alloc(32, 1)];
    expect(await post(formatSubmission(0, proof, checkpointOf(logOf(5))))).toMatchObject({ status: 422 });
    expect((await submit(0, 0)).status).toBe(200);
  });

  test('refuses logs that it does not know, keys that it does not know, and wrong signatures', async () => {
    const body = await submissionOf(logOf(5), 5, 0);
    expect(await post(body.replaceAll(origin, 'other.example/log'))).toMatchObject({ status: 404 });
    const { text } = parseNote(checkpointOf(logOf(5)));
    const unknown = signerNamed(origin).sign({ text, head: parseCheckpointText(text) }, 1_764_000_000_000);
    expect(await post(formatSubmission(0, [], `${text}\n${formatSignatures(unknown)}`))).toMatchObject({
      status: 403,
    });
    expect(await post(body.replace('\n5\n', '\n6\n'))).toMatchObject({ status: 403 });
    // One of the log's two keys is enough; a wrong signature by the other is not passed over.
    const [first = '', second = ''] = body.split('\n').filter((line) => line.startsWith('—'));
    expect(await post(body.replace(second, `${second.slice(0, -9)}AAAAAAAA=`))).toMatchObject({ status: 403 });
    expect((await post(body.replace(`${first}\n`, ''))).status).toBe(200);
  });

  test.each([
    ['nothing', ''],
    ['no old size', 'x\n\nlog\n'],
    ['an old size with a zero in front', 'old 01\n\n'],
    ['an old size beyond what is counted', `old ${'9'.repeat(16)}\n\n`],
    ['no checkpoint', 'old 0\n\nlog.example\n1\n'],
    ['too many hashes', `old 1\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n`],
  ])('cannot read %s', async (_, start) => {
    expect(await post(start)).toMatchObject({ status: 400, type: 'text/plain; charset=utf-8' });
    const whole = start === '' ? start : `${start}${checkpointOf(logOf(3))}`;
    expect((await post(whole)).status).toBe(400);
  });

  test('refuses an old size above the new one, and more than any checkpoint has', async () => {
    expect(await post(formatSubmission(6, [], checkpointOf(logOf(5))))).toMatchObject({ status: 400 });
    expect((await post('x'.repeat(200_000))).status).toBe(413);
  });

  test('of requests at the same moment cosigns one history', async () => {
    await submit(10, 0);
    const sizes = Array.from({ length: 12 }, (_, index) => 11 + index);
    const answers = await Promise.all(sizes.map((size) => submit(size, 10)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = sizes[answers.findIndex(({ status }) => status === 200)] ?? 0;
    expect(await submit(40, 0)).toEqual(conflict(winner));
  });

  test('remembers after a restart, and has its folder for itself', async () => {
    await submit(20, 0);
    await expect(open(`${folders.path}/${count}`)).rejects.toMatchObject({ code: 'store.busy' });
    const { lines } = witness;
    await witness.close();
    witness = await open();
    expect(witness.lines).toEqual(lines);
    expect(await submit(30, 0)).toEqual(conflict(20));
    expect((await submit(30, 20)).status).toBe(200);
  });

  test('that knows no log does not start', async () => {
    const options = { name: 'w', url: '', folder: `${folders.path}/none`, log: createLog() };
    const listen = { host: '127.0.0.1', port: 0, trustProxy: 0 };
    for (const logs of ['', 'log nonsense', 'quorum none']) {
      await expect(serveWitness({ ...options, listen, logs })).rejects.toMatchObject({ code: 'config.invalid' });
    }
  });
});

describe('a witness that dies', () => {
  test.each(['die before', 'die after'] as const)(
    'and would %s its memory is written never signs twice',
    async (fate) => {
      const memory = createMemoryLogFiles();
      const signer = signerNamed('witness.example/w1');
      const witnessOver = (files: typeof memory | ReturnType<typeof dyingFiles>) =>
        createWitness({ files, signer, logKeys: keys, clock: () => 1_764_000_000_000 });
      await witnessOver(memory).addCheckpoint(await submissionOf(logOf(10), 10, 0));
      const dying = witnessOver(dyingFiles(memory, () => fate));
      // No signature leaves it.
      await expect(dying.addCheckpoint(await submissionOf(logOf(20), 20, 10))).rejects.toThrow(Died);
      const next = witnessOver(memory);
      const seen = fate === 'die after' ? 20 : 10;
      expect(await next.addCheckpoint(await submissionOf(logOf(30), 30, 0))).toMatchObject({
        status: 409,
        body: `${seen}\n`,
      });
      // The log asks again and gets what was lost on the way; another history gets nothing.
      expect(await next.addCheckpoint(await submissionOf(logOf(20, 1), 20, seen))).toMatchObject({ status: 422 });
      expect(await next.addCheckpoint(await submissionOf(logOf(20), 20, seen))).toMatchObject({ status: 200 });
    },
  );

  test('with a damaged memory cosigns nothing', async () => {
    const memory = createMemoryLogFiles();
    const next = createWitness({ files: memory, signer: signerNamed('w.example'), logKeys: keys, clock: Date.now });
    await next.addCheckpoint(await submissionOf(logOf(10), 10, 0));
    for (const [path, bytes] of memory.all) memory.all.set(path, bytes.subarray(40));
    const body = await submissionOf(grownLog([]), 0, 0);
    await expect(next.addCheckpoint(body)).rejects.toMatchObject({ code: 'log.unusable' });
  });
});
