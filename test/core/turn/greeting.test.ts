import { describe, expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { expectToGo, openDialogue } from '../../support/expectToGo.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { town } from '../../support/town.ts';
import { textsOf, turnOf } from '../../support/turn.ts';

describe('the greeting', () => {
  test('comes when the window opens, with what others ask', () => {
    expectToGo(
      `
      ? events
      > (start)
      * conversation.started
      * message.received start
      introduction ca | attendedUntil ca 14.00
      [entry:padro.alta entry:residus.mobles command:help]
      > Com m'empadrono
      padro.alta ca | source ca Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      `,
      openDialogue(),
    );
  });

  test('says when people are there again, and offers flows and commands as well', async () => {
    const welcome = ['padro.alta', 'flow.street-incident', 'command.person', 'flow.gone'];
    const knowledge = { ...townWithFlows(await shippedFlows(), {}), welcome };
    // A Saturday.
    const begun = turnOf(
      { kind: 'start' },
      { knowledge, state: newConversation(testDay), now: testDay + 4 * 86_400_000 },
    );
    expect(textsOf(begun)).toEqual(['introduction ca\n\nattendedFrom ca el dilluns 30 de novembre, a les 9.00']);
    expect(begun.outbound[0]?.choices.map(({ value }) => value)).toEqual([
      'entry:padro.alta',
      'start:street-incident',
      'command:person',
      'command:help',
    ]);
  });

  test('leaves help to be written where one more choice would turn buttons into a list', () => {
    const six = accountWith({ capabilities: { ...pushCapabilities, buttons: town.welcome.length } });
    const { outbound } = turnOf({ kind: 'start' }, { account: six, state: newConversation(testDay) });
    expect(outbound[0]?.choices.map(({ value }) => value)).toEqual(town.welcome.map((id) => `entry:${id}`));
  });

  test.each([
    ['a question', "> Com m'empadrono"],
    ['nonsense', '> blah'],
    ['a command', '> /help'],
    ['the command that starts again', '> start'],
    ['a button of an older page', '> <command:restart> Torna a començar'],
    ['another button', '> <entry:padro.certificat> Certificat'],
    ['a language', '> <locale:en> English'],
    ['a file', '> (files)'],
    ['a file with words', '> (files) blah'],
    ['a file beside the wish to start again', '> (files) vull tornar al principi'],
    ['a number that can be misused', '> 12345678Z'],
  ])('comes first and once when the first thing is %s', (_, first) => {
    const dialogue = openDialogue();
    dialogue.play(first);
    const keys = () => dialogue.last.outbound.map(({ text }) => text.split(' ')[0]);
    expect(keys()[0]).toBe('introduction');
    expect(keys().filter((key) => key === 'introduction')).toHaveLength(1);
    dialogue.play('> blah');
    expect(keys()).not.toContain('introduction');
  });

  test('leaves the choices of the answer to be numbered', () => {
    expectToGo(
      `
      > un paper del padró
      introduction ca
      clarify ca
      [entry:padro.alta entry:padro.certificat none]
      > 2
      padro.certificat ca
      `,
      openDialogue(),
    );
  });
});

describe('a file', () => {
  test('is received, said to be unreadable, and recorded for the office', () => {
    expectToGo(
      `
      ? events
      > (files)
      * conversation.started
      * message.received files
      * question.unanswered files v1
      introduction ca
      files ca
      `,
      openDialogue(),
    );
  });
});
