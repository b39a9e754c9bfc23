import { describe, expect, test } from '@jest/globals';
import { accountWith } from '../../support/account.ts';
import { createDialogue } from '../../support/dialogue.ts';
import { expectToGo, openDialogue } from '../../support/expectToGo.ts';
import { townKnowledge } from '../../support/town.ts';

describe('personal data in a message', () => {
  test('are taken out before it is judged, and the person is told before the answer, whose choices come last', () => {
    expectToGo(
      `
      ? events
      > Com m'empadrono 12345678Z
      * conversation.started
      * message.received text
      * personal-data.noticed dni
      * language.chosen ca false
      * message.classified question 0 null v1
      * question.understood v1 padro.alta
      * question.answered padro.alta v1 ca
      introduction ca
      personalData ca
      padro.alta ca | source ca Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      `,
      openDialogue(),
    );
  });

  test('never reach what judges the text', () => {
    const judged: string[] = [];
    const note = (text: string) => {
      judged.push(text);
      return text;
    };
    const knowledge = {
      ...townKnowledge,
      command: (text: string) => townKnowledge.command(note(text)),
      // The whole text is looked through for dangers, and nothing else: see `Knowledge.understand`.
      understand: (text: string, whole: string) => townKnowledge.understand(note(text), whole),
    };
    const dialogue = createDialogue({ account: accountWith({}), knowledge, localeHint: null });
    dialogue.play('> soc la Maria, 12345678Z, maria@example.org, 612 345 678, ES91 2100 0418 4502 0005 1332');
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.join()).not.toMatch(/\d/);
    expect(judged.join()).not.toContain('@');
  });

  test('a telephone or an e-mail address is no reason for a word, for it may have been asked for', () => {
    const dialogue = openDialogue();
    dialogue.play('> blah 612 345 678 maria@example.org');
    expect(dialogue.last.events).toContainEqual({ type: 'personal-data.noticed', kinds: ['email', 'phone'] });
    expect(dialogue.last.outbound.map(({ text }) => text)).toEqual(['introduction ca', 'unanswered ca']);
  });

  test('alone make a question that cannot be answered', () => {
    expectToGo(
      `
      > 12345678Z
      introduction ca
      personalData ca
      unanswered ca
      [command:person command:help]
      > 1
      person C4SE-0002 avui, dimarts 24 de novembre del 2026, a les 13.00 ca | administrativeSilence ca | caseInsideHours ca 14.00 | caseFollow ca https://bot.example/cas/C4SE-0002
      person ca
      [command:help]
      ! index-cases
      ! notify
      `,
      openDialogue(),
    );
  });
});
