import type { WebhookView } from '../../../../src/http/api/wireStaff.ts';
import { read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { faultCode, faultText } from '../faults.ts';

/** Web hooks and their newest deliveries. */
export const hookStore = createStore<{ hooks: readonly WebhookView[]; fault: string | null }>({
  hooks: [],
  fault: null,
});

export async function readHooks(): Promise<void> {
  try {
    hookStore.set({ hooks: await read<readonly WebhookView[]>('hooks', {}), fault: null });
  } catch (error) {
    hookStore.set({ fault: faultText(faultCode(error)) });
  }
}
