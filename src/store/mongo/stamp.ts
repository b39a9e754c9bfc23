import { randomBytes } from 'node:crypto';

/**
 * Position of a record in the order in which records became durable: 9 digits of milliseconds, 4 of a counter, 6 that
 * identify the writer, all in base 36, so that stamps sort as text.
 */
export type Stamp = string;

export const stampForm = /^[0-9a-z]{19}$/;

const digits = (value: number, length: number) => value.toString(36).padStart(length, '0');

/** The stamp before all stamps of a millisecond. */
export function stampAt(milliseconds: number): Stamp {
  return digits(Math.max(0, Math.floor(milliseconds)), 9) + digits(0, 10);
}

/** The millisecond of a stamp. */
export const timeOf = (stamp: Stamp): number => Number.parseInt(stamp.slice(0, 9), 36);

/** Issues the stamps of one writer, each later than every stamp that it issued or saw. */
export interface Stamps {
  next(): Stamp;
  /** Takes account of another writer's stamp, so that anything caused by its record comes after it. */
  saw(stamp: Stamp): void;
}

/** Creates stamps from a clock of milliseconds, which may stop or go back. */
export function createStamps(now: () => number): Stamps {
  const writer = digits(randomBytes(4).readUInt32BE() % 36 ** 6, 6);
  let milliseconds = 0;
  let counter = 0;
  return {
    next() {
      const time = now();
      if (time > milliseconds) {
        milliseconds = time;
        counter = 0;
      } else if (++counter >= 36 ** 4) {
        milliseconds += 1;
        counter = 0;
      }
      return digits(milliseconds, 9) + digits(counter, 4) + writer;
    },
    saw(stamp) {
      const time = timeOf(stamp);
      const count = Number.parseInt(stamp.slice(9, 13), 36);
      if (time < milliseconds || (time === milliseconds && count <= counter)) return;
      milliseconds = time;
      counter = count;
    },
  };
}
