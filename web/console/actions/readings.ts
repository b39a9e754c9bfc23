import type { ReadingsOfDay } from '../../../src/http/api/wire.ts';
import { read } from '../api.ts';
import { createStore } from '../observable.ts';
import { faultCode, faultText } from './faults.ts';
import { knowColleagues } from './session.ts';

/** Who read what on a day, as far as it has been loaded. `day` empty: not loaded yet. */
export const readingsStore = createStore<ReadingsOfDay & { readonly fault: string | null }>({
  day: '',
  readings: [],
  next: null,
  fault: null,
});

/** Counts what was asked for: an answer to an older question comes too late. */
let asked = 0;

/** Loads a day, `YYYY-MM-DD`; null: today. `before` continues after what is shown. */
export async function readReadings(day: string | null, before: number | null): Promise<void> {
  asked += 1;
  const mine = asked;
  try {
    const page = await read<ReadingsOfDay>('readings', { day, before });
    if (mine !== asked) return;
    knowColleagues(page.readings.map(({ by }) => by));
    const known = before === null ? [] : readingsStore.get().readings;
    readingsStore.set({ ...page, readings: [...known, ...page.readings], fault: null });
  } catch (error) {
    if (mine === asked) readingsStore.set({ fault: faultText(faultCode(error)) });
  }
}
