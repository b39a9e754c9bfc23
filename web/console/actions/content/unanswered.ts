import type {
  ClusterList,
  EntryFigures,
  QuestionCluster,
  QuestionClusters,
} from '../../../../src/content/unanswered/views.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { stringsNow } from '../../strings.ts';
import { announceToScreenReaders } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';
import { go } from '../route.ts';

/** Questions that had no good answer, as the page shows them. */
interface UnansweredState {
  readonly list: ClusterList;
  /** Null: not loaded yet. */
  readonly found: QuestionClusters | null;
  readonly fault: string | null;
  /** The cluster with which something is done. */
  readonly busy: string | null;
}

export const unansweredStore = createStore<UnansweredState>({ list: 'open', found: null, fault: null, busy: null });

/** What each entry was asked for in 30 days, by its id; null: not loaded, or not available. */
export const figuresStore = createStore<{ readonly byEntry: ReadonlyMap<string, EntryFigures> | null }>({
  byEntry: null,
});

export async function readClusters(list: ClusterList): Promise<void> {
  unansweredStore.set({ list, found: unansweredStore.get().list === list ? unansweredStore.get().found : null });
  try {
    const found = await read<QuestionClusters>('content/unanswered', { list });
    if (unansweredStore.get().list === list) unansweredStore.set({ found, fault: null });
  } catch (error) {
    unansweredStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Shows the next page below. */
export async function readMoreClusters(): Promise<void> {
  const { list, found } = unansweredStore.get();
  if (found === null || found.next === null) return;
  try {
    const more = await read<QuestionClusters>('content/unanswered', { list, from: found.next });
    unansweredStore.set({ found: { ...more, clusters: [...found.clusters, ...more.clusters] }, fault: null });
  } catch (error) {
    unansweredStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** The words of a question, as the person has seen and perhaps shortened them. */
interface ChosenWording {
  readonly cluster: string;
  readonly question: string;
  readonly locale: Locale;
  readonly text: string;
}

/** Adds a wording to an entry. Resolves to why it was not possible; null: it was. */
export function addWordingTo(wording: ChosenWording, document: string): Promise<string | null> {
  return decide('add', { ...wording, document }, wording.cluster, stringsNow().content.unanswered.added);
}

export function putClusterAside(cluster: string, use: 'not-ours' | 'ignored'): Promise<string | null> {
  return decide('aside', { cluster, use }, cluster, stringsNow().content.unanswered.setAside);
}

export function undoDecision(cluster: string): Promise<string | null> {
  return decide('undo', { cluster }, cluster, stringsNow().content.unanswered.undone);
}

/** Begins an entry with a wording, and opens it. */
export async function beginEntryWith(
  wording: ChosenWording,
  entry: { readonly topic: string; readonly title: string; readonly withReply: boolean },
): Promise<string | null> {
  const { topic, title, withReply } = entry;
  const body = { ...wording, topic, title: { ca: title }, withReply };
  try {
    const { document } = await ask<{ document: string }>('POST', 'content/unanswered/new', body);
    state.set({ dialog: null });
    go({ page: 'content', document });
    return null;
  } catch (error) {
    return wordingFault(error);
  }
}

/** The clusters to which an entry comes nearest; none where they cannot be had. */
export async function clustersNear(entry: string): Promise<readonly QuestionCluster[]> {
  const found = await read<QuestionClusters>('content/unanswered', { entry }).catch(() => null);
  return found?.clusters ?? [];
}

export async function readFigures(): Promise<void> {
  const figures = await read<readonly EntryFigures[]>('content/figures', { days: 30 }).catch(() => null);
  figuresStore.set({ byEntry: figures === null ? null : new Map(figures.map((each) => [each.entry, each])) });
}

/** What was decided stays where it is, with what became of it, until another list is shown. */
async function decide(step: string, body: unknown, id: string, done: string): Promise<string | null> {
  unansweredStore.set({ busy: id });
  try {
    const cluster = await ask<QuestionCluster | null>('POST', `content/unanswered/${step}`, body);
    const { found } = unansweredStore.get();
    const clusters = (found?.clusters ?? []).flatMap((each) => (each.id === id ? (cluster ?? []) : each));
    unansweredStore.set({ found: found && { ...found, clusters }, fault: null });
    announceToScreenReaders(done);
    // The buttons that were there are gone.
    requestAnimationFrame(() => document.getElementById(`cluster-${id}`)?.focus());
    return null;
  } catch (error) {
    const fault = wordingFault(error);
    unansweredStore.set({ fault });
    return fault;
  } finally {
    unansweredStore.set({ busy: null });
  }
}

/** Refused words hold an identifier: what else is checked, the page does not let through. */
function wordingFault(error: unknown): string {
  const code = faultCode(error);
  return code === 'input.invalid' ? stringsNow().content.unanswered.identifier : faultText(code);
}
