import type { KeptChat, KeptTest } from '../../../../src/content/desk/trialViews.ts';
import type { Trial, TrialReasons } from '../../../../src/content/desk/views.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { ask } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { stringsNow } from '../../strings.ts';
import { announceToScreenReaders, toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';
import { saveNow } from './editor.ts';
import { readContentList } from './list.ts';

/** A message of the trial chat. */
export type TrialLine =
  | { readonly by: 'me'; readonly text: string }
  | { readonly by: 'bot'; readonly replies: Trial['replies']; readonly why: TrialReasons | null };

/** A chat with the bot as the drafts make it. */
export const trialStore = createStore<{
  readonly isOpen: boolean;
  readonly locale: Locale;
  readonly conversation: string | null;
  readonly lines: readonly TrialLine[];
  /** What was typed and pressed so far, to be kept as a test. */
  readonly said: readonly KeptChat['turns'][number][];
  readonly isBusy: boolean;
  readonly fault: string | null;
}>({ isOpen: false, locale: 'ca', conversation: null, lines: [], said: [], isBusy: false, fault: null });

export function openTrial(): void {
  trialStore.set({ isOpen: true });
  if (trialStore.get().lines.length === 0) void startTrial(trialStore.get().locale);
}

export function closeTrial(): void {
  trialStore.set({ isOpen: false });
}

/** Keeps the chat as a test that the publish gate runs. */
export async function keepTrial(): Promise<void> {
  const { locale, said: turns } = trialStore.get();
  trialStore.set({ isBusy: true, fault: null });
  try {
    await saveNow();
    await ask<KeptTest>('POST', 'content/keep-test', { locale, turns });
    trialStore.set({ isBusy: false });
    toast(stringsNow().content.try.kept, 'good');
    void readContentList();
  } catch (error) {
    const { keepRefused } = stringsNow().content.try;
    const isRefused = faultCode(error) === 'input.invalid';
    trialStore.set({ isBusy: false, fault: isRefused ? keepRefused : faultText(faultCode(error)) });
  }
}

interface Said {
  readonly text?: string;
  readonly choice?: string;
}

/** Starts as a new citizen. */
export async function startTrial(locale: Locale): Promise<void> {
  trialStore.set({ locale, conversation: null, lines: [], said: [] });
  await send({}, null);
}

export async function sayInTrial(text: string): Promise<void> {
  await send({ text }, text);
}

export async function chooseInTrial(label: string, choice: string): Promise<void> {
  await send({ choice }, label);
}

function addLine(line: TrialLine): void {
  trialStore.set({ lines: [...trialStore.get().lines, line] });
}

/** What is being said: the first time it takes a moment, until the drafts are learnt. */
let last: Promise<void> = Promise.resolve();

/** Says it once what was said before is answered. */
function send(said: Said, shown: string | null): Promise<void> {
  last = last.then(() => {
    if (shown !== null) addLine({ by: 'me', text: shown });
    return sendNow(said);
  });
  return last;
}

async function sendNow(said: Said): Promise<void> {
  const { locale, conversation } = trialStore.get();
  trialStore.set({ isBusy: true, fault: null });
  try {
    // What is on the page is what is tried.
    await saveNow();
    const body = conversation === null ? { ...said, locale } : { ...said, locale, conversation };
    const trial = await ask<Trial>('POST', 'content/try', body);
    const isGreeting = said.text === undefined && said.choice === undefined;
    addLine({ by: 'bot', replies: trial.replies, why: isGreeting ? null : trial.why });
    const turn = said.choice !== undefined ? { choose: said.choice } : { ask: said.text ?? '' };
    trialStore.set({
      conversation: trial.conversation,
      said: isGreeting ? [] : [...trialStore.get().said, turn],
      isBusy: false,
    });
    announceToScreenReaders(trial.replies.map(({ text }) => text).join('\n') || stringsNow().content.try.silent);
  } catch (error) {
    trialStore.set({ isBusy: false, fault: faultText(faultCode(error)) });
  }
}
