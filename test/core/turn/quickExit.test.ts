import { expect, test } from '@jest/globals';
import { accountWith } from '../../support/account.ts';
import { createDialogue } from '../../support/dialogue.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { entryWith, town } from '../../support/town.ts';

const knowledge = createKnowledge({
  ...town,
  entries: [...town.entries, entryWith({ id: 'social.violencia', quickExit: true })],
  questions: { ...town.questions, 'tinc por': ['social.violencia'] },
});

test('an answer brings a way to leave at once where its entry says so, and no other message does', () => {
  const dialogue = createDialogue({ account: accountWith({}), knowledge, localeHint: null });
  const said = (text: string) => {
    dialogue.play(`> ${text}`);
    return dialogue.last.outbound.map(({ text, quickExit }) => [text, quickExit]);
  };
  expect(said('tinc por')).toEqual([
    ['introduction ca', undefined],
    ['social.violencia ca', true],
  ]);
  expect(said("com m'empadrono")).toEqual([[expect.stringContaining('padro.alta ca'), undefined]]);
});
