import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createKeptLearning, keepLearnt } from '../../src/content/trainingCache.ts';
import { type Learn, type LearntEntries, type Lessons, type ModelName, modelNames } from '../../src/language/learn.ts';
import { createLog } from '../support/log.ts';
import { standIn } from '../support/standIn.ts';

let folder: string;
let ahead: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'finestreta-learnt-')), 'learnt');
  ahead = join(folder, '../ahead');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const lessonsOf = (seed: number): Lessons => ({
  entries: [],
  kinds: [],
  dangers: { examples: [], lookalikes: [], ordinary: [] },
  aspects: [],
  acts: [],
  scope: [],
  seed,
});

/** A teacher that makes something of the seed, and notes what it is asked for. */
function createTeacher() {
  const asked: ModelName[][] = [];
  const learn: Learn = ({ seed }, known = {}) => {
    const models = modelNames.filter((part) => !(part in known));
    if (models.length > 0) asked.push(models);
    const entries = standIn<LearntEntries>({ languages: { table: new Int16Array([seed, 5]) } });
    const made = {
      entries,
      understanding: { aspects: null, acts: null },
      scope: null,
      dangers: null,
      kinds: null,
      ...known,
    };
    return {
      entries: Promise.resolve(made.entries),
      understanding: Promise.resolve(made.understanding),
      scope: Promise.resolve(made.scope),
      dangers: Promise.resolve(made.dangers),
      kinds: Promise.resolve(made.kinds),
    };
  };
  return { learn, asked: () => asked.length, models: () => asked.at(-1) };
}

/** Learns with what a process has that was just started. */
async function start(learn: Learn, lessons: Lessons) {
  const log = createLog();
  const { entries, kinds } = createKeptLearning({ folder, ahead, learn, log })(lessons);
  const outcome = { entries: await entries, kinds: await kinds };
  return { outcome, log };
}

/** The same, and waits until as many more files are kept, and no more of each part than there is room for. */
async function startAndKeep(learn: Learn, lessons: Lessons, more: number = modelNames.length) {
  const before = files();
  const started = await start(learn, lessons);
  await until(
    () => files().filter((name) => !before.includes(name)).length === more && files().length <= 8 * modelNames.length,
  );
  return started;
}

const files = () => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.learnt'));
  } catch {
    return [];
  }
};

const modesIn = (path: string) => readdirSync(path).map((name) => statSync(join(path, name)).mode & 0o777);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('what was learnt', () => {
  test('is not learnt again by anybody who starts on the same content', async () => {
    const { learn, asked } = createTeacher();
    const first = await startAndKeep(learn, lessonsOf(7));
    const again = await start(learn, lessonsOf(7));
    expect(asked()).toBe(1);
    expect(again.outcome).toEqual(first.outcome);
  });

  test('is there for other processes as soon as it is said to be learnt', async () => {
    const { learn } = createTeacher();
    const learning = createKeptLearning({ folder, ahead, learn, log: createLog() })(lessonsOf(7));
    for (const model of modelNames) {
      await learning[model];
      expect(files().filter((name) => name.startsWith(`${model}-`))).toHaveLength(1);
    }
  });

  test('is learnt again from other content', async () => {
    const { learn, asked } = createTeacher();
    await startAndKeep(learn, lessonsOf(1));
    await startAndKeep(learn, lessonsOf(2));
    expect(asked()).toBe(2);
  });

  test('is learnt again in those models alone whose lessons are others', async () => {
    const { learn, models } = createTeacher();
    await startAndKeep(learn, lessonsOf(7));
    expect(models()).toEqual(modelNames);
    await startAndKeep(learn, { ...lessonsOf(7), entries: [{ id: 'new', variants: [] }] }, 1);
    expect(models()).toEqual(['entries']);
    await startAndKeep(learn, { ...lessonsOf(7), acts: [{ id: 'ask', texts: ['quant val?'] }] }, 1);
    expect(models()).toEqual(['understanding']);
  });

  test('is taken from what was learnt ahead, which stays as it is', async () => {
    const { learn, asked } = createTeacher();
    await keepLearnt(ahead, lessonsOf(7), learn);
    const before = readdirSync(ahead).map((name) => readFileSync(join(ahead, name)));
    const { outcome } = await start(learn, lessonsOf(7));
    expect(outcome.entries).toEqual({ languages: { table: new Int16Array([7, 5]) } });
    await startAndKeep(learn, lessonsOf(8));
    expect(asked()).toBe(2);
    expect(files()).toHaveLength(modelNames.length);
    expect(readdirSync(ahead).map((name) => readFileSync(join(ahead, name)))).toEqual(before);
  });

  test('can be read by the user who runs what another one has built', async () => {
    const { learn } = createTeacher();
    await keepLearnt(ahead, lessonsOf(7), learn);
    expect(modesIn(ahead)).toEqual(modelNames.map(() => 0o644 & ~process.umask()));
    await startAndKeep(learn, lessonsOf(8));
    expect(modesIn(folder)).toEqual(modelNames.map(() => 0o600));
  });

  test('is taken ahead from where a service of this machine has it', async () => {
    const { learn, asked } = createTeacher();
    const { outcome } = await startAndKeep(learn, lessonsOf(7));
    await keepLearnt(ahead, lessonsOf(7), learn, [folder]);
    rmSync(folder, { recursive: true });
    expect((await start(learn, lessonsOf(7))).outcome).toEqual(outcome);
    expect(asked()).toBe(1);
  });

  test('is not learnt ahead again where it is there', async () => {
    const { learn, asked } = createTeacher();
    await keepLearnt(ahead, lessonsOf(7), learn);
    await keepLearnt(ahead, lessonsOf(7), learn);
    expect(asked()).toBe(1);
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['altered', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 2 ? byte ^ 1 : byte)))],
    ['emptied', () => Buffer.alloc(0)],
  ])('is learnt again where the file was %s, which is replaced', async (_, damage) => {
    const { learn, asked, models } = createTeacher();
    const first = await startAndKeep(learn, lessonsOf(7));
    const file = join(folder, files()[0] as string);
    const whole = readFileSync(file);
    writeFileSync(file, damage(whole));
    expect((await start(learn, lessonsOf(7))).outcome).toEqual(first.outcome);
    expect(asked()).toBe(2);
    expect(models()).toEqual([files()[0]?.split('-')[0]]);
    await until(() => readFileSync(file).equals(whole));
  });

  test('is kept of the contents that were used last', async () => {
    const { learn, asked } = createTeacher();
    for (let seed = 0; seed < 8; seed++) await startAndKeep(learn, lessonsOf(seed));
    await start(learn, lessonsOf(0));
    expect(asked()).toBe(8);
    // It takes the place of the second, since the first was used again.
    await startAndKeep(learn, lessonsOf(8));
    await start(learn, lessonsOf(0));
    expect(asked()).toBe(9);
    await startAndKeep(learn, lessonsOf(1));
    expect(asked()).toBe(10);
  });

  test('leaves nothing half written, nor what another process left so long ago', async () => {
    const { learn } = createTeacher();
    await startAndKeep(learn, lessonsOf(1));
    const draft = join(folder, 'left.draft');
    writeFileSync(draft, 'half');
    utimesSync(draft, 0, 0);
    await startAndKeep(learn, lessonsOf(2));
    await until(() => readdirSync(folder).every((name) => name.endsWith('.learnt')));
  });

  test('is used although it cannot be kept, and the log says so', async () => {
    const { learn } = createTeacher();
    writeFileSync(folder, 'a file where the folder should be');
    const { outcome, log } = await start(learn, lessonsOf(7));
    expect(outcome.kinds).toBeNull();
    await until(() => log.lines.length > 0);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { folder } }]);
  });
});

test('learning that fails is told, and leaves nothing behind', async () => {
  const failed = () => Promise.reject(new Error('no memory'));
  const failing: Learn = () => ({
    entries: failed(),
    understanding: failed(),
    scope: failed(),
    dangers: failed(),
    kinds: failed(),
  });
  await expect(start(failing, lessonsOf(7))).rejects.toThrow('no memory');
  const { learn, asked } = createTeacher();
  await startAndKeep(learn, lessonsOf(7));
  expect(asked()).toBe(1);
});
