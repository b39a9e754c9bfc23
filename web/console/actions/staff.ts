import type { Agent } from '../../../src/core/model/agent.ts';
import type { Invited, NewStaff, WebhookView } from '../../../src/http/api/wireStaff.ts';
import { ask, read } from '../api.ts';
import { createStore } from '../observable.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';

/** Data for administrators only, loaded when they open the page. */
export const staffStore = createStore<{ list: readonly Agent[]; hooks: readonly WebhookView[]; fault: string | null }>({
  list: [],
  hooks: [],
  fault: null,
});

export async function readStaff(): Promise<void> {
  try {
    staffStore.set({ list: await read<readonly Agent[]>('staff', {}), fault: null });
  } catch (error) {
    staffStore.set({ fault: faultText(faultCode(error)) });
  }
}

export async function readHooks(): Promise<void> {
  try {
    staffStore.set({ hooks: await read<readonly WebhookView[]>('hooks', {}), fault: null });
  } catch (error) {
    staffStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Invites a person (`id` null), which returns a link to pass on, or changes a person. */
export async function saveStaff(
  id: string | null,
  what: NewStaff,
  more: Pick<Agent, 'active' | 'platformIds'>,
): Promise<void> {
  const { name, roles, departments, locales } = what;
  try {
    if (id === null) {
      const { agent, link, expiresAt } = await ask<Invited>('POST', 'staff', what);
      state.set({ dialog: { kind: 'invited', name: agent.name, link, expiresAt } });
    } else await ask('PATCH', `staff/${encodeURIComponent(id)}`, { name, roles, departments, locales, ...more });
    await readStaff();
    if (id !== null) {
      state.set({ dialog: null });
      toast(stringsNow().saved, 'good');
    }
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}
