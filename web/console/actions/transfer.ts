import { interpolate } from '../../../src/core/util/interpolate.ts';
import { stringsNow } from '../strings.ts';
import { nameOfRecipient } from './commands.ts';
import { act, hold } from './held.ts';

/** Takes the open case, with what the person wrote for the colleague who passed it on. */
export function takeCase(): void {
  const answer = written();
  void act(answer === '' ? { kind: 'take' } : { kind: 'take', answer });
}

/** Gives the open case back to the colleague who passed it on; it waits like every transfer. */
export function giveBack(agent: string): void {
  const comment = written();
  const to = { agent };
  const text = interpolate(stringsNow().assigning, { to: nameOfRecipient(to) });
  void hold(comment === '' ? { kind: 'assign', to } : { kind: 'assign', to, comment }, [], text);
}

function written(): string {
  return document.querySelector<HTMLInputElement>('#transfer-answer')?.value.trim() ?? '';
}
