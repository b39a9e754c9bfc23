import { sendOnce } from '../api.ts';
import { state } from '../state.ts';
import { answersPeople } from './session.ts';

const reportIntervalMs = 10_000;
let typedAt = 0;
let saidTypingAt = 0;

/** Reports (to colleagues and the citizen) that the person is present and typing: at once, then every ten seconds. */
export function typed(): void {
  typedAt = Date.now();
  if (typedAt - saidTypingAt > reportIntervalMs / 2) say();
}

export function stoppedTyping(): void {
  typedAt = 0;
}

export function keepPresent(): void {
  setInterval(say, reportIntervalMs);
  let code: string | undefined;
  state.subscribe(() => {
    const next = state.get().selectedCase?.code;
    if (next === code) return;
    if (code !== undefined) leave(code);
    code = next;
    typedAt = 0;
    say();
  });
}

function leave(code: string): void {
  if (answersPeople()) sendOnce(`cases/${code}/presence`, { typing: false, open: false });
}

function say(): void {
  const { selectedCase } = state.get();
  if (selectedCase === null || document.hidden || !answersPeople()) return;
  const typing = state.get().mode === 'reply' && Date.now() - typedAt < reportIntervalMs;
  if (typing) saidTypingAt = Date.now();
  sendOnce(`cases/${selectedCase.code}/presence`, { typing });
}
