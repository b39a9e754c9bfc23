import { randomNumbers } from '../../../bench/support/random.ts';
import { type Way, ways } from './townspeople.ts';

/** What becomes of a case in a day's work. */
export type Fate =
  /** Closed in bulk by the supervisor, as advertising. */
  | 'spam'
  /** Passed in bulk to another department, and answered there. */
  | 'moved'
  /** Put to rest in bulk until tomorrow. */
  | 'rests'
  /** Answered and closed with one key. */
  | 'closed'
  /** Answered and put to rest with one key. */
  | 'snoozed'
  /** A colleague is asked in a note, then it is answered and closed. */
  | 'noted'
  /** Labelled, then answered and closed. */
  | 'labelled'
  /** Made urgent, then answered and closed. */
  | 'urgent'
  /** Passed on by the agent who took it, and answered in the other department. */
  | 'passed'
  /** Answered; taken back, where that is possible; answered better and closed. */
  | 'corrected';

export interface PlannedCase {
  /** Three digits: what the citizen writes begins with them. */
  readonly name: string;
  readonly way: Way;
  readonly fate: Fate;
  /** What they want. */
  readonly text: string;
}

/** A word of what is written, by which the supervisor finds cases that are treated together. */
export const wordOf: Partial<Readonly<Record<Fate, string>>> = {
  spam: 'rellotges',
  moved: 'contribucio',
  rests: 'jardineria',
};

/** How many of two hundred are of each fate; all others are closed. */
const counts = {
  ...{ spam: 20, moved: 16, rests: 12, snoozed: 14, noted: 12 },
  ...{ labelled: 10, urgent: 8, passed: 8, corrected: 14 },
} as const satisfies Partial<Record<Fate, number>>;

/** Plans a day of so many cases, the same for the same seed; some are of each fate. */
export function planDay(count: number, seed: number): readonly PlannedCase[] {
  const random = randomNumbers(seed);
  const fates: Fate[] = Object.entries(counts).flatMap(([fate, of]) =>
    Array<Fate>(Math.ceil((of * count) / 200)).fill(fate as Fate),
  );
  while (fates.length < count) fates.push('closed');
  for (let last = fates.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [fates[last], fates[other]] = [fates[other] as Fate, fates[last] as Fate];
  }
  return fates.map((fate, index) => {
    const name = String(index).padStart(3, '0');
    const way = ways[index % ways.length] ?? 'web';
    return { name, way, fate, text: `Assumpte ${name} sobre ${wordOf[fate] ?? 'el carrer Major'} del nostre barri` };
  });
}
