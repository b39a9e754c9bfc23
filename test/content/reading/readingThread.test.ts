import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildKnowledge } from '../../../src/content/buildKnowledge.ts';
import type { Content } from '../../../src/content/content.ts';
import {
  openReadingThread,
  type ReadingOptions,
  type ReadingThread,
} from '../../../src/content/reading/readingThread.ts';
import type { ReaderSource } from '../../../src/content/reading/textReader.ts';
import { notUnderstood } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { wordsOnly } from '../../support/keptLearning.ts';
import { createLog } from '../../support/log.ts';
import { shippedContent } from '../../support/shippedContent.ts';
import { townKnowledge } from '../../support/town.ts';
import { until } from '../../support/until.ts';

const open: ReadingThread[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thread) => thread.close()));
});

const standIn = new URL('../../support/readerThread.ts', import.meta.url);
/** The stand-in reads by nothing. */
const nothing = {} as ReaderSource;

/** A knowledge that reads on the event loop: its small talk says so. */
const knowledgeHere = (): Knowledge => ({
  ...townKnowledge,
  understand: (text) => {
    const understanding = { ...notUnderstood('v1'), smallTalk: `here: ${text}` };
    const wants = text === 'doubt' ? ['doubt'] : [];
    return { understanding, wants, weigh: () => ({ understanding: { ...understanding, smallTalk: 'weighed here' } }) };
  },
});

/** With the stand-in for the thread, which has loaded a knowledge; time stands still unless it is given. */
async function opened(options: Partial<ReadingOptions> = {}) {
  const log = createLog();
  const thread = openReadingThread({ log, script: standIn, clock: () => 0, ...options });
  open.push(thread);
  const knowledge = knowledgeHere();
  thread.offer(knowledge, nothing);
  await until(thread.isReady);
  const said = async (text: string, by: Knowledge = knowledge) =>
    (await thread.read(by, text, text)).understanding.smallTalk;
  return { thread, knowledge, said, log };
}

describe('with the content that ships', () => {
  let content: Content;
  let knowledge: Knowledge;
  let source: ReaderSource;

  beforeAll(async () => {
    content = await shippedContent();
    knowledge = await buildKnowledge(content, 'v1', {
      ...wordsOnly,
      onBuilt: (_, built) => {
        source = built;
      },
    });
  });

  test('reads as the event loop does, to the last number', async () => {
    const thread = openReadingThread({ log: createLog(), limitMs: 60_000, queueMs: 60_000 });
    open.push(thread);
    thread.offer(knowledge, source);
    await until(thread.isReady);
    const texts = [
      'com em puc empadronar?',
      'HI HA FOC A CASA',
      'mi marido me pega',
      'no, em referia a la biblioteca',
      'Quant costa? I quin horari té?',
      '<b>on</b> pago <script>x</script> la multa',
      'où puis-je payer une amende ?',
      'gràcies',
      '😀',
      '',
    ];
    for (const text of texts) {
      const { weigh: _, ...read } = await thread.read(knowledge, text, text);
      const { weigh: __, ...here } = knowledge.understand(text, text);
      expect(read).toEqual(here);
    }
    expect(thread.counts().outcomes).toMatchObject({ thread: texts.length, failed: 0, late: 0 });
  });

  test('what it reads by lies in shared memory, but for some words', () => {
    const { index, languages } = source.models.learnt;
    for (const array of [index.weights, index.features.keys, index.spelling.lists, languages.table])
      expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('keeps no process alive', async () => {
    const script = `
      const { openReadingThread } = await import(${JSON.stringify(new URL('../../../src/content/reading/readingThread.ts', import.meta.url).href)});
      const none = () => {};
      const thread = openReadingThread({ log: { info: none, warn: none, error: none }, script: new URL(${JSON.stringify(standIn.href)}) });
      const knowledge = {};
      thread.offer(knowledge, {});
      while (!thread.isReady()) await new Promise((resolve) => setTimeout(resolve, 5));
      void thread.read(knowledge, 'hold', '');
      console.log('ready');`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 60_000,
    });
    expect(stdout).toBe('ready\n');
  });
});

describe('the thread', () => {
  test('gets all texts of a tick at once', async () => {
    const { said, thread } = await opened();
    expect(await Promise.all(['a', 'b', 'c'].map((text) => said(text)))).toEqual(Array(3).fill('batch of 3'));
    expect(thread.counts()).toMatchObject({ batches: 1, outcomes: { thread: 3 }, threadMs: 1 });
  });

  test('gets texts together that come soon after others', async () => {
    const { said, thread } = await opened({ gatherMs: 300 });
    expect(await said('a')).toBe('batch of 1');
    const next = said('b');
    await new Promise(setImmediate);
    expect(await Promise.all([next, said('c')])).toEqual(Array(2).fill('batch of 2'));
    expect(thread.counts()).toMatchObject({ batches: 2, outcomes: { thread: 3 } });
  });

  test('weighs in the vectors that were wanted, with the words that it has read', async () => {
    const { thread, knowledge } = await opened();
    const read = await thread.read(knowledge, 'doubt', 'doubt');
    expect(read.wants).toEqual(['doubt']);
    expect((await read.weigh(() => Float32Array.of(1))).understanding.smallTalk).toBe('words of 1');
  });

  test('passes on what went wrong with the rest of a text', async () => {
    const { thread, knowledge } = await opened();
    expect((await thread.read(knowledge, 'broken', 'broken')).error).toEqual(new Error('broken'));
  });

  test('is not asked again what it has said of a text, by the same content', async () => {
    const { said, thread } = await opened();
    expect([await said('a'), await said('a'), await said('b')]).toEqual(Array(3).fill('batch of 1'));
    expect(thread.counts()).toMatchObject({ batches: 2, outcomes: { thread: 2, cached: 1 } });
    const next = knowledgeHere();
    thread.offer(next, nothing);
    await until(thread.isReady);
    expect((await thread.read(next, 'a', 'a')).understanding.knowledge).toBe('release 2');
  });

  test('is asked again for a vector that did not come, and not once it was weighed', async () => {
    const { thread, knowledge } = await opened();
    const wants = async () => (await thread.read(knowledge, 'doubt', 'doubt')).wants;
    expect([await wants(), await wants()]).toEqual([['doubt'], ['doubt']]);
    const read = await thread.read(knowledge, 'doubt', 'doubt');
    await read.weigh(() => Float32Array.of(1));
    expect(await wants()).toEqual([]);
  });
});

describe('the event loop reads', () => {
  test('until the thread has the content in force, and by it, once there is a new one', async () => {
    const { thread, knowledge, said } = await opened();
    const next = { ...knowledgeHere(), version: 'v2' };
    thread.offer(next, nothing);
    expect(thread.isReady()).toBe(false);
    // What the older one is asked meanwhile, the thread still reads by the older one.
    const [older, newer] = await Promise.all([thread.read(knowledge, 'a', 'a'), said('a', next)]);
    expect([older.understanding.knowledge, newer]).toEqual(['release 1', 'here: a']);
    await until(thread.isReady);
    thread.offer(knowledgeHere(), nothing);
    await until(thread.isReady);
    expect([await said('b'), await said('b', next)]).toEqual(['here: b', 'batch of 1']);
    expect(await said('c', knowledgeHere())).toBe('here: c');
  });

  test('what the thread could not read', async () => {
    const { said, thread } = await opened();
    expect(await said('fail')).toBe('here: fail');
    expect(thread.counts().outcomes).toMatchObject({ failed: 1, thread: 0 });
  });

  test('what comes when enough waits for the thread already', async () => {
    const { said, thread } = await opened({ queueMs: 2 });
    const read = await Promise.all(['a', 'b', 'c'].map((text) => said(text)));
    expect(read).toEqual(['batch of 2', 'batch of 2', 'here: c']);
    expect(thread.counts().outcomes).toMatchObject({ thread: 2, behind: 1 });
  });

  test('what waits too long, and what comes then, until the thread shows that it lives', async () => {
    let now = 0;
    const { said, thread } = await opened({ limitMs: 5, clock: () => now });
    const held = said('hold');
    now = 5;
    expect(await held).toBe('here: hold');
    expect(await said('a')).toBe('here: a');
    // A new content is a sign of life as well.
    thread.offer(knowledgeHere(), nothing);
    await until(thread.isReady);
    expect(thread.counts().outcomes).toMatchObject({ late: 1, behind: 1, thread: 0 });
  });

  test('what a dying thread was asked; it is started again, loads the content and reads on', async () => {
    const { said, thread, log } = await opened({ restartMs: 1 });
    expect(await Promise.all([said('a'), said('die')])).toEqual(['here: a', 'here: die']);
    expect(await said('b')).toBe('here: b');
    await until(thread.isReady);
    expect(await said('c')).toBe('batch of 1');
    expect(log.lines.map(({ message }) => message)).toEqual(['the thread that reads texts ended; restarting it']);
    expect(JSON.stringify(log.lines)).not.toContain('cannot stand');
  });

  test('what a hung thread was asked; it is ended and started again', async () => {
    let now = 0;
    const { said, thread, log } = await opened({ limitMs: 1, hangMs: 10, restartMs: 1, clock: () => now });
    const held = said('hold');
    now = 10;
    expect(await held).toBe('here: hold');
    // Not by `isReady`: a thread that is started again at once is ready before anybody looks.
    await until(() => log.lines.length === 1);
    await until(thread.isReady);
    expect(await said('a')).toBe('batch of 1');
  });

  test('vectors in where the thread can not, and everything once it is closed', async () => {
    const { thread, knowledge, said } = await opened({ queueMs: 1 });
    const read = await thread.read(knowledge, 'doubt', 'doubt');
    const held = said('hold');
    expect((await read.weigh(() => Float32Array.of(1))).understanding.smallTalk).toBe('weighed here');
    await thread.close();
    expect([await held, await said('b')]).toEqual(['here: hold', 'here: b']);
  });
});
