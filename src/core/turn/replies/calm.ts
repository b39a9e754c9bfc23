import { flowFor, remember, type Turn } from '../turnDraft.ts';
import { say } from './say.ts';

/** Says to who is upset, and names no matter, what they can do; no case follows from their anger alone. */
export function sayCalmly(turn: Turn): void {
  const complaint = flowFor(turn, { kind: 'complaint' });
  remember(turn, { did: 'chatted' });
  say(turn, 'calm', [...(complaint === null ? [] : [`start:${complaint.id}`]), 'command:person']);
}
