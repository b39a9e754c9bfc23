import { describe, expect, test } from '@jest/globals';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { Localised } from '../../../src/core/model/locale.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import type { Entry, Knowledge } from '../../../src/core/ports/knowledge.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { createKnowledge, noFlows, townAlarm } from '../../support/knowledge.ts';
import { inFocus } from '../../support/sayMove.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const said = (text: string): Localised => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });
const part = (text: string) => ({ answer: said(text), source: null, verified: null });
const call = '[016](tel:016)';
const entries: readonly Entry[] = [
  ...town.entries,
  entryWith({
    id: 'social.violence',
    sensitive: true,
    quickExit: true,
    aspects: { contact: part(`call ${call}`) },
    exceptions: [
      { id: 'report', title: said('To report'), ...part('go to the police') },
      { id: 'not-reported', title: said('Not reported'), ...part(`no report, ${call}`) },
    ],
  }),
  entryWith({ id: 'social.grief', sensitive: true, plain: said('plain grief') }),
  entryWith({ id: 'habitatge.eviction', personal: true, plain: said('[112](tel:112)') }),
  entryWith({ id: 'seguretat.numbers', answer: said('(tel:112) (tel:016) (tel:024)') }),
  entryWith({ id: 'seguretat.police', plain: said('[112](tel:112)') }),
  entryWith({ id: 'ambient.rats', plain: said('[112](tel:112)'), flow: 'street-incident' }),
  entryWith({ id: 'habitatge.rent', personal: true, aspects: { contact: part('call the office') } }),
  entryWith({ id: 'smalltalk.puzzled', kind: 'smalltalk' }),
];

const knowledge: Knowledge = {
  ...createKnowledge({ ...town, entries, smallTalk: { no: 'smalltalk.puzzled' } }),
  helpNumbers: ['112', '016', '024'],
  moves: always('no'),
  flows: {
    ...noFlows,
    words: {
      ...noFlows.words,
      no: ['no'],
      refuse: ['no vull denunciar', 'tengo miedo', 'i m afraid'],
      unable: ['no puc'],
      decline: ['no ho vull dir'],
    },
  },
};

const below = (entry: string): ConversationState => underWay({ dialogue: inFocus(entry) });

function say(text: string, entry: string, changes: Partial<Understanding> = {}) {
  const read = understood(text, { shape: shapeOf(text), ...changes });
  return turnOf(text, { knowledge, understanding: read, state: below(entry) });
}

describe('who only says that they are in a bad way', () => {
  test('gets a warm word, a person, and whom to call about what was spoken of', () => {
    const result = say('buff gracias, estoy fatal', 'habitatge.rent');
    expect(textsOf(result)[0]).toMatch(/^lowSpirits ca/);
    expect(textsOf(result)[0]).toContain('call the office ca');
    expect(say('estic feta pols', 'padro.alta').state.offered).toContain('command:person');
    expect(textsOf(say('estic feta pols', 'padro.alta'))).toEqual([expect.stringMatching(/^lowSpirits ca/)]);
  });

  test('and not who says more', () => {
    expect(textsOf(say('estic malament de diners, com pago?', 'habitatge.rent')).join()).not.toContain('lowSpirits');
  });
});

describe('below an answer about danger', () => {
  test.each([
    ['no'],
    ['No.'],
    ['no puc'],
    ['no vull denunciar'],
    ['no ho vull dir a ningú'],
    ['pues tengo miedo'],
    ["sorry, I'm afraid"],
  ])('a refusal gets what can be done all the same, and no formula: %s', (text) => {
    const result = say(text, 'social.violence');
    expect(textsOf(result)).toEqual([`helpRemains ca\n\ncall ${call} ca`]);
    expect(result.outbound[0]?.quickExit).toBe(true);
    expect(result.state.cases).toEqual([]);
  });

  test.each([
    ['social.grief', 'helpRemains ca\n\nplain grief ca'],
    ['habitatge.eviction', 'helpRemains ca\n\n[112](tel:112) ca'],
    ['seguretat.numbers', 'helpRemains ca\n\n(tel:112) (tel:016) (tel:024) ca'],
  ])('whether it is sensitive, about a person or names many numbers: %s', (entry, expected) => {
    expect(textsOf(say('no', entry))).toEqual([expected]);
  });

  test('a no with thanks is one, and so is what only the model takes for one', () => {
    expect(textsOf(say('no, gràcies', 'social.violence', { acts: [{ act: 'no', confidence: 0.9 }] }))[0]).toContain(
      call,
    );
    expect(textsOf(say('deixem-ho per un altre dia, si pot ser', 'social.violence'))[0]).toContain(call);
  });

  test('gets the special case of who has not done it, and not that of who wants to', () => {
    const exceptions = [
      { entry: 'social.violence', exception: 'report', likeness: 0.93 },
      { entry: 'social.violence', exception: 'not-reported', likeness: 0.8 },
    ];
    const result = say('no vull denunciar', 'social.violence', { exceptions });
    expect(textsOf(result)).toEqual([`no report, ${call} ca`]);
  });

  test('where somebody waits for a person, a refusal reaches the case as well', () => {
    const waiting = turnOf('vull parlar amb algú', { state: below('social.violence') });
    const text = 'no vull denunciar';
    const read = understood(text, { shape: shapeOf(text) });
    const result = turnOf(text, { knowledge, understanding: read, state: waiting.state, revision: 8 });
    expect(textsOf(result)).toEqual([`helpRemains ca\n\ncall ${call} ca`]);
    expect(result.events.map(({ type }) => type)).toContain('case.added');
  });

  test('who is so afraid that it is an alarm hears that first, and then whom to call about it', () => {
    expect(textsOf(say("I'm afraid", 'social.violence', { danger: townAlarm }))).toEqual([
      'truqueu\n\nalerted ca C4SE-0007',
      `call ${call} ca`,
    ]);
    expect(textsOf(say('hi ha foc', 'social.violence', { danger: townAlarm }))).toEqual([
      'truqueu\n\nalerted ca C4SE-0007',
    ]);
  });
});

test.each([
  ['seguretat.police', 'no vull denunciar', true],
  ['seguretat.police', 'no', false],
  ['ambient.rats', 'no vull denunciar', false],
  ['padro.alta', 'no puc', false],
])('below %s, "%s" is stayed with: %s', (entry, text, isStayedWith) => {
  expect(textsOf(say(text, entry)).join().includes('helpRemains')).toBe(isStayedWith);
});
