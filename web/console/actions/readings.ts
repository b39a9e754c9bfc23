import type { ReadingsPage } from '../../../src/http/api/wire.ts';
import { read } from '../api.ts';
import { createStore } from '../store.ts';
import { codeOf, faultText } from './faults.ts';
import { knowColleagues } from './session.ts';

/** Who read what on a day, as far as it was read here. `day` empty: not read yet. */
export const readingsStore = createStore<ReadingsPage & { readonly fault: string | null }>({
  day: '',
  readings: [],
  next: null,
  fault: null,
});

/** Reads a day, `YYYY-MM-DD`; null: today. `before` goes on behind what is shown. */
export async function readReadings(day: string | null, before: number | null): Promise<void> {
  try {
    const page = await read<ReadingsPage>('readings', { day, before });
    knowColleagues(page.readings.map(({ by }) => by));
    const known = before === null ? [] : readingsStore.get().readings;
    readingsStore.set({ ...page, readings: [...known, ...page.readings], fault: null });
  } catch (error) {
    readingsStore.set({ fault: faultText(codeOf(error)) });
  }
}
