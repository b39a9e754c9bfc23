import type { TicketsView, TicketView } from '../../../../src/http/api/wireTickets.ts';
import { ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { stringsNow } from '../../strings.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';

/** The city's ticket systems; null: not read yet. `busy`: the case that is being sent again. */
export const ticketStore = createStore<{
  readonly view: TicketsView | null;
  readonly busy: string | null;
  readonly fault: string | null;
}>({ view: null, busy: null, fault: null });

export async function readTickets(): Promise<void> {
  try {
    ticketStore.set({ view: await read<TicketsView>('tickets', {}), fault: null });
  } catch (error) {
    ticketStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Sends a case, or what was said of it later, to its ticket system again. */
export async function sendAgain(code: string): Promise<void> {
  ticketStore.set({ busy: code });
  try {
    await ask<TicketView>('POST', `tickets/${code}/send`, {});
    toast(stringsNow().done['send-ticket'], 'good');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
  ticketStore.set({ busy: null });
  await readTickets();
}
