import type { RetentionPreview, RetentionView } from '../../../../src/http/api/wireRights.ts';
import { ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { faultCode, faultText } from '../faults.ts';

/** How long what people write is kept. */
export const retentionStore = createStore<{
  view: RetentionView | null;
  preview: RetentionPreview | null;
  days: number;
  busy: boolean;
  fault: string | null;
}>({ view: null, preview: null, days: 30, busy: false, fault: null });

export async function readRetention(): Promise<void> {
  try {
    retentionStore.set({ view: await read<RetentionView>('retention', {}), fault: null });
  } catch (error) {
    retentionStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Counts what would be erased within so many days. */
export async function previewRetention(days: number): Promise<void> {
  retentionStore.set({ busy: true, days });
  try {
    const preview = await ask<RetentionPreview>('POST', 'retention/preview', { days });
    retentionStore.set({ preview, fault: null });
  } catch (error) {
    retentionStore.set({ fault: faultText(faultCode(error)) });
  }
  retentionStore.set({ busy: false });
}
