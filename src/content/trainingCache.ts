import { createHash, randomUUID, webcrypto } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { Log } from '../core/ports/log.ts';
import type { Learn, Learning, Learnt, Lessons } from '../language/learn.ts';
import type { IndexData } from '../language/retrieval/index.ts';
import { freeMemory, movedToShared } from '../language/shared.ts';

/** Contents kept in a folder, the most recently used ones: editors go back and forth between a few. */
const cacheLimit = 8;
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

interface Outcome {
  readonly learnt: Learnt;
  readonly dangers: IndexData | null;
  readonly kinds: IndexData | null;
}

export interface TrainingCacheDeps {
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
 * can't be written, only costs another training. They contain no personal data.
 */
export function createKeptLearning({ folder, ahead, learn, log }: TrainingCacheDeps): Learn {
  const warn = (error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    log.warn({ folder, code, error }, 'the trained data could not be stored; the next start trains again');
  };

  async function keep(name: string, lessons: Lessons, { learnt, dangers, kinds }: Learning): Promise<void> {
    const outcome = { learnt: await learnt, dangers: await dangers, kinds: await kinds };
    try {
      // After an upgrade during training, it is unknown which version has trained.
      if ((await nameOf(lessons)) === name) await store(folder, name, outcome, forOneself);
    } catch (error) {
      warn(error);
    }
  }

  async function recallOrLearn(lessons: Lessons): Promise<Learning> {
    let name: string | null = null;
    try {
      name = await nameOf(lessons);
    } catch (error) {
      warn(error);
    }
    const known = name === null ? null : ((await recall(folder, name)) ?? (await recall(ahead, name)));
    if (known !== null) {
      const { learnt, dangers, kinds } = known;
      return { learnt: Promise.resolve(learnt), dangers: Promise.resolve(dangers), kinds: Promise.resolve(kinds) };
    }
    const learning = learn(lessons);
    // Callers that await the result get its failure.
    if (name !== null) keep(name, lessons, learning).catch(() => {});
    return learning;
  }

  return (lessons) => {
    const learning = recallOrLearn(lessons);
    const learnt = learning.then((made) => made.learnt);
    const dangers = learning.then((made) => made.dangers);
    const kinds = learning.then((made) => made.kinds);
    // A failure of one must not affect a caller that awaits only the other.
    for (const part of [learnt, dangers, kinds]) part.catch(() => {});
    return { learnt, dangers, kinds };
  };
}

/**
 * Trains what a folder does not contain yet, and stores it there: ahead of the process that needs it, which may run as
 * another user.
 * @throws {CodedError} `index.failed`
 */
export async function keepLearnt(folder: string, lessons: Lessons, learn: Learn): Promise<void> {
  const name = await nameOf(lessons);
  if ((await recall(folder, name)) !== null) return;
  const learning = learn(lessons);
  const [learnt, dangers, kinds] = await Promise.all([learning.learnt, learning.dangers, learning.kinds]);
  await store(folder, name, { learnt, dangers, kinds }, forAll);
}

/** A name that differs for other lessons, another program or another engine. */
const nameOf = (lessons: Lessons): Promise<string> => nameOfMade(lessons, learners);

/**
 * Names what is made from an input: differs for another input, another program or another engine.
 * @param programs folders and files that decide what is made
 */
export async function nameOfMade(input: unknown, programs: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.versions, input]));
  for (const program of programs) {
    const found = (await stat(program)).isFile() ? [program] : await filesBelow(program);
    for (const part of await Promise.all(found.map((path) => readFile(path)))) hash.update(part);
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

const recall = (folder: string, name: string) => recallKept<Outcome>(folder, name);
const store = (folder: string, name: string, outcome: Outcome, mode: number) => storeKept(folder, name, outcome, mode);

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
  const left = files.filter(({ path, usedAt }) => path.endsWith(draftEnding) && Date.now() - usedAt > draftTimeoutMs);
  await Promise.all([...kept.slice(cacheLimit), ...left].map(({ path }) => rm(path, { force: true })));
}
