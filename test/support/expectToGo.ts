import { expect } from '@jest/globals';
import { accountWith } from './account.ts';
import { createDialogue, type Dialogue, linesOf } from './dialogue.ts';
import { townKnowledge } from './town.ts';

/** A conversation with the town's front desk, in Catalan until told otherwise. */
export function openDialogue(): Dialogue {
  return createDialogue({ account: accountWith({}), knowledge: townKnowledge, localeHint: null });
}

/** Expects a conversation to go as its script says, word for word. */
export function expectToGo(script: string, dialogue: Dialogue): void {
  expect(dialogue.play(script)).toBe(linesOf(script).join('\n'));
}
