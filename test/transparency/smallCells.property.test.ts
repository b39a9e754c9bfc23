import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Publication, PublishedFigure } from '../../src/core/ports/publishedFigures.ts';
import { protect } from '../../src/transparency/figures/protect.ts';
import { figureQueries } from '../../src/transparency/figures/queries.ts';
import { createTally } from '../../src/transparency/figures/tally.ts';
import { yearOfEntries } from './support/year.ts';

const smallest = 5;

describe('no small cell', () => {
  test('is shown, and what is left over is that of two cells at least', () => {
    const counts = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(counts, (given) => {
        const table = new Map(Object.entries(given));
        const { total, cells, others } = protect(table, smallest);
        const sum = [...table.values()].reduce((one, other) => one + other, 0);
        expect(total).toBe(sum > 0 && sum < smallest ? null : sum);
        for (const [name, count] of Object.entries(cells)) {
          expect(count).toBeGreaterThanOrEqual(smallest);
          expect(count).toBe(table.get(name));
        }
        const shown = Object.values(cells).reduce((one, other) => one + other, 0);
        if (total === null) return expect([shown, others]).toEqual([0, 0]);
        expect(shown + others).toBe(sum);
        const hidden = [...table].filter(([name, count]) => count > 0 && !Object.hasOwn(cells, name));
        expect(others === 0 || others >= smallest).toBe(true);
        expect(hidden.length).not.toBe(1);
      }),
    );
  });

  /** All tables of so many cells and at most this total, by what is published of each. */
  function byPublication(width: number, most: number): ReadonlyMap<string, readonly (readonly number[])[]> {
    const found = new Map<string, (readonly number[])[]>();
    const grow = (table: readonly number[], left: number) => {
      if (table.length === width) {
        const published = JSON.stringify(protect(new Map(table.map((count, index) => [`${index}`, count])), smallest));
        found.set(published, [...(found.get(published) ?? []), table]);
        return;
      }
      for (let count = 0; count <= left; count += 1) grow([...table, count], left - count);
    };
    grow([], most);
    return found;
  }

  test.each([2, 3, 4])('can be told, even by somebody who tries all tables of %i cells', (width) => {
    for (const [published, tables] of byPublication(width, 20)) {
      // A total below the smallest is not said either: all of 1 to 4 are possible.
      for (let cell = 0; cell < width; cell += 1) {
        const values = new Set(tables.map((table) => table[cell]));
        const [only = 0] = values;
        expect([published, cell, values.size === 1 && only > 0 && only < smallest]).toEqual([published, cell, false]);
      }
    }
  });
});

describe('a year of daily publications', () => {
  /** What is published of a year, a day at a time. */
  function publish(seed: number): readonly Publication[] {
    const tally = createTally({ period: 'day', smallestCell: smallest });
    return yearOfEntries({ seed, days: 366, perDay: 25 }).flatMap((entry) => tally.add(entry) ?? []);
  }

  const figureIn = ({ figures }: Publication, id: string) => figures.find((each) => each.id === id) as PublishedFigure;

  test.each([11, 12])('shows no cell under five, nor does any difference of sums (seed %i)', (seed) => {
    const publications = publish(seed);
    expect(publications.length).toBeGreaterThanOrEqual(365);
    let numbers = 0;
    for (const { id, of } of figureQueries) {
      /** Sums from the first day on, by cell, as an attacker adds them up. */
      const sums: ReadonlyMap<string, number>[] = [];
      for (const publication of publications) {
        const { total, cells, others } = figureIn(publication, id);
        const before = sums.at(-1);
        const own = new Map<string, number>([...Object.entries(cells), ['(others)', others], ['(total)', total ?? 0]]);
        const added = [...own].map(([name, count]) => [name, (before?.get(name) ?? 0) + count] as const);
        sums.push(new Map([...(before ?? []), ...added]));
        // Total less all that is shown: the oldest attack.
        const shown = Object.values(cells).reduce((one, other) => one + other, 0);
        if (total !== null) expect(total - shown).toBe(others);
        // A figure within another one: its total is a cell that is shown, or it is not published.
        if (of !== null) {
          const parent = figureIn(publication, of.figure).cells[of.cell];
          expect(total).toBe(parent ?? null);
        }
        for (const count of own.values()) {
          expect(count === 0 || count >= smallest).toBe(true);
          numbers += 1;
        }
      }
      // Any two sums differ by nothing, or by cells that are each large enough.
      for (let day = 1; day < sums.length; day += 7) {
        for (const [name, count] of sums[day] ?? []) {
          const difference = count - (sums[Math.floor(day / 2)]?.get(name) ?? 0);
          expect(difference === 0 || difference >= smallest).toBe(true);
        }
      }
    }
    expect(numbers).toBeGreaterThan(10_000);
  });

  test('two figures over the same cases tell no small cell of each other', () => {
    // By kind and by department: the totals are the same, and what each leaves over is its own.
    for (const publication of publish(13)) {
      const [kind, department] = [figureIn(publication, 'cases.kind'), figureIn(publication, 'cases.department')];
      expect(kind.total).toBe(department.total);
    }
  });
});
