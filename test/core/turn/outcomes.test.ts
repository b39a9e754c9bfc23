import { describe, expect, test } from '@jest/globals';
import { accountWith } from '../../support/account.ts';
import { createDialogue } from '../../support/dialogue.ts';
import { expectToGo, openDialogue } from '../../support/expectToGo.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { entryWith, town } from '../../support/town.ts';

describe('a question is answered, clarified or left unanswered', () => {
  test('in Catalan', () => {
    expectToGo(
      `
      > Com m'empadrono
      introduction ca
      padro.alta ca | source ca Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      > un paper del padró
      clarify ca
      [entry:padro.alta entry:padro.certificat none]
      > quina hora és a Tòquio
      unanswered ca
      [command:person command:help]
    `,
      openDialogue(),
    );
  });

  test('in Spanish, whatever the language of the account', () => {
    expectToGo(
      `
      > Cómo me empadrono
      introduction es
      padro.alta es | source es Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      > un papel del padrón
      clarify es
      [entry:padro.alta entry:padro.certificat none]
      > qué hora es en Tokio
      unanswered es
      [command:person command:help]
    `,
      openDialogue(),
    );
  });

  test('in English', () => {
    expectToGo(
      `
      > How do I register
      introduction en
      padro.alta en | source en Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      > a paper of the padron
      clarify en
      [entry:padro.alta entry:padro.certificat none]
      > what time is it in Tokyo
      unanswered en
      [command:person command:help]
    `,
      openDialogue(),
    );
  });

  test('and the events say which knowledge decided what, and how sure it was', () => {
    expectToGo(
      `
      ? events
      > Com m'empadrono
      * conversation.started
      * message.received text
      * language.chosen ca false
      * message.classified question 0 null v1
      * question.understood v1 padro.alta
      * question.answered padro.alta v1 ca
      introduction ca
      padro.alta ca | source ca Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      ? events
      > un paper del padró
      * message.received text
      * message.classified question 0 null v1
      * question.understood v1 padro.alta,padro.certificat
      * question.clarified padro.alta,padro.certificat v1
      clarify ca
      [entry:padro.alta entry:padro.certificat none]
      ? events
      > blah
      * message.received text
      * message.classified question 0 null v1
      * question.understood v1 -
      * question.unanswered unknown v1
      unanswered ca
      [command:person command:help]
    `,
      openDialogue(),
    );
  });

  test('small talk is answered without a source', () => {
    expectToGo(
      `
      > moltes gràcies
      introduction ca
      smalltalk.thanks ca
    `,
      openDialogue(),
    );
  });

  test('a follow-up that is not there any more is not offered', () => {
    expectToGo(
      `
      > mobles vells
      introduction ca
      residus.mobles ca
      [entry:padro.alta]
    `,
      openDialogue(),
    );
  });

  test('an answer outside of its days is not given', () => {
    expectToGo(
      `
      ? events
      > programa de festes
      * conversation.started
      * message.received text
      * message.classified question 0 null v1
      * question.understood v1 festes.programa
      * question.unanswered out-of-date v1
      introduction ca
      outOfDate ca | askOffice ca
      [command:person command:help]
    `,
      openDialogue(),
    );
  });

  test.each([
    ['its first day', { from: '2026-11-24', until: null }, 'x.day ca'],
    ['its last day', { from: null, until: '2026-11-24' }, 'x.day ca'],
    ['the day before', { from: '2026-11-25', until: null }, 'outOfDate ca\n\naskOffice ca'],
    ['the day after', { from: null, until: '2026-11-23' }, 'outOfDate ca\n\naskOffice ca'],
  ])('an answer is in force or not on %s', (_, valid, said) => {
    const knowledge = createKnowledge({
      ...town,
      entries: [entryWith({ id: 'x.day', valid })],
      questions: { day: ['x.day'] },
    });
    const dialogue = createDialogue({ account: accountWith({}), knowledge, localeHint: null });
    dialogue.play('> day');
    expect(dialogue.last.outbound[1]?.text.slice(0, said.length)).toBe(said);
  });

  test.each([
    ['the numbers of immediate help for who is in distress', true, 'call [024](tel:024)', 'call [024](tel:024)'],
    ['nothing of what is for anybody', false, 'call [024](tel:024)', 'outOfDate ca'],
    ['nothing without such a number', true, 'call us', 'outOfDate ca'],
  ])('of an answer that is out of date is given %s', (_, sensitive, text, said) => {
    const answer = { ca: text, es: text, en: text };
    const entries = [entryWith({ id: 'x.day', sensitive, answer, valid: { from: null, until: '2026-11-23' } })];
    const knowledge = {
      ...createKnowledge({ ...town, entries, questions: { day: ['x.day'] } }),
      helpNumbers: ['024'],
    };
    const dialogue = createDialogue({ account: accountWith({}), knowledge, localeHint: null });
    dialogue.play('> day');
    expect(dialogue.last.outbound[1]?.text.slice(0, said.length)).toBe(said);
  });

  test('an index that names what is not there any more makes no answer', () => {
    expectToGo(
      `
      > an index that is ahead of its content
      introduction ca
      unanswered ca
      [command:person command:help]
      > an index of strange commands
      unansweredAgain ca
      [command:person command:help]
    `,
      openDialogue(),
    );
  });
});

describe('what is not answered', () => {
  test('is said in other words from the second time on, until something is answered', () => {
    expectToGo(
      `
      > blah
      introduction ca
      unanswered ca
      [command:person command:help]
      > blah blah
      unansweredAgain ca
      [command:person command:help]
      > moltes gràcies
      smalltalk.thanks ca
      > blah
      unanswered ca
      [command:person command:help]
    `,
      openDialogue(),
    );
  });

  test('"none of these" leads on, and counts as a question without an answer', () => {
    expectToGo(
      `
      > un paper del padró
      introduction ca
      clarify ca
      [entry:padro.alta entry:padro.certificat none]
      ? events
      > <none> Cap d'aquestes
      * message.received choice
      * choice.taken none
      * question.unanswered none-of-these v1
      noneOfThese ca | askOffice ca
      [command:person command:help]
    `,
      openDialogue(),
    );
  });
});
