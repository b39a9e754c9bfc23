import { describe, expect, test } from '@jest/globals';
import { type ConversationState, newConversation } from '../../../src/core/model/conversation.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import type { PhraseKey } from '../../../src/core/model/phrase.ts';
import { runTurn } from '../../../src/core/turn/pipeline.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { createDialogue } from '../../support/dialogue.ts';
import { expectToGo, openDialogue } from '../../support/expectToGo.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { town, townKnowledge } from '../../support/town.ts';
import { turnInput, turnOf, understood } from '../../support/turn.ts';

const clarified = `
  > un paper del padró
  introduction ca
  clarify ca
  [entry:padro.alta entry:padro.certificat none]
`;

describe('a choice is taken', () => {
  test.each(['<entry:padro.certificat> whatever', '2', '2.', '2)', '(2)', ' 2 ', 'Title of padro.certificat CA'])(
    'by %j',
    (words) => {
      const dialogue = openDialogue();
      dialogue.play(clarified);
      dialogue.play(`> ${words}`);
      expect(dialogue.last.outbound.map(({ text }) => text)).toEqual(['padro.certificat ca']);
      expect(dialogue.last.events).toContainEqual({ type: 'choice.taken', value: 'entry:padro.certificat' });
    },
  );

  test.each(['4', '0', '22', '2a', '-1', '½', '٢'])('but not by %j', (words) => {
    const dialogue = openDialogue();
    dialogue.play(clarified);
    dialogue.play(`> ${words}`);
    expect(dialogue.last.outbound.map(({ text }) => text)).toEqual(['unanswered ca']);
  });

  test('and its typed words tell nothing about the language', () => {
    expectToGo(
      `
      ${clarified}
      > title of padro.certificat ca
      padro.certificat ca
    `,
      openDialogue(),
    );
  });

  test('a number means the newest list', () => {
    expectToGo(
      `
      ${clarified}
      > 1
      padro.alta ca | source ca Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      > 1
      padro.certificat ca
    `,
      openDialogue(),
    );
  });

  test('a number means nothing once the talk went on, so that it confirms no old question', () => {
    expectToGo(
      `
      > /erase
      introduction ca
      confirmErase ca
      [erase:yes erase:no]
      > moltes gràcies
      smalltalk.thanks ca
      > 1
      unanswered ca
      [command:person command:help]
    `,
      openDialogue(),
    );
  });

  test('a button of an older message still works', () => {
    expectToGo(
      `
      ${clarified}
      > moltes gràcies
      smalltalk.thanks ca
      > <entry:padro.certificat> Certificat
      padro.certificat ca
    `,
      openDialogue(),
    );
  });
});

describe('a value that nobody offered', () => {
  test.each([
    '',
    'entry:',
    'entry:gone.away',
    'command:dance',
    'locale:fr',
    'erase:maybe',
    'padro.alta',
    '__proto__',
    'none:x',
  ])('%j does nothing by itself: the words beside it are read', (value) => {
    const dialogue = openDialogue();
    dialogue.play(`> <${value}> Com m'empadrono`);
    expect(dialogue.last.outbound.map(({ text }) => text.split(' ')[0])).toEqual(['introduction', 'padro.alta']);
    expect(dialogue.last.sideEffects).toEqual([]);
  });

  test('never reaches the events or the state, which hold no text of a person', () => {
    const dialogue = openDialogue();
    dialogue.play('> <entry:my name is Maria> Maria');
    expect(JSON.stringify([dialogue.last.events, dialogue.state])).not.toMatch(/maria/i);
  });

  test('an offer that new content took away is read as words; the one choice that is left is the answer', () => {
    const offered = openDialogue().play(clarified);
    expect(offered).toContain('entry:padro.certificat');
    const later = createKnowledge({ ...town, entries: town.entries.filter(({ id }) => id !== 'padro.certificat') });
    expectToGo(
      `
      > <entry:padro.certificat> un paper del padró
      introduction ca
      padro.alta ca | source ca Seu https://seu.example 24/11/2026
      `,
      createDialogue({ account: accountWith({}), knowledge: later, localeHint: null }),
    );
  });
});

describe('typed words pick a choice', () => {
  /** A conversation that was just asked whether to erase, in words like those of the shipped phrases. */
  const asked = () => {
    const labels = new Map([
      ['choice.erase.yes', 'Sí, esborra-la'],
      ['choice.erase.no', 'No, deixa-la'],
    ]);
    const translate = (key: PhraseKey, locale: Locale) => labels.get(key) ?? `${key} ${locale}`;
    const input = (state: ConversationState, text: string) =>
      turnInput(text, { state, translate, understanding: understood(text, {}) });
    const { state } = runTurn(input(newConversation(testDay), '/erase'));
    return (text: string) => runTurn(input(state, text)).events.find(({ type }) => type === 'choice.taken');
  };

  test.each([
    ['Sí, esborra-la', 'erase:yes'],
    ['sí', 'erase:yes'],
    ['SI!', 'erase:yes'],
    ['si esborra la', 'erase:yes'],
    ['no', 'erase:no'],
    ['No, deixa-la.', 'erase:no'],
  ])('%j is %s', (text, value) => {
    expect(asked()(text)).toEqual({ type: 'choice.taken', value });
  });

  test.each(['esborra-la', 'sí, però espera', '👍', '?', 'n'])('%j is none', (text) => {
    expect(asked()(text)).toBeUndefined();
  });

  test('words that two choices share pick neither', () => {
    const title = { ca: 'Padró', es: 'Padrón', en: 'Register' };
    const entries = town.entries.map((entry) => (entry.id.startsWith('padro.') ? { ...entry, title } : entry));
    const knowledge = createKnowledge({ ...town, entries });
    const dialogue = createDialogue({ account: accountWith({}), knowledge, localeHint: null });
    dialogue.play(clarified);
    dialogue.play('> padró');
    expect(dialogue.last.events.some(({ type }) => type === 'choice.taken')).toBe(false);
  });
});

describe('choices carry the words of the conversation', () => {
  test.each(['ca', 'es', 'en'] as const)('in %s', (locale) => {
    const dialogue = createDialogue({ account: accountWith({ locale }), knowledge: townKnowledge, localeHint: null });
    dialogue.play('> (start)');
    expect(dialogue.last.outbound[0]?.choices).toEqual([
      { label: `title of padro.alta ${locale}`, value: 'entry:padro.alta' },
      { label: `title of residus.mobles ${locale}`, value: 'entry:residus.mobles' },
      { label: `choice.command.help ${locale}`, value: 'command:help' },
    ]);
  });
});

describe('a double tap', () => {
  test('is one answer', () => {
    expectToGo(
      `
      > un paper del padró
      introduction ca
      clarify ca
      [entry:padro.alta entry:padro.certificat none]
      > <entry:padro.certificat> Certificat
      padro.certificat ca
      ? events
      > <entry:padro.certificat> Certificat
      * message.received choice
      * choice.repeated
      + 11s
      > <entry:padro.certificat> Certificat
      padro.certificat ca
      `,
      openDialogue(),
    );
  });

  test('opens no second case', () => {
    const tap = { kind: 'choice', value: 'command:person', text: 'Persona' } as const;
    const first = turnOf(tap, {});
    expect(first.state.cases).toHaveLength(1);
    const second = turnOf(tap, { state: first.state, revision: 8 });
    expect(second.outbound).toEqual([]);
    expect(second.sideEffects.filter(({ type }) => type === 'notify')).toEqual([]);
    expect(second.state).toEqual({ ...first.state, pace: second.state.pace });
  });

  test('is something else when another message came in between', () => {
    expectToGo(
      `
      > <command:help> Ajuda
      introduction ca
      help ca
      [command:person command:alerts command:language command:move command:my-data command:privacy]
      > moltes gràcies
      smalltalk.thanks ca
      > <command:help> Ajuda
      help ca
      [command:person command:alerts command:language command:move command:my-data command:privacy]
      `,
      openDialogue(),
    );
  });

  test('on a value that nobody knows keeps nothing of it', () => {
    const { state } = turnOf({ kind: 'choice', value: 'my name is Ann', text: 'blah' }, {});
    expect(JSON.stringify(state)).not.toContain('Ann');
  });
});
