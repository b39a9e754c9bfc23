import { describe, expect, test } from '@jest/globals';
import type { Locale } from '../../../src/core/model/locale.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import type { LanguageSaid } from '../../../src/core/ports/knowledge.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { accountWith } from '../../support/account.ts';
import { createDialogue } from '../../support/dialogue.ts';
import { expectToGo, openDialogue } from '../../support/expectToGo.ts';
import { answeredState } from '../../support/sayMove.ts';
import { talkTown } from '../../support/talkTown.ts';
import { townKnowledge } from '../../support/town.ts';
import { textsOf, turnOf, understood } from '../../support/turn.ts';

const person = { kind: { kind: 'person', confidence: 0.99, ranked: [], rule: null } } as const;

/** What every text says of languages. */
const saying = (said: Partial<LanguageSaid>) => () => ({ wanted: [], refused: [], rest: '', ...said });

test.each([
  ['does anyone speak english', 'en', 'en'],
  ['hi ha algú que parli anglès', 'en', 'en'],
  ['¿alguien habla catalán?', 'ca', 'ca'],
] as const)('who asks for somebody who speaks a language is answered in it: %s', (text, asked, locale) => {
  const knowledge = { ...townKnowledge, spokenLanguage: saying({ wanted: [asked] }) };
  const result = turnOf(text, { knowledge, understanding: understood(text, person) });
  expect(textsOf(result)).toEqual([`languageSpoken ${locale}`]);
  expect(result.state).toMatchObject({ language: { locale }, cases: [] });
});

describe('who asks below an answer whether those there speak a language', () => {
  const below = (text: string, changes: Partial<Understanding> = {}, wanted = 'en') => {
    const shape = { ...shapeOf(text), asks: true };
    const greeting = { welcome: 'Bonjour', nearest: 'La réponse', answerIn: 'es' } as const;
    const knowledge = { ...talkTown, spokenLanguage: saying({ wanted: [wanted] }), greetingIn: () => greeting };
    return turnOf(text, { knowledge, understanding: understood(text, { shape, ...changes }), state: answeredState });
  };

  test.each([
    ['anyone who speaks english there?', 'en'],
    ['do they speak french there?', 'fr'],
    ['hi ha algú que parli anglès allà?', 'en'],
    ['parlen anglès a l’oficina?', 'en'],
    ['¿hay alguien allí que hable inglés?', 'en'],
  ])('is told that it is not known of that service, rather than what the bot speaks: %s', (text, wanted) => {
    const result = below(text, {}, wanted);
    expect(result.events).toContainEqual(expect.objectContaining({ type: 'question.unanswered', reason: 'no-fact' }));
    expect(textsOf(result).join()).not.toMatch(/languageSpoken|Bonjour/);
    expect(result.state).toMatchObject({ dialogue: { focus: [{ entry: 'padro.alta' }] }, cases: [] });
  });

  test('gets the special case of the service that says so', () => {
    const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.7 }];
    expect(textsOf(below('do they speak english there?', { exceptions }))).toEqual(['without contract en']);
  });

  test.each([
    'do you speak english?',
    'parles anglès?',
    '¿puede hablarme en inglés?',
    'is there someone who speaks english to me?',
  ])('or whether the bot does is told that: %s', (text) => {
    expect(textsOf(below(text))).toEqual(['languageSpoken en']);
  });
});

test('of another language it says which ones work, and opens no case', () => {
  const greeting = { welcome: 'Bonjour', nearest: 'La réponse', answerIn: 'es' } as const;
  const knowledge = { ...townKnowledge, spokenLanguage: saying({ wanted: ['fr'] }), greetingIn: () => greeting };
  const result = turnOf('is there somebody who speaks french', { knowledge, understanding: understood('x', person) });
  expect(textsOf(result)).toEqual(['Bonjour']);
  expect(result.state.cases).toEqual([]);
});

describe('who says which languages they speak', () => {
  const writtenIn = (locale: Locale) => ({ locale, confidence: 0.99, isDistinctive: true, foreign: null });
  const sayIn = (text: string, written: Locale, said: Partial<LanguageSaid>) => {
    const read = understood(text, { language: writtenIn(written), topics: [{ entry: 'padro.alta', confidence: 0.9 }] });
    return turnOf(text, { knowledge: { ...townKnowledge, spokenLanguage: saying(said) }, understanding: read });
  };

  test('goes on in the language that they write in, not in one that they do not speak', () => {
    expect(textsOf(sayIn('i dont speak catalan', 'en', { refused: ['ca'] }))).toEqual(['languageSpoken en']);
    expect(textsOf(sayIn('no parlo anglès', 'ca', { refused: ['en'] }))).toEqual(['languageSpoken ca']);
  });

  test('is asked for the language where they write in the one that they do not speak', () => {
    expect(textsOf(sayIn('no parlo català', 'ca', { refused: ['ca'] }))).toEqual(['language ca']);
  });

  test('is answered what they ask besides, in the language that they name or write in', () => {
    const [refusing] = textsOf(sayIn('x', 'en', { refused: ['es'], rest: 'how do I register' }));
    expect(refusing).toContain('padro.alta en');
    const [wishing] = textsOf(sayIn('x', 'es', { wanted: ['en'], rest: 'cómo me empadrono' }));
    expect(wishing).toContain('padro.alta en');
  });

  test('of several that they name goes on in the one that is spoken already', () => {
    expect(textsOf(sayIn('x', 'es', { wanted: ['ca', 'es'] }))).toEqual(['languageSpoken es']);
  });

  test('is told in a language that is not ours which ones work, and what they ask besides', () => {
    const greeting = { welcome: 'Bonjour', nearest: 'La réponse', answerIn: 'es' } as const;
    const knowledge = {
      ...townKnowledge,
      spokenLanguage: saying({ wanted: ['fr'], rest: 'x' }),
      greetingIn: () => greeting,
    };
    const result = turnOf('how do i register', { knowledge });
    expect(textsOf(result)).toEqual(['Bonjour', expect.stringContaining('padro.alta en')]);
  });
});

describe('the language of a conversation', () => {
  test('is that of the account until somebody says something that tells', () => {
    const dialogue = createDialogue({
      account: accountWith({ locale: 'en' }),
      knowledge: townKnowledge,
      localeHint: null,
    });
    dialogue.play('> blah');
    expect(dialogue.last.outbound.map(({ locale }) => locale)).toEqual(['en', 'en']);
    expect(dialogue.state.language).toBeNull();
  });

  test('is what the page declares, if it declares one', () => {
    const dialogue = createDialogue({ account: accountWith({}), knowledge: townKnowledge, localeHint: 'es' });
    dialogue.play('> (start)');
    expect(dialogue.last.outbound[0]?.text).toBe('introduction es\n\nattendedUntil es 14:00');
  });

  test('is that of the first question, and stays while words tell nothing', () => {
    expectToGo(
      `
      > Cómo me empadrono
      introduction es
      padro.alta es | source es Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      > ok
      unanswered es
      [command:person command:help]
      > persona
      person C4SE-0003 hoy, martes 24 de noviembre de 2026, a las 13:00 es | administrativeSilence es | caseInsideHours es 14:00 | caseFollow es https://bot.example/cas/C4SE-0003
      person es
      [command:help]
      ! index-cases
      ! notify
      `,
      openDialogue(),
    );
  });

  test('is told by the words of a first command, but not by one with a slash', () => {
    expectToGo(
      `
      > mis datos
      introduction es
      myData es
      [command:erase command:privacy]
      `,
      openDialogue(),
    );
    expectToGo(
      `
      > /help
      introduction ca
      help ca
      [command:person command:alerts command:language command:move command:my-data command:privacy]
      `,
      openDialogue(),
    );
  });

  test('is never held against a command, which is understood whatever it looks like', () => {
    expectToGo(
      `
      > menú
      introduction ca
      help ca
      [command:person command:alerts command:language command:move command:my-data command:privacy]
      `,
      openDialogue(),
    );
  });

  test('is read from the words beside a file too', () => {
    expectToGo(
      `
      > (files) How do I register
      introduction en
      padro.alta en | source en Seu https://seu.example 24/11/2026 | fileBeside en
      [entry:padro.certificat]
      `,
      openDialogue(),
    );
  });

  test('is what the person asked for from then on, whatever they write in', () => {
    expectToGo(
      `
      > idioma
      introduction ca
      language ca
      [locale:ca locale:es locale:en]
      ? events
      > 3
      * message.received text
      * choice.taken locale:en
      * language.chosen en true
      languageChosen en
      > Cómo me empadrono
      padro.alta en | source en Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      > Wie melde ich mich an
      unanswered en
      [command:person command:help]
      `,
      openDialogue(),
    );
  });

  test('may be chosen by the very first message, which is greeted in it', () => {
    expectToGo(
      `
      > <locale:es> Castellano
      introduction es
      languageChosen es
      `,
      openDialogue(),
    );
  });
});

describe('a language that the bot does not speak', () => {
  test('gets what the bot can do, in all that it speaks, and the greeting is part of it', () => {
    expectToGo(
      `
      ? events
      > Wie melde ich mich an
      * conversation.started
      * message.received text
      * language.unsupported
      unsupportedLanguage ca
      [locale:ca locale:es locale:en]
      > 3
      languageChosen en
      > How do I register
      padro.alta en | source en Seu https://seu.example 24/11/2026
      [entry:padro.certificat]
      `,
      openDialogue(),
    );
  });

  test('leaves the language of the conversation as it was', () => {
    const dialogue = openDialogue();
    dialogue.play(`
      > Cómo me empadrono
      > Wie melde ich mich an
    `);
    expect(dialogue.state.language).toEqual({ locale: 'es', explicit: false });
  });
});
