import type { CalendarYear, ProtocolReplay, ProtocolTrial } from '../../../../src/content/desk/trialViews.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { announceToScreenReaders } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';
import { saveNow } from './editor.ts';

/** What the drafts make of a message, and would have made of the cases of last month. Null: nobody has asked. */
export const protocolStore = createStore<{
  readonly trial: ProtocolTrial | null;
  readonly replay: ProtocolReplay | null;
  readonly busy: 'try' | 'replay' | null;
  readonly fault: string | null;
}>({ trial: null, replay: null, busy: null, fault: null });

export const forgetProtocolTrial = (): void =>
  protocolStore.set({ trial: null, replay: null, busy: null, fault: null });

export async function tryByProtocol(text: string, surface: 'public' | 'private', locale: Locale): Promise<void> {
  await run('try', async () => {
    const trial = await ask<ProtocolTrial>('POST', 'content/protocol/try', { text, surface, locale });
    protocolStore.set({ trial });
  });
}

export async function replayLastMonth(): Promise<void> {
  await run('replay', async () =>
    protocolStore.set({ replay: await read<ProtocolReplay>('content/protocol/replay', {}) }),
  );
}

async function run(busy: 'try' | 'replay', work: () => Promise<void>): Promise<void> {
  protocolStore.set({ busy, fault: null });
  try {
    // What is on the page is what is tried.
    await saveNow();
    await work();
    protocolStore.set({ busy: null });
  } catch (error) {
    const fault = faultText(faultCode(error));
    protocolStore.set({ busy: null, fault });
    announceToScreenReaders(fault);
  }
}

/** The free days of a year by the drafts; `year` null: not loaded yet. */
export const calendarStore = createStore<{ readonly year: CalendarYear | null; readonly fault: string | null }>({
  year: null,
  fault: null,
});

export async function readCalendarYear(year: number): Promise<void> {
  try {
    calendarStore.set({ year: await read<CalendarYear>('content/calendar', { year }), fault: null });
  } catch (error) {
    calendarStore.set({ fault: faultText(faultCode(error)) });
  }
}
