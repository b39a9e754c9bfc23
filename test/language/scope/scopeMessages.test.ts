import { expect, test } from '@jest/globals';
import { readDialogues } from '../../../bench/support/dialogues.ts';
import { readOutOfScope, readScopeSet } from '../../../bench/support/evaluationSet.ts';
import { readBackground } from '../../../src/language/retrieval/background.ts';
import { readScopeMessages, scopes } from '../../../src/language/scope/scopeMessages.ts';

test('messages of each scope are distinct, and none is learnt otherwise or only measures', () => {
  const messages = scopes.flatMap((scope) => readScopeMessages(scope));
  for (const scope of scopes) expect(readScopeMessages(scope).length).toBeGreaterThan(800);
  expect(new Set(messages).size).toBe(messages.length);
  const said = readDialogues()
    .filter(({ split }) => split !== 'train')
    .flatMap(({ turns }) => turns.map(({ user }) => user));
  const measuring = [...readOutOfScope(), ...readScopeSet()].map(({ text }) => text);
  const others = new Set([...readBackground(), ...said, ...measuring]);
  expect(messages.filter((text) => others.has(text))).toEqual([]);
});
