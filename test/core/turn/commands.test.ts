import { describe, expect, test } from '@jest/globals';
import { accountWith } from '../../support/account.ts';
import { createDialogue } from '../../support/dialogue.ts';
import { expectToGo, openDialogue } from '../../support/expectToGo.ts';
import { always, talkTown } from '../../support/talkTown.ts';

describe('a command is run', () => {
  test.each([
    ['by slash', '> /person'],
    ['in plain words', '> persona'],
    ['beside a file', '> (files) persona'],
    ['by the words of a button that is not known any more', '> <command:agent> persona'],
    ['by a button', '> <command:person> Parlar amb una persona'],
    ['in free words that the index understands', '> vull parlar amb algú'],
    ['by the button of a clarification', '> <entry:command.person> Persona'],
  ])('%s', (_, words) => {
    const dialogue = openDialogue();
    dialogue.play(words);
    expect(dialogue.last.events).toContainEqual({ type: 'command.run', command: 'person' });
    expect(dialogue.last.outbound.at(-1)?.text).toBe('person ca');
  });

  test.each([
    [
      '/help',
      'help ca',
      ['command:person', 'command:alerts', 'command:language', 'command:move', 'command:my-data', 'command:privacy'],
    ],
    ['/language', 'language ca', ['locale:ca', 'locale:es', 'locale:en']],
    ['/person', 'person ca', ['command:help']],
    [
      '/restart',
      'introduction ca\n\nattendedUntil ca 14.00',
      ['entry:padro.alta', 'entry:residus.mobles', 'command:help'],
    ],
    ['/privacy', 'privacy ca', ['command:my-data']],
    ['/receipt', 'receiptOff ca', ['command:my-data']],
    ['/my-data', 'myData ca', ['command:erase', 'command:privacy']],
    ['/erase', 'confirmErase ca', ['erase:yes', 'erase:no']],
  ])('%s says %s and offers what follows', (words, said, offered) => {
    const dialogue = openDialogue();
    dialogue.play(`> ${words}`);
    expect(dialogue.last.outbound.at(-1)?.text).toBe(said);
    expect(dialogue.last.outbound.at(-1)?.choices.map(({ value }) => value)).toEqual(offered);
  });

  test('whatever is being asked, also in the middle of a choice', () => {
    expectToGo(
      `
      > un paper del padró
      introduction ca
      clarify ca
      [entry:padro.alta entry:padro.certificat none]
      > ajuda
      help ca
      [command:person command:alerts command:language command:move command:my-data command:privacy]
      `,
      openDialogue(),
    );
  });
});

describe('asking for a person', () => {
  test('is recorded for the office, and is not a question that the bot could not understand', () => {
    expectToGo(
      `
      > blah
      introduction ca
      unanswered ca
      [command:person command:help]
      ? events
      > <command:person> Parlar amb una persona
      * message.received choice
      * choice.taken command:person
      * command.run person
      * protocol.applied person p1 acknowledge,forward
      * case.opened C4SE-0002 null person person p1 oiac 1795521600000 null own - v1
      person C4SE-0002 avui, dimarts 24 de novembre del 2026, a les 13.00 ca | administrativeSilence ca | caseInsideHours ca 14.00 | caseFollow ca https://bot.example/cas/C4SE-0002
      person ca
      [command:help]
      ! index-cases
      ! notify
      `,
      openDialogue(),
    );
  });

  test('makes what is not understood a part of what waits for that person', () => {
    const knowledge = { ...talkTown, moves: always('add') };
    const dialogue = createDialogue({ account: accountWith({}), knowledge, localeHint: null });
    dialogue.play('> persona');
    dialogue.play('> blah');
    expect(dialogue.last.outbound[0]?.text).toMatch(/^caseOpened ca OIAC ca C4SE-0001\n\ncaseDeadline ca /);
    expect(dialogue.last.events).toContainEqual({ type: 'case.added', case: 'C4SE-0001', by: null });
  });
});

describe('starting again', () => {
  test('forgets where the talk was, and keeps its language and its beginning', () => {
    const dialogue = openDialogue();
    dialogue.play(`
      > <locale:en> English
      > blah
      + 60s
    `);
    const before = dialogue.state;
    dialogue.play('> /restart');
    expect(dialogue.state).toMatchObject({
      startedAt: before.startedAt,
      language: { locale: 'en', explicit: true },
      introduced: true,
      unansweredInARow: 0,
    });
    expect(dialogue.last.outbound.map(({ text }) => text)).toEqual(['introduction en\n\nattendedUntil en 14:00']);
  });

  test('is no way around the pace', () => {
    const dialogue = openDialogue();
    for (let turn = 0; turn < 25; turn++) dialogue.play('> /restart');
    expect(dialogue.last.events).toContainEqual({ type: 'turn.limited' });
  });
});

describe('my data', () => {
  test('are erased once the person confirmed it', () => {
    expectToGo(
      `
      > /my-data
      introduction ca
      myData ca
      [command:erase command:privacy]
      > 1
      confirmErase ca
      [erase:yes erase:no]
      ? events
      > 1
      * message.received text
      * choice.taken erase:yes
      * content.erased null citizen null 2
      erased ca
      ! erase-content
      `,
      openDialogue(),
    );
  });

  test('stay when the person thinks again', () => {
    expectToGo(
      `
      > /erase
      introduction ca
      confirmErase ca
      [erase:yes erase:no]
      > <erase:no> No
      notErased ca
      `,
      openDialogue(),
    );
  });
});
