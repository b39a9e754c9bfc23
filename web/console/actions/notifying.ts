import type { NotificationChoice } from '../../../src/core/model/desk/notificationChoice.ts';
import type { NotificationChoiceView } from '../../../src/http/api/wire.ts';
import { ask, read } from '../api.ts';
import { createStore } from '../observable.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';

export const notifyingStore = createStore<{
  /** Null: not known yet. */
  readonly view: NotificationChoiceView | null;
  readonly fault: string | null;
}>({ view: null, fault: null });

export async function readChoice(): Promise<void> {
  try {
    notifyingStore.set({ view: await read<NotificationChoiceView>('me/notifications', {}), fault: null });
  } catch (error) {
    notifyingStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Keeps how the person wants to be notified, on all their devices. */
export async function saveChoice(choice: NotificationChoice): Promise<void> {
  try {
    notifyingStore.set({ view: await ask<NotificationChoiceView>('POST', 'me/notifications', choice), fault: null });
    toast(stringsNow().saved, 'good');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}
