import { createHash, randomUUID, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { Log } from '../core/ports/log.ts';
import {
  type Learn,
  type Learning,
  type Lessons,
  lessonsOfModel,
  type ModelName,
  modelNames,
  type TrainedModels,
} from '../language/learn.ts';
import { freeMemory, movedToShared } from '../language/shared.ts';

/** Trained models of each kind kept in a folder, the most recently used ones: editors go back and forth between a few. */
const cacheLimit = 8;
/** Files of a program that are read in one go, about a millisecond. */
const filesAtOnce = 32;
/** Milliseconds after which an unfinished file counts as abandoned. */
const draftTimeoutMs = 3_600_000;
const ending = '.learnt';
const draftEnding = '.draft';
const digestLength = 32;
/** File permissions: the owner; or everybody, if one user builds what another runs. */
const forOneself = 0o600;
const forAll = 0o644;

/** Folders that determine the result of training, besides the lessons. */
const learners = ['../language', '../core'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

interface TrainingCacheDeps {
  /** Folder of the cache. */
  readonly folder: string;
  /** A second, read-only folder, filled before the first start. */
  readonly ahead: string;
  readonly learn: Learn;
  readonly log: Log;
}

/**
 * Caches training results in `folder`, so that a restart on the same content need not train again. File names derive
 * from the training data and the training program, and files may be removed at any time; a damaged file, or one that
 * can't be written, only costs another training. They contain no personal data. A model is there for other processes once
 * its promise resolves: who hears of a release need not learn it again.
 */
export function createKeptLearning({ folder, ahead, learn, log }: TrainingCacheDeps): Learn {
  const warn = (error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    log.warn({ folder, code, error }, 'the trained data could not be stored; the next start trains again');
  };

  /** Stores a model that was trained. */
  async function keep(model: ModelName, name: string, lessons: Lessons, made: TrainedModels[ModelName]): Promise<void> {
    // After an upgrade during training, it is unknown which version has trained.
    if ((await namesOf(lessons)).get(model) === name) await storeModel(folder, name, made, forOneself);
  }

  async function recallOrLearn(lessons: Lessons): Promise<Learning> {
    const { known, missing } = await namesOf(lessons)
      .then((names) => recallModels([folder, ahead], names))
      .catch((error: unknown) => {
        warn(error);
        return { known: {}, missing: new Map() };
      });
    const learning = learn(lessons, known);
    let isWarned = false;
    return allModels(async <P extends ModelName>(model: P): Promise<TrainedModels[P]> => {
      const made: TrainedModels[P] = await learning[model];
      const name = missing.get(model);
      if (name === undefined) return made;
      try {
        await keep(model, name, lessons, made);
      } catch (error) {
        // If one cannot be stored, none can.
        if (!isWarned) warn(error);
        isWarned = true;
      }
      return made;
    });
  }

  return (lessons) => {
    const learning = recallOrLearn(lessons);
    return allModels(
      <P extends ModelName>(model: P): Promise<TrainedModels[P]> => learning.then((made) => made[model]),
    );
  };
}

/** All models; a failure of one must not affect a caller that awaits only another. */
function allModels(later: <P extends ModelName>(model: P) => Promise<TrainedModels[P]>): Learning {
  const models = {
    entries: later('entries'),
    understanding: later('understanding'),
    scope: later('scope'),
    dangers: later('dangers'),
    kinds: later('kinds'),
  };
  for (const model of modelNames) models[model].catch(() => {});
  return models;
}

/**
 * Trains what a folder does not contain yet, and stores it there: ahead of the process that needs it, which may run as
 * another user. What lies in one of the `others` is taken from there.
 * @throws {CodedError} `index.failed`
 */
export async function keepLearnt(
  folder: string,
  lessons: Lessons,
  learn: Learn,
  others: readonly string[] = [],
): Promise<void> {
  const names = await namesOf(lessons);
  const { missing } = await recallModels([folder], names);
  if (missing.size === 0) return;
  const { known } = await recallModels([folder, ...others], names);
  const learning = learn(lessons, known);
  for (const [model, name] of missing) await storeModel(folder, name, await learning[model], forAll);
}

type NamesOfModels = ReadonlyMap<ModelName, string>;

/** Names that differ for other lessons, another program or another engine, by model. */
async function namesOf(lessons: Lessons): Promise<NamesOfModels> {
  const program = await nameOfMade(null, learners);
  const digestOf = (model: ModelName) =>
    createHash('sha256')
      .update(JSON.stringify([program, lessonsOfModel[model](lessons)]))
      .digest('hex')
      .slice(0, 32);
  return new Map(modelNames.map((model) => [model, `${model}-${digestOf(model)}`]));
}

/** What was learnt before, from the first folder that has it; the rest is missing, each with its name. */
async function recallModels(
  folders: readonly string[],
  names: NamesOfModels,
): Promise<{ known: Partial<TrainedModels>; missing: NamesOfModels }> {
  const missing = new Map(names);
  const known: Partial<Record<ModelName, unknown>> = {};
  for (const [model, name] of [...missing]) {
    for (const folder of folders) {
      // In an object: some models are null where there is nothing to learn from.
      const kept = missing.has(model) ? await recallKept<{ readonly made: unknown }>(folder, name) : null;
      if (kept === null) continue;
      known[model] = kept.made;
      missing.delete(model);
    }
  }
  return { known: known as Partial<TrainedModels>, missing };
}

const storeModel = (folder: string, name: string, made: TrainedModels[ModelName], mode: number) =>
  storeKept(folder, name, { made }, mode);

/**
 * Names what is made from an input: differs for another input, another program or another engine.
 * @param programs folders and files that decide what is made
 */
export async function nameOfMade(input: unknown, programs: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.versions, input]));
  for (const program of programs) {
    const found = (await stat(program)).isFile() ? [program] : await filesBelow(program);
    for (const [index, path] of found.entries()) {
      // Hundreds of small files: read here each costs a quarter of what it does by the thread pool. Others get their turn.
      if (index % filesAtOnce === 0) await setImmediate();
      hash.update(readFileSync(path));
    }
  }
  return hash.digest('hex').slice(0, 32);
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** The stored result of a name; null where there is none that can be used. */
export async function recallKept<T>(folder: string, name: string): Promise<T | null> {
  const file = join(folder, name + ending);
  try {
    const bytes = await readFile(file);
    const body = bytes.subarray(digestLength);
    if (!(await digest(body)).equals(bytes.subarray(0, digestLength))) return null;
    const now = new Date();
    await utimes(file, now, now).catch(() => {});
    const known: T = movedToShared(deserialize(body));
    // Some arrays lay in these bytes. Tens of megabytes, which a collection of garbage would free much later.
    freeMemory(bytes.buffer, bytes);
    return known;
  } catch {
    return null;
  }
}

/** Stores a result under a name: a concurrent reader finds the complete file or none. */
export async function storeKept(folder: string, name: string, outcome: unknown, mode = forOneself): Promise<void> {
  await makeFolder(dirname(folder));
  await makeFolder(folder);
  const body = serialize(outcome);
  const draft = join(folder, `${randomUUID()}${draftEnding}`);
  try {
    await writeFile(draft, [await digest(body), body], { mode });
    await rename(draft, join(folder, name + ending));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await tidy(folder);
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Off the event loop: it is some megabytes. */
async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes));
}

/** Removes all but the most recently used files, and abandoned drafts. */
async function tidy(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      // Another process may have removed it.
      return { path, usedAt: (await stat(path).catch(() => null))?.mtimeMs ?? 0 };
    }),
  );
  const kept = files.filter(({ path }) => path.endsWith(ending)).sort((a, b) => b.usedAt - a.usedAt);
  const byModel = Map.groupBy(kept, ({ path }) => basename(path).split('-')[0]);
  const surplus = [...byModel.values()].flatMap((each) => each.slice(cacheLimit));
  const left = files.filter(({ path, usedAt }) => path.endsWith(draftEnding) && Date.now() - usedAt > draftTimeoutMs);
  await Promise.all([...surplus, ...left].map(({ path }) => rm(path, { force: true })));
}
