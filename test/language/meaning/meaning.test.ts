import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Meaning, type MeaningOptions, meaningOff, openMeaning } from '../../../src/language/meaning/meaning.ts';
import { forMatching, openModel } from '../../../src/language/meaning/model.ts';
import { readModelId, shippedModel } from '../../../src/language/meaning/modelFile.ts';
import { createLog } from '../../support/log.ts';
import { bytesOf } from './reference.ts';

const open: Meaning[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((meaning) => meaning.close()));
});

const standIn = new URL('../../support/vectorThread.ts', import.meta.url);

/** With the stand-in for its thread, up; time stands still, and nobody is late. */
async function opened(options: Partial<MeaningOptions> = {}): Promise<Meaning> {
  const meaning = openMeaning({ log: createLog(), script: standIn, clock: () => 0, limitMs: 60_000, ...options });
  open.push(meaning);
  // Learning waits until the thread is up. On a busy machine a short limit of jobs may end it over its first one.
  while ((await meaning.vectorsOf(['warm up']))[0] === null);
  return meaning;
}

describe('with the model that ships', () => {
  test('gives the vectors of the model, to anybody who asks and to learning', async () => {
    const meaning = openMeaning({ log: createLog(), limitMs: 60_000 });
    open.push(meaning);
    const texts = ['on pago l’impost?', 'where do I pay?', 'où payer ?'];
    const learnt = await meaning.vectorsOf(texts.slice(0, 2));
    const asked = await meaning.vectorOf(texts[2] ?? '');
    const model = openModel(shippedModel, 'plain');
    const expected = model.vectors(texts).map(bytesOf);
    model.close();
    expect([...learnt, asked].map((vector) => vector && bytesOf(vector))).toEqual(expected);
    expect(meaning.modelId).toBe(readModelId(shippedModel));
    expect(meaning.isReady()).toBe(true);
  });

  test('keeps no process alive', async () => {
    const script = `
      const { openMeaning } = await import(${JSON.stringify(new URL('../../../src/language/meaning/meaning.ts', import.meta.url).href)});
      const none = () => {};
      const meaning = openMeaning({ log: { info: none, warn: none, error: none } });
      while (!meaning.isReady()) await new Promise((resolve) => setTimeout(resolve, 5));
      void meaning.vectorsOf(['una frase', 'una altra']);
      console.log('ready');`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 60_000,
    });
    expect(stdout).toBe('ready\n');
  });
});

describe('anybody who asks goes on without a vector', () => {
  test('when it takes too long', async () => {
    const meaning = await opened({ limitMs: 10 });
    expect(await meaning.vectorOf('hold')).toBeNull();
    expect(meaning.counts()).toMatchObject({ asked: 1, answered: 0, refused: { late: 1 } });
  });

  test('at once when too many wait', async () => {
    const meaning = await opened({ queueLimit: 2 });
    const held = ['hold', 'a', 'b'].map((text) => meaning.vectorOf(text));
    expect(await meaning.vectorOf('c')).toBeNull();
    expect(meaning.counts().refused).toMatchObject({ queue: 1, late: 0 });
    // One that waits already takes no place.
    held.push(meaning.vectorOf('a'));
    await meaning.close();
    expect(await Promise.all(held)).toEqual([null, null, null, null]);
    expect(meaning.counts().refused).toMatchObject({ queue: 1, off: 4 });
  });

  test('of what is only matched with texts sooner: it takes no place and no turn from the others', async () => {
    const meaning = await opened({ queueLimit: 1, jobLimitMs: 10, restartMs: 1 });
    const done: string[] = [];
    const held = meaning.vectorOf('hold');
    const waiting = ['a', 'b'].map(async (name) => {
      await meaning.vectorOf(name === 'a' ? forMatching(name) : name);
      done.push(name);
    });
    // One of each sort waits.
    expect(await Promise.all([forMatching('c'), 'c'].map((text) => meaning.vectorOf(text)))).toEqual([null, null]);
    expect(meaning.counts().refused).toMatchObject({ queue: 2 });
    expect(await held).toBeNull();
    await Promise.all(waiting);
    expect(done).toEqual(['b', 'a']);
  });

  test('of that sooner as well where little is left of its share of the processor', async () => {
    let now = 0;
    const meaning = await opened({ share: 0.5, windowMs: 12_000, clock: () => now });
    expect(await meaning.vectorOf('costly')).not.toBeNull();
    expect(await meaning.vectorOf(forMatching('a'))).toBeNull();
    expect(await meaning.vectorOf('a')).not.toBeNull();
    now = 12_000;
    expect(await meaning.vectorOf(forMatching('a'))).not.toBeNull();
  });

  test('who leaves makes room', async () => {
    const meaning = await opened({ queueLimit: 1, limitMs: 10 });
    expect(await Promise.all([meaning.vectorOf('hold'), meaning.vectorOf('a')])).toEqual([null, null]);
    expect(await meaning.vectorOf('b')).toBeNull();
    expect(meaning.counts().refused).toMatchObject({ queue: 0, late: 3 });
  });

  test('at once while its share of the processor is used up', async () => {
    let now = 0;
    const meaning = await opened({ share: 0.5, windowMs: 4_000, clock: () => now });
    expect(await meaning.vectorOf('costly')).not.toBeNull();
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(meaning.counts()).toMatchObject({ cpuMs: 5_000, refused: { budget: 1 } });
    // What is known costs nothing.
    expect(await meaning.vectorOf('costly')).not.toBeNull();
    now = 6_001;
    expect(await meaning.vectorOf('a')).not.toBeNull();
  });

  test('while the thread is down; it is started again, and nothing that was said is logged', async () => {
    const log = createLog();
    const meaning = await opened({ log, restartMs: 1 });
    const lost = meaning.vectorOf('die');
    const learnt = meaning.vectorsOf(['later']);
    expect(await lost).toBeNull();
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(meaning.counts().refused).toMatchObject({ failed: 1, 'not-ready': 1 });
    expect(await learnt).toEqual([Float32Array.of(1)]);
    expect(await meaning.vectorOf('a')).toEqual(Float32Array.of(2));
    expect(log.lines.map(({ level, fields }) => ({ level, fields }))).toEqual([
      { level: 'warn', fields: { error: 'Error', code: 1, waitMs: 1 } },
    ]);
  });

  test('while a thread hangs; it is ended and started again', async () => {
    const meaning = await opened({ jobLimitMs: 10, restartMs: 1 });
    expect(await meaning.vectorsOf(['hold'])).toEqual([null]);
    // On a busy machine a new thread may take longer than that, too, and is ended as well.
    let [vector] = await meaning.vectorsOf(['a']);
    while (vector === null) [vector] = await meaning.vectorsOf(['a']);
    expect(vector).toEqual(Float32Array.of(1));
  });

  test('after it was closed', async () => {
    const meaning = await opened();
    await meaning.close();
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(await meaning.vectorsOf(['a', 'b'])).toEqual([null, null]);
    expect(meaning.isReady()).toBe(false);
  });

  test('when closed while it starts', async () => {
    const meaning = openMeaning({ log: createLog(), script: standIn });
    const learnt = meaning.vectorsOf(['a']);
    await meaning.close();
    expect(await learnt).toEqual([null]);
  });

  test.each([
    ['there is no model', { file: '/nowhere/e5-small.bin' }],
    ['the file is no model', { file: new URL(import.meta.url).pathname }],
    ['there is nothing that matches texts', { matching: '/nowhere/matching.bin' }],
  ])('when %s, which is logged once', async (_, files) => {
    const log = createLog();
    const meaning = openMeaning({ log, ...files });
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(await meaning.vectorsOf(['a'])).toEqual([null]);
    expect(meaning.modelId).toBeNull();
    expect(log.lines).toHaveLength(1);
    await meaning.close();
  });

  test('when it is off', async () => {
    const meaning = meaningOff();
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(meaning.counts()).toMatchObject({ asked: 1, refused: { off: 1 } });
  });
});

describe('work is done once, for people first', () => {
  test('a text that several ask for at once, or again, is worked on once', async () => {
    const meaning = await opened();
    const [first, second, learnt] = await Promise.all([
      meaning.vectorOf('a'),
      meaning.vectorOf(' a '),
      meaning.vectorsOf(['a']).then(([vector]) => vector),
    ]);
    expect(first).toEqual(Float32Array.of(2));
    expect(second).toBe(first);
    expect(learnt).toBe(first);
    expect(await meaning.vectorOf('a')).toBe(first);
    expect(meaning.counts()).toMatchObject({ asked: 3, answered: 3, cached: 1, embedded: 2 });
  });

  test('people overtake learning', async () => {
    const meaning = await opened();
    const learnt = meaning.vectorsOf(['1', '2', '3', '4', '5', '6']);
    const asked = meaning.vectorOf('6');
    const other = meaning.vectorOf('a');
    // Two were begun with, after the one that it was warmed up with.
    expect([await asked, await other]).toEqual([Float32Array.of(4), Float32Array.of(5)]);
    expect((await learnt).map((vector) => vector?.[0])).toEqual([2, 3, 6, 7, 8, 4]);
  });

  test('learning leaves a part of the budget to people', async () => {
    const meaning = await opened({ share: 0.9, windowMs: 10_000 });
    await meaning.vectorsOf(['costly']);
    const learnt = meaning.vectorsOf(['b']);
    expect(await meaning.vectorOf('a')).not.toBeNull();
    await meaning.close();
    expect(await learnt).toEqual([null]);
  });
});
