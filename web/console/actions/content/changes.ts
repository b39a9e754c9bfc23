import type { DeskChanges, DeskReleases, DeskReleaseView, Published } from '../../../../src/content/desk/views.ts';
import { ApiFault, ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { stringsNow } from '../../strings.ts';
import { announceToScreenReaders, toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';
import { readContentList } from './list.ts';

/** What is to be published, and what was. */
export const releaseStore = createStore<{
  readonly changes: DeskChanges | null;
  readonly releases: DeskReleases | null;
  readonly opened: Readonly<Record<number, DeskReleaseView>>;
  /** What is being done: it takes a few seconds until a release is learnt. */
  readonly busy: 'publish' | 'approve' | 'withdraw' | 'revert' | null;
  readonly fault: string | null;
  /** What the server says about a refusal, line by line. */
  readonly detail: string;
}>({ changes: null, releases: null, opened: {}, busy: null, fault: null, detail: '' });

const failed = (error: unknown): void => {
  const code = faultCode(error);
  // Of content that is edited as files all is said in the reader's language.
  const isSaid = code === 'content.files';
  const detail = error instanceof ApiFault && error.status === 409 && !isSaid ? error.detail : '';
  const fault = faultText(code);
  releaseStore.set({ busy: null, fault, detail });
  announceToScreenReaders(fault);
};

export async function readChanges(): Promise<void> {
  try {
    releaseStore.set({ changes: await read<DeskChanges>('content/changes', {}), fault: null, detail: '' });
  } catch (error) {
    failed(error);
  }
}

/** Loads the history; `before` continues after what is shown. */
export async function readReleases(before: number | null): Promise<void> {
  try {
    const page = await read<DeskReleases>('content/releases', { before });
    const known = before === null ? [] : (releaseStore.get().releases?.releases ?? []);
    releaseStore.set({ releases: { ...page, releases: [...known, ...page.releases] }, fault: null, detail: '' });
  } catch (error) {
    failed(error);
  }
}

/** Loads what a release changed. */
export async function openRelease(number: number): Promise<void> {
  if (releaseStore.get().opened[number] !== undefined) return;
  try {
    const view = await read<DeskReleaseView>('content/release', { number });
    releaseStore.set({ opened: { ...releaseStore.get().opened, [number]: view } });
  } catch (error) {
    failed(error);
  }
}

/** Publishes documents now, or at a time. Resolves to whether it was done. */
export function publish(note: string, at: number | null, documents: readonly string[]): Promise<boolean> {
  return run('publish', 'content/publish', at === null ? { note, documents } : { note, documents, at });
}

export const approve = (proposal: string): Promise<boolean> => run('approve', 'content/approve', { proposal });
export const withdrawProposal = (proposal: string): Promise<boolean> =>
  run('withdraw', 'content/withdraw', { proposal });
export const revert = (number: number, note: string): Promise<boolean> =>
  run('revert', 'content/revert', { number, note });

async function run(busy: 'publish' | 'approve' | 'withdraw' | 'revert', path: string, body: unknown): Promise<boolean> {
  releaseStore.set({ busy, fault: null, detail: '' });
  const strings = stringsNow().content.publish;
  announceToScreenReaders(strings.working);
  try {
    const done = await ask<Published | DeskChanges>('POST', path, body);
    const isReleased = 'kind' in done && done.kind === 'released';
    toast(busy === 'withdraw' ? strings.withdrawn : isReleased ? strings.released : strings.waits, 'good');
    await Promise.all([readChanges(), readReleases(null), readContentList()]);
    releaseStore.set({ busy: null });
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}
