import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { randomNumbers } from './support/random.ts';
import { percentile, printTable } from './support/table.ts';
import { zipf } from './support/zipf.ts';

/** `npm run bench:words`: words of cases in a table and in FTS5, for decision 0021. */
const cases = 30_000;
const wordsOfCase = 30;
const addedWords = 3;
const changes = 1_000;
const searches = 500;
const rounds = 3;

/** One way to keep the words of cases. */
interface WordIndex {
  readonly schema: string;
  open(database: DatabaseSync): {
    add(id: number, words: readonly string[]): void;
    /** The case has more words than before. */
    change(id: number, before: readonly string[], after: readonly string[]): void;
    erase(id: number, words: readonly string[]): void;
    /** Newest cases with a word and one that begins so; without a word, with the latter alone. */
    search(word: string | null, beginning: string): readonly unknown[];
  };
}

const table: WordIndex = {
  schema: `CREATE TABLE words (word TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (word, id)) STRICT, WITHOUT ROWID`,
  open(database) {
    const insert = database.prepare('INSERT OR IGNORE INTO words VALUES (?, ?)');
    const remove = database.prepare('DELETE FROM words WHERE word = ? AND id = ?');
    const begins = 'SELECT id FROM words WHERE word >= ? AND word < ?';
    const one = database.prepare(`SELECT DISTINCT id FROM (${begins}) ORDER BY id DESC LIMIT 50`);
    const both = database.prepare(
      `SELECT id FROM words WHERE word = ? AND id IN (${begins}) ORDER BY id DESC LIMIT 50`,
    );
    const add = (id: number, words: readonly string[]) => {
      for (const word of words) insert.run(word, id);
    };
    return {
      add,
      change: (id, before, after) =>
        add(
          id,
          after.filter((word) => !before.includes(word)),
        ),
      erase: (id, words) => {
        for (const word of words) remove.run(word, id);
      },
      search: (word, beginning) =>
        word === null ? one.all(beginning, `${beginning}~`) : both.all(word, beginning, `${beginning}~`),
    };
  },
};

const fts5: WordIndex = {
  schema: `CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, detail=none);
    INSERT INTO words(words, rank) VALUES ('secure-delete', 1)`,
  open(database) {
    const insert = database.prepare('INSERT INTO words(rowid, text) VALUES (?, ?)');
    const remove = database.prepare("INSERT INTO words(words, rowid, text) VALUES ('delete', ?, ?)");
    const find = database.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50');
    return {
      add: (id, words) => void insert.run(id, words.join(' ')),
      change(id, before, after) {
        remove.run(id, before.join(' '));
        insert.run(id, after.join(' '));
      },
      erase: (id, words) => void remove.run(id, words.join(' ')),
      search: (word, beginning) => find.all(word === null ? `${beginning}*` : `${word} ${beginning}*`),
    };
  },
};

const random = randomNumbers(1);
const word = zipf(20_000, random);
/** Words of letters alone, whose beginnings are shared as in a language. */
const spelled = (number: number) =>
  [...(number * 7_919 + 17_576).toString(26)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('');
const some = (count: number) => [...new Set(Array.from({ length: count }, () => spelled(word())))];
const all = Array.from({ length: cases }, () => some(wordsOfCase));

function measure(index: WordIndex): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'finestreta-words-'));
  const file = join(folder, 'words.db');
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${index.schema}`);
    const { add, change, erase, search } = index.open(database);
    const inOne = (work: () => void) => {
      database.exec('BEGIN');
      work();
      database.exec('COMMIT');
    };
    const timed = (work: () => void) => {
      const began = performance.now();
      work();
      return performance.now() - began;
    };
    const build = timed(() => {
      for (let from = 0; from < cases; from += 1_000)
        inOne(() => {
          for (const [at, words] of all.slice(from, from + 1_000).entries()) add(from + at, words);
        });
    });
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const bytes = statSync(file).size;
    const asked = Array.from({ length: searches }, () => [spelled(word()), spelled(word()).slice(0, 3)] as const);
    const alone = asked.map(([, beginning]) => timed(() => search(null, beginning))).sort((one, other) => one - other);
    const pair = asked.map(([first, next]) => timed(() => search(first, next))).sort((one, other) => one - other);
    const picked = Array.from({ length: changes }, (_, at) => at * Math.floor(cases / changes));
    const changed = new Map(picked.map((id) => [id, [...new Set([...(all[id] ?? []), ...some(addedWords)])]]));
    const adding = timed(() => {
      for (const [id, words] of changed) inOne(() => change(id, all[id] ?? [], words));
    });
    const erasing = timed(() => {
      for (const [id, words] of changed) inOne(() => erase(id, words));
    });
    return {
      'build, µs per case': (build * 1_000) / cases,
      'search for a prefix, p50, ms': percentile(alone, 0.5),
      'the same, p95': percentile(alone, 0.95),
      'search for a word and a prefix, p50, ms': percentile(pair, 0.5),
      'the same with a word, p95': percentile(pair, 0.95),
      'a case gets a few more words, µs': (adding * 1_000) / changes,
      'erase the words of a case, µs': (erasing * 1_000) / changes,
      'file, MB': bytes / 1e6,
    };
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

const figures = { table: [] as Record<string, number>[], FTS5: [] as Record<string, number>[] };
for (let round = 0; round < rounds; round++) {
  figures.table.push(measure(table));
  figures.FTS5.push(measure(fts5));
}
const median = (of: readonly Record<string, number>[], name: string) =>
  percentile(
    of.map((each) => each[name] ?? Number.NaN).sort((one, other) => one - other),
    0.5,
  );
const shown = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0));
printTable(
  `${cases} cases of ${wordsOfCase} words, median of ${rounds}; SQLite ${process.versions.sqlite ?? ''}`,
  Object.keys(figures.table[0] ?? {}).map((name) => ({
    '': name,
    table: shown(median(figures.table, name)),
    FTS5: shown(median(figures.FTS5, name)),
  })),
);
