import type { DocumentWord, SpeltText } from '../../../../src/content/spelling/views.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { ask } from '../../api.ts';
import { isSameWord } from '../../model/content/spelling.ts';
import { createStore } from '../../observable.ts';
import { faultCode } from '../faults.ts';

/** What is known of the spelling of texts; a text is looked up by its language and its words. */
export const spellingStore = createStore<{
  readonly unknown: ReadonlyMap<string, readonly string[]>;
  /** Of a document that is edited as text: the text that was checked, and what came of it. */
  readonly document: { readonly text: string; readonly words: readonly DocumentWord[] } | null;
  readonly suggestions: ReadonlyMap<string, readonly string[]>;
  /** Words that were added to the council's own since the page was opened. */
  readonly added: ReadonlySet<string>;
  /** The code of the last error; null: it works. */
  readonly fault: string | null;
}>({ unknown: new Map(), document: null, suggestions: new Map(), added: new Set(), fault: null });

export const spellingKey = (locale: Locale, text: string): string => `${locale}\n${text}`;

/** Milliseconds from the last key to the check. */
const inactiveMs = 900;
/** Most texts of one request, and that are remembered. */
const mostTexts = 100;
const mostKept = 1_000;
/** Most suggestions that are asked for at once, and longest word that is. */
const mostAsked = 5;

let timer: ReturnType<typeof setTimeout> | undefined;
const waiting = new Map<string, SpeltText>();

/** Has a text checked soon, together with others. */
export function checkSpelling(locale: Locale, text: string): () => void {
  const key = spellingKey(locale, text);
  if (text.trim() !== '' && !spellingStore.get().unknown.has(key)) {
    waiting.set(key, { locale, text });
    soon(() => void checkWaiting());
  }
  return () => waiting.delete(key);
}

/** The same for a document that is edited as text. */
export function checkDocumentSpelling(text: string): void {
  if (spellingStore.get().document?.text === text) return;
  soon(() => void checkDocument(text));
}

function soon(work: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(work, inactiveMs);
}

async function checkWaiting(): Promise<void> {
  const texts = [...waiting].slice(0, mostTexts);
  if (texts.length === 0) return;
  for (const [key] of texts) waiting.delete(key);
  try {
    const { unknown: found } = await ask<{ unknown: readonly (readonly string[])[] }>('POST', 'content/spelling', {
      texts: texts.map(([, text]) => text),
    });
    const unknown = new Map([...spellingStore.get().unknown].slice(-mostKept));
    for (const [index, [key]] of texts.entries()) unknown.set(key, found[index] ?? []);
    spellingStore.set({ unknown, fault: null });
  } catch (error) {
    // Hints are not worth more than a word: the next key asks again.
    spellingStore.set({ fault: faultCode(error) });
    return;
  }
  if (waiting.size > 0) soon(() => void checkWaiting());
}

async function checkDocument(text: string): Promise<void> {
  try {
    const { unknown } = await ask<{ unknown: readonly DocumentWord[] }>('POST', 'content/spelling/document', { text });
    spellingStore.set({ document: { text, words: unknown }, fault: null });
  } catch (error) {
    spellingStore.set({ fault: faultCode(error) });
  }
}

/** What was asked for, so that nothing is asked for twice at once. */
const asked = new Set<string>();
let last: Promise<void> = Promise.resolve();

/** Asks what words may be meant, some at a time. */
export function askSuggestions(locale: Locale, words: readonly string[]): void {
  const { suggestions } = spellingStore.get();
  const wanted = words.filter(
    (word) => !suggestions.has(spellingKey(locale, word)) && !asked.has(spellingKey(locale, word)),
  );
  for (const word of wanted) {
    asked.add(spellingKey(locale, word));
    queued.push({ locale, word });
  }
  // Fields that are drawn together ask together.
  last = last.then(suggestQueued);
}

const queued: { readonly locale: Locale; readonly word: string }[] = [];

async function suggestQueued(): Promise<void> {
  for (let [first] = queued; first !== undefined; [first] = queued) {
    const { locale } = first;
    const some = queued.filter((each) => each.locale === locale).slice(0, mostAsked);
    for (const each of some) queued.splice(queued.indexOf(each), 1);
    await suggest(
      locale,
      some.map(({ word }) => word),
    );
  }
}

async function suggest(locale: Locale, words: readonly string[]): Promise<void> {
  try {
    const body = { locale, words };
    const { suggestions: found } = await ask<{ suggestions: readonly (readonly string[])[] }>(
      'POST',
      'content/spelling/suggestions',
      body,
    );
    const suggestions = new Map(spellingStore.get().suggestions);
    for (const [index, word] of words.entries()) suggestions.set(spellingKey(locale, word), found[index] ?? []);
    spellingStore.set({ suggestions, fault: null });
  } catch (error) {
    spellingStore.set({ fault: faultCode(error) });
  } finally {
    for (const word of words) asked.delete(spellingKey(locale, word));
  }
}

/** Adds a word to the council's own words. */
export async function addOwnWord(word: string): Promise<void> {
  await ask<null>('POST', 'content/spelling/word', { word, own: true });
  const { unknown, document, added } = spellingStore.get();
  const others = (words: readonly string[]) => words.filter((each) => !isSameWord(each, word));
  spellingStore.set({
    added: new Set([...added, word]),
    unknown: new Map([...unknown].map(([key, words]) => [key, others(words)])),
    document: document && { ...document, words: document.words.filter((each) => !isSameWord(each.word, word)) },
  });
}

/** Takes a word away from them again. */
export async function removeOwnWord(word: string): Promise<void> {
  await ask<null>('POST', 'content/spelling/word', { word, own: false });
  const added = [...spellingStore.get().added].filter((each) => !isSameWord(each, word));
  spellingStore.set({ added: new Set(added), unknown: new Map(), document: null });
}
