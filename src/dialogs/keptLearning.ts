import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { Log } from '../core/ports.ts';
import { type Learn, type Learning, type Learnt, type Lessons, startLearning } from '../language/learn.ts';
import type { IndexData } from '../language/retrieval/index.ts';

/** How many contents a folder holds, the ones used last: editors go back and forth between a few. */
const mostKept = 8;
const ending = '.learnt';
const digestLength = 32;

/** Everything that decides what comes out of lessons beside the lessons. */
const learners = ['../language', '../core'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

interface Outcome {
  readonly learnt: Learnt;
  readonly kinds: IndexData | null;
}

/**
 * Learning that keeps in `folder` what it has learnt: whoever starts again on the same content need not learn again, be it
 * after a crash, an upgrade of something else, or beside other processes. Files are named by all that was learnt from and by
 * the program that learns, and can be removed at any time; a damaged one is learnt anew. Nothing of people is in them.
 */
export function createKeptLearning(folder: string, log: Log, learn: Learn = startLearning): Learn {
  async function keep(file: string, outcome: Outcome): Promise<void> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Whoever reads meanwhile finds the whole file or none.
      const draft = `${file}.${process.pid}`;
      await writeFile(draft, sealed(serialize(outcome)), { mode: 0o600 });
      await rename(draft, file);
      await removeOldest(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      log.warn({ folder, code }, 'what was learnt could not be kept; the next start learns it again');
    }
  }

  async function recallOrLearn(lessons: Lessons): Promise<Learning> {
    const file = join(folder, (await nameOf(lessons)) + ending);
    const known = await recall(file);
    if (known !== null) return { learnt: Promise.resolve(known.learnt), kinds: Promise.resolve(known.kinds) };
    const learning = learn(lessons);
    Promise.all([learning.learnt, learning.kinds]).then(
      ([learnt, kinds]) => keep(file, { learnt, kinds }),
      // Whoever waits for it hears of it.
      () => {},
    );
    return learning;
  }

  return (lessons) => {
    const learning = recallOrLearn(lessons);
    const learnt = learning.then((made) => made.learnt);
    const kinds = learning.then((made) => made.kinds);
    // Who takes one of them only must not be ended by the other.
    for (const part of [learnt, kinds]) part.catch(() => {});
    return { learnt, kinds };
  };
}

/** Null where there is none that can be used. */
async function recall(file: string): Promise<Outcome | null> {
  try {
    const bytes = await readFile(file);
    const body = bytes.subarray(digestLength);
    if (!digest(body).equals(bytes.subarray(0, digestLength))) return null;
    const now = new Date();
    await utimes(file, now, now).catch(() => {});
    return deserialize(body);
  } catch {
    return null;
  }
}

function sealed(body: Buffer): Buffer {
  return Buffer.concat([digest(body), body]);
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** A name that is another one for other lessons, another program or another engine. */
async function nameOf(lessons: Lessons): Promise<string> {
  const hash = createHash('sha256').update(process.versions.v8).update(JSON.stringify(lessons));
  program ??= readProgram();
  for (const part of await program) hash.update(part);
  return hash.digest('hex').slice(0, 32);
}

let program: Promise<readonly Buffer[]> | null = null;

async function readProgram(): Promise<readonly Buffer[]> {
  const lists = await Promise.all(
    learners.map(async (folder) => {
      const found = await readdir(folder, { recursive: true, withFileTypes: true });
      return found.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    }),
  );
  return Promise.all(
    lists
      .flat()
      .sort()
      .map((file) => readFile(file)),
  );
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      // Another process may have removed it.
      return { path, usedAt: (await stat(path).catch(() => null))?.mtimeMs ?? 0 };
    }),
  );
  files.sort((a, b) => b.usedAt - a.usedAt);
  await Promise.all(files.slice(mostKept).map(({ path }) => rm(path, { force: true })));
}
