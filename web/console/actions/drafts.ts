import type { CaseDraft } from '../../../src/http/api/wire.ts';
import { ask, read } from '../api.ts';
import { state } from '../state.ts';
import { showDraft } from './insert.ts';

type Mode = 'reply' | 'note';

/** Milliseconds of quiet after which a draft is kept on the server. */
const inactiveMs = 1_000;

/** Drafts by case: at once in the tab, and soon after on the server, from where other devices read them. */
const keyOf = (code: string, mode: string) => `finestreta.draft.${mode}.${code}`;
/** What the server has of each, as far as this page knows. */
const kept = new Map<string, string>();
const saving = new Map<string, ReturnType<typeof setTimeout>>();

export function draftOf(code: string, mode: Mode): string {
  return sessionStorage.getItem(keyOf(code, mode)) ?? '';
}

export function keepDraft(code: string, mode: Mode, text: string): void {
  keepHere(code, mode, text);
  saveSoon(code, mode);
}

/** Learns in which cases the person has begun to write, on any device. */
export async function loadDrafts(): Promise<void> {
  const codes = await read<readonly string[]>('drafts', {}).catch(() => []);
  state.set({ drafts: new Set([...state.get().drafts, ...codes]) });
}

/** Takes over what was written in a case on another device, unless something newer was written here. */
export async function loadDraft(code: string): Promise<void> {
  const found = await read<CaseDraft>(`cases/${code}/draft`, {}).catch(() => null);
  if (found === null) return;
  for (const mode of ['reply', 'note'] as const) {
    const key = keyOf(code, mode);
    const isUntouched = draftOf(code, mode) === (kept.get(key) ?? '') && !saving.has(key);
    kept.set(key, found[mode]);
    if (!isUntouched || found[mode] === draftOf(code, mode)) continue;
    keepHere(code, mode, found[mode]);
    const { selectedCase, mode: shown } = state.get();
    if (selectedCase?.code === code && shown === mode) showDraft(found[mode]);
  }
}

function keepHere(code: string, mode: Mode, text: string): void {
  if (text === '') sessionStorage.removeItem(keyOf(code, mode));
  else sessionStorage.setItem(keyOf(code, mode), text);
  const hasDraft = draftOf(code, 'reply') !== '' || draftOf(code, 'note') !== '';
  const { drafts } = state.get();
  if (hasDraft === drafts.has(code)) return;
  state.set({ drafts: new Set(hasDraft ? [...drafts, code] : [...drafts].filter((each) => each !== code)) });
}

function saveSoon(code: string, mode: Mode): void {
  const key = keyOf(code, mode);
  clearTimeout(saving.get(key));
  saving.set(
    key,
    setTimeout(() => void save(code, mode), inactiveMs),
  );
}

async function save(code: string, mode: Mode): Promise<void> {
  const key = keyOf(code, mode);
  const text = draftOf(code, mode);
  // A reply that can still be undone stays a draft: the page might end before it is sent.
  if (text === '' && state.get().held.some((each) => each.codes.includes(code))) return saveSoon(code, mode);
  saving.delete(key);
  if (text === kept.get(key)) return;
  try {
    await ask('POST', `cases/${code}/draft`, { mode, text });
    kept.set(key, text);
  } catch {
    // It is in the tab, and what is written next is sent again.
  }
}
