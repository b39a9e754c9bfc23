import type { ReadingsPage } from '../../../src/http/api/wire.ts';
import { read } from '../api.ts';
import { createStore } from '../store.ts';
import { codeOf, faultText } from './faults.ts';
import { knowColleagues } from './session.ts';

/** Who read what on a day, as far as it has been loaded. `day` empty: not loaded yet. */
export const readingsStore = createStore<ReadingsPage & { readonly fault: string | null }>({
  day: '',
  readings: [],
  next: null,
  fault: null,
});

/** Loads a day, `YYYY-MM-DD`; null: today. `before` continues after what is shown. */
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
