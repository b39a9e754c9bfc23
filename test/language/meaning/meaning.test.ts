import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Meaning, type MeaningOptions, meaningOff, openMeaning } from '../../../src/language/meaning/meaning.ts';
import { openModel } from '../../../src/language/meaning/model.ts';
import { readModelId, shippedModel } from '../../../src/language/meaning/modelFile.ts';
import { createLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';
import { bytesOf } from './reference.ts';

const open: Meaning[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((meaning) => meaning.close()));
});

const standIn = new URL('../../support/vectorThread.ts', import.meta.url);

/** With a stand-in for its one thread. */
function opened(options: Partial<MeaningOptions> = {}): Meaning {
  const meaning = openMeaning({ log: createLog(), script: standIn, threads: 1, restartMs: 1, ...options });
  open.push(meaning);
  return meaning;
}

describe('with the model that ships', () => {
  test('gives the vectors of the model, to anybody who asks and to learning', async () => {
    const meaning = openMeaning({ log: createLog() });
    open.push(meaning);
    const texts = ['on pago l’impost?', 'where do I pay?', 'où payer ?'];
    const learnt = await meaning.vectorsOf(texts.slice(0, 2));
    const asked = await meaning.vectorOf(texts[2] ?? '');
    const model = await openModel(shippedModel);
    const expected = (await model.vectors(texts)).map(bytesOf);
    await model.close();
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

describe('every text gets its vector', () => {
  test('when asked for before the thread is up, and however many wait', async () => {
    const meaning = opened();
    const texts = Array.from({ length: 500 }, (_, at) => `${at}`);
    const vectors = await Promise.all(texts.map((text) => meaning.vectorOf(text)));
    expect(vectors.map((vector) => vector?.[0])).toEqual(texts.map((_, at) => at + 1));
    expect(meaning.counts()).toMatchObject({
      computed: 500,
      none: 0,
      embedded: 500,
      waiting: { asked: 0, learning: 0 },
    });
  });

  test('when the thread ends while it works: only what ends the next one too, alone, gets none, and none of it is logged', async () => {
    const log = createLog();
    const meaning = opened({ log });
    const [lost, ...found] = await Promise.all(['die', 'a', 'b'].map((text) => meaning.vectorOf(text)));
    expect(lost).toBeNull();
    expect(found.every((vector) => vector !== null)).toBe(true);
    expect(meaning.counts()).toMatchObject({ computed: 2, none: 1 });
    for (const { level, fields } of log.lines) {
      expect(level).toBe('warn');
      expect(fields).toMatchObject({ error: 'Error', code: 1 });
    }
    expect(log.lines.length).toBe(2);
  });

  test('when the thread hangs: it is ended, and started again', async () => {
    const meaning = opened({ jobLimitMs: 10 });
    expect(await meaning.vectorOf('hold')).toBeNull();
    // On a busy machine a new thread may take longer than that, too, and is ended as well.
    let vector: Float32Array | null = null;
    while (vector === null) vector = await meaning.vectorOf('a');
    expect(vector[1]).toBe(1);
  });

  test('by another thread once several wait: training leaves one to people', async () => {
    const meaning = opened({ threads: 2 });
    // The training of one thread is held up, and no other begins to learn.
    const learnt = meaning.vectorsOf(['hold', '1', '2', '3', '4']);
    await until(() => meaning.counts().waiting.learning === 1);
    const asked = await Promise.all(Array.from('abcdefghij', (text) => meaning.vectorOf(text)));
    expect(asked.every((vector) => vector !== null)).toBe(true);
    expect(meaning.counts().waiting).toEqual({ asked: 0, learning: 1 });
    await meaning.close();
    expect(await learnt).toEqual([null, null, null, null, null]);
  });
});

describe('there is no vector', () => {
  test('after it was closed', async () => {
    const meaning = opened();
    await meaning.close();
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(await meaning.vectorsOf(['a', 'b'])).toEqual([null, null]);
    expect(meaning.isReady()).toBe(false);
  });

  test('when closed while it starts, or works', async () => {
    const meaning = opened();
    const learnt = meaning.vectorsOf(['a']);
    await meaning.close();
    expect(await learnt).toEqual([null]);
    const working = opened();
    await working.vectorOf('b');
    const held = working.vectorOf('hold');
    await until(() => working.counts().waiting.asked === 0);
    await working.close();
    expect(await held).toBeNull();
  });

  test.each([
    ['there is no model', { file: '/nowhere/e5-small.bin' }],
    ['the file is no model', { file: new URL(import.meta.url).pathname }],
    ['there is nothing that matches texts', { matching: '/nowhere/matching.bin' }],
  ])('when %s, which is logged once, and said', async (_, files) => {
    const log = createLog();
    const meaning = openMeaning({ log, ...files });
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(await meaning.vectorsOf(['a'])).toEqual([null]);
    expect(meaning.modelId).toBeNull();
    expect(meaning.hindrance()).toBe('model');
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
    await meaning.close();
  });

  test('when the library does not run, which is logged once, and said', async () => {
    const log = createLog();
    const script = new URL('../../support/unusableVectorThread.ts', import.meta.url);
    const meaning = opened({ log, script, threads: 2 });
    expect(meaning.hindrance()).toBeNull();
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(meaning.hindrance()).toBe('library');
    expect(meaning.isReady()).toBe(false);
    expect(await meaning.vectorOf('b')).toBeNull();
    expect(log.lines.map(({ level, fields }) => [level, fields.why])).toEqual([['error', 'no such library']]);
  });

  test('when it is off', async () => {
    const meaning = meaningOff();
    expect(await meaning.vectorOf('a')).toBeNull();
    expect(meaning.hindrance()).toBe('off');
    expect(meaning.counts()).toMatchObject({ computed: 0, none: 1 });
  });
});

describe('work is done once, for people first', () => {
  test('a text that several ask for at once, or again, is worked on once', async () => {
    const meaning = opened();
    const [first, second, learnt] = await Promise.all([
      meaning.vectorOf('a'),
      meaning.vectorOf(' a '),
      meaning.vectorsOf(['a']).then(([vector]) => vector),
    ]);
    expect(first?.[0]).toBe(1);
    expect(second).toBe(first);
    expect(learnt).toBe(first);
    expect(await meaning.vectorOf('a')).toBe(first);
    expect(meaning.counts()).toMatchObject({ computed: 2, cached: 1, embedded: 1, cpuMs: 2 });
  });

  test('what is asked for at once is computed together', async () => {
    const meaning = opened();
    const vectors = await Promise.all(['a', 'b', 'c'].map((text) => meaning.vectorOf(text)));
    expect(vectors.map((vector) => vector?.[1])).toEqual([3, 3, 3]);
  });

  test('people overtake learning, also with a text that is learnt from', async () => {
    const meaning = opened();
    const learnt = meaning.vectorsOf(['1', '2', '3', '4', '5', '6']);
    const [asked, other] = await Promise.all([meaning.vectorOf('6'), meaning.vectorOf('a')]);
    expect([asked?.[0], other?.[0]]).toEqual([1, 2]);
    expect((await learnt).map((vector) => vector?.[0])).toEqual([3, 4, 5, 6, 7, 1]);
  });
});
