import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../../src/core/model/account.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { InboundContent, Surface } from '../../../src/core/model/message.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { entryWith, town } from '../../support/town.ts';
import { turnOf, underWay } from '../../support/turn.ts';

const long = { ca: 'short ca.\n\nlong ca', es: 'short es.\n\nlong es', en: 'short en.\n\nlong en' };
const brief = { ca: 'All ca.', es: 'All es.', en: 'All en.' };
const listing = { ...long, en: 'Two ways:\n\n- one\n- two\n\nEnd.' };
const knowledge = createKnowledge({
  ...town,
  entries: [
    ...town.entries.filter(({ id }) => id !== 'padro.alta' && id !== 'padro.certificat'),
    entryWith({ id: 'padro.alta', answer: long, followUps: ['residus.mobles'] }),
    entryWith({ id: 'padro.certificat', answer: long, personal: true }),
    entryWith({ id: 'padro.breu', answer: brief, followUps: ['padro.alta'] }),
    entryWith({ id: 'padro.llista', answer: listing }),
    entryWith({ id: 'smalltalk.long', kind: 'smalltalk', answer: long }),
  ],
  questions: {
    ...town.questions,
    'my certificate': ['padro.certificat'],
    brief: ['padro.breu'],
    list: ['padro.llista'],
    chat: ['smalltalk.long'],
  },
});

/** What the bot says to one message of somebody who has been greeted. */
function answer(
  content: string | InboundContent,
  surface: Surface,
  changes: Partial<Account>,
  person: string | null = 'p-1',
) {
  const state = underWay({ language: { locale: 'en', explicit: true } });
  const result = turnOf(content, { state, account: accountWith(changes), surface, person, knowledge });
  return {
    texts: result.outbound.map(({ text }) => text),
    choices: result.outbound.flatMap(({ choices }) => choices.map(({ value }) => value)),
    events: result.events,
    sideEffects: result.sideEffects,
  };
}

const { links } = accountWith({});
const library: Partial<Account> = {
  topics: ['residus'],
  links: { ...links, elsewhere: { name: 'City', url: 'https://city.example' } },
};

describe('in public', () => {
  test('an answer is its opening, its source and the way to read on in private, in one message', () => {
    const { texts, choices, sideEffects, events } = answer('how do i register', 'public', {});
    expect(texts).toEqual(['short en.\n\nreadOn en privateByCode en K7QF-2MDX']);
    expect(choices).toEqual([]);
    expect(sideEffects).toEqual([{ type: 'offer-transfer-code', boundTo: 'p-1' }]);
    expect(events).toContainEqual({ type: 'private.invited', reason: 'read-on' });
    expect(answer('how do i register', 'private', {}).texts).toEqual(['short en.\n\nlong en']);
  });

  test('an answer that is said whole leads nowhere else, nor does small talk', () => {
    expect(answer('brief', 'public', {})).toMatchObject({ texts: ['All en.'], choices: [], sideEffects: [] });
    expect(answer('chat', 'public', {})).toMatchObject({ texts: ['short en.\n\nlong en'], sideEffects: [] });
  });

  test('a list is never announced and then left out', () => {
    expect(answer('list', 'public', {}).texts).toEqual([
      'Two ways:\n\n- one\n- two\n\nreadOn en privateByCode en K7QF-2MDX',
    ]);
  });

  test('what depends on one’s own case goes on in private, by a link or a code', () => {
    const { texts, sideEffects, events } = answer('my certificate', 'public', {});
    expect(texts).toEqual(['short en.\n\npersonalTopic en privateByCode en K7QF-2MDX']);
    expect(sideEffects[0]).toEqual({ type: 'offer-transfer-code', boundTo: 'p-1' });
    expect(events).toContainEqual({ type: 'private.invited', reason: 'personal-topic' });
    const start = 'https://chat.example/?start={code}';
    expect(answer('my certificate', 'public', { links: { ...links, start } }).texts[0]).toBe(
      'short en.\n\npersonalTopic en privateByLink en https://chat.example/?start=K7QF2MDX',
    );
    expect(answer('my certificate', 'private', {}).texts).toEqual(['short en.\n\nlong en']);
  });

  test.each(['how do i register? my ID is 12345678Z', 'call me at 612 345 678', 'ann@example.com'])(
    'personal data are answered with the advice to remove them and nothing else: %s',
    (text) => {
      const { texts, events } = answer(text, 'public', {});
      expect(texts).toEqual(['personalDataPublic en privateByCode en K7QF-2MDX']);
      expect(events).toContainEqual({ type: 'private.invited', reason: 'personal-data' });
      expect(events.map(({ type }) => type)).not.toContain('question.understood');
    },
  );

  test.each<InboundContent | string>([
    '/my-data',
    { kind: 'choice', value: 'erase:yes', text: 'Yes' },
    { kind: 'contact', phone: '+34612345678', text: 'Ann' },
  ])('one’s own data are not talked about: %j', (content) => {
    const { texts, sideEffects } = answer(content, 'public', {});
    expect(texts[0]).toMatch(/^(personalTopic|personalDataPublic) en privateByCode/);
    expect(sideEffects[0]).toEqual({ type: 'offer-transfer-code', boundTo: 'p-1' });
  });

  test('there is no code where nobody can tell whose it is', () => {
    const { texts, sideEffects } = answer('my certificate', 'public', {}, null);
    expect([texts, sideEffects]).toEqual([['short en.\n\npersonalTopic en privateByMessage en'], []]);
  });

  test('somebody new is told in one line that this is a machine', () => {
    const state = newConversation(testDay);
    const { outbound } = turnOf('how do i register', { state, first: true, surface: 'public', knowledge });
    expect(outbound.map(({ text }) => text)).toEqual([
      'introductionPublic en',
      'short en.\n\nreadOn en privateByMessage en',
    ]);
  });
});

describe('an account with topics of its own', () => {
  test('answers them, and points elsewhere for the rest', () => {
    expect(answer('mobles vells', 'private', library).texts).toEqual(['residus.mobles en']);
    const { texts, events } = answer('how do i register', 'private', library);
    expect(texts).toEqual(['elsewhere en title of padro.alta en City https://city.example']);
    expect(events).toContainEqual({ type: 'conversation.redirected', reason: 'topic', entry: 'padro.alta' });
  });

  test('answers all when there is nobody to point to', () => {
    expect(answer('how do i register', 'private', { topics: ['residus'] }).texts).toEqual(['short en.\n\nlong en']);
  });

  test('offers its own entries first', () => {
    const both = createKnowledge({ ...town, questions: { 'papers and furniture': ['padro.alta', 'residus.mobles'] } });
    const content = { kind: 'text', text: 'papers and furniture' } as const;
    const { outbound } = turnOf(content, {
      state: newConversation(testDay),
      account: accountWith(library),
      inbound: { id: 'm1', content, localeHint: 'en' },
      knowledge: both,
    });
    expect(outbound.at(-1)?.choices.map(({ value }) => value)).toEqual([
      'entry:residus.mobles',
      'entry:padro.alta',
      'none',
    ]);
  });

  test('still does small talk and commands', () => {
    expect(answer('moltes gràcies', 'private', library).texts).toEqual(['smalltalk.thanks en']);
    expect(answer('/person', 'private', library).texts.at(-1)).toBe('person en');
  });
});

describe('an account that is frozen', () => {
  const frozen = (message: string | null, towards: { name: string; url: string } | null): Partial<Account> => ({
    status: { kind: 'frozen', towards, message },
  });

  test('says where people are attended, with the city’s own words, and answers nothing', () => {
    const { texts, events } = answer(
      'how do i register',
      'private',
      frozen('Flood.', { name: 'City', url: 'https://c.example' }),
    );
    expect(texts).toEqual(['Flood.\n\nfrozenTowards en City https://c.example']);
    expect(events).toContainEqual({ type: 'conversation.redirected', reason: 'frozen', entry: null });
    expect(answer('how do i register', 'private', frozen(null, null)).texts).toEqual(['frozen en']);
  });

  test.each([
    ['/my-data', 'myData en'],
    ['/privacy', 'privacy en'],
    ['idioma', 'language en'],
  ])('still lets people see to their own conversation: %s', (text, said) => {
    expect(answer(text, 'private', frozen(null, null)).texts).toEqual([said]);
  });

  test('still erases', () => {
    const erased = answer({ kind: 'choice', value: 'erase:yes', text: '' }, 'private', frozen(null, null));
    expect(erased.sideEffects).toEqual([{ type: 'erase-content' }]);
  });
});

describe('what is no text', () => {
  test('a place and a telephone number are received, and nothing is made up about them', () => {
    const place: InboundContent = { kind: 'location', latitude: 41.3, longitude: 2.1, text: 'Plaça' };
    expect(answer(place, 'private', {}).texts).toEqual(['location en']);
    expect(answer(place, 'private', {}).events).toContainEqual(
      expect.objectContaining({ type: 'question.unanswered', reason: 'location' }),
    );
    expect(answer({ kind: 'contact', phone: '612345678', text: 'Ann' }, 'private', {}).texts).toEqual(['contact en']);
  });

  test('a message that was changed is answered as it is now', () => {
    expect(answer({ kind: 'edit', of: 'm0', text: 'how do i register' }, 'private', {}).texts).toEqual([
      'short en.\n\nlong en',
    ]);
  });
});
