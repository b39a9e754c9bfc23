import type { ReleaseCheck } from '../../../../src/content/gate/views.ts';
import { ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { stringsNow } from '../../strings.ts';
import { announceToScreenReaders } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';

/** What the drafts would change for those who ask. `check` null: not loaded yet. */
export const checkStore = createStore<{ readonly check: ReleaseCheck | null; readonly fault: string | null }>({
  check: null,
  fault: null,
});

/** Milliseconds between two looks at a check that runs. */
const lookMs = 1_500;
let timer: ReturnType<typeof setTimeout> | undefined;

const failed = (error: unknown): void => checkStore.set({ fault: faultText(faultCode(error)) });

/** Begins to check all drafts. */
export async function startCheck(): Promise<void> {
  try {
    take(await ask<ReleaseCheck>('POST', 'content/check', {}));
  } catch (error) {
    failed(error);
  }
}

/** Follows the newest check until it ends; for as long as the page shows it. */
export async function readCheck(): Promise<void> {
  clearTimeout(timer);
  try {
    take(await read<ReleaseCheck>('content/check', {}));
  } catch (error) {
    failed(error);
  }
}

export function stopFollowingCheck(): void {
  clearTimeout(timer);
}

/** Lets exactly this content pass although pinned questions fall; somebody else publishes it. */
export async function acceptFalling(version: string, reason: string): Promise<boolean> {
  try {
    take(await ask<ReleaseCheck>('POST', 'content/accept', { version, reason }));
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}

function take(check: ReleaseCheck): void {
  const wasRunning = checkStore.get().check?.state === 'running';
  checkStore.set({ check, fault: null });
  clearTimeout(timer);
  if (check.state === 'running') timer = setTimeout(() => void readCheck(), lookMs);
  else if (wasRunning) announceToScreenReaders(stringsNow().content.check.finished);
}
