import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { Aspect, Understanding } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { caseStateOf } from '../../support/caseState.ts';
import { testDay } from '../../support/clock.ts';
import { allOf, belowLamp, isOf, lampTown, place, type Said, says } from '../../support/lampReport.ts';
import { inFocus } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { eventsOf, notificationsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

/* What is said while a report is open: its own questions come first, what is told is kept with it, and what is asked is answered. */

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = await lampTown();
});

const below = (...said: readonly Said[]) => belowLamp(knowledge, said);

describe('where it is', () => {
  test('is not called "yes"', () => {
    const result = below(['sí', says({ yes: 1 })]);
    expect(result.slots.place).toBeUndefined();
    expect(result.state.flow).toMatchObject({ step: 'place' });
  });

  test.each([
    ['eso lo miran ellos o llamo a un fontanero', says({ follow: 0.68, ask: 0.26 }, ['contact', 0.98])],
    ['ho pago jo?', says({ follow: 0.96 }, ['cost', 0.99])],
    ['qui ho neteja?', says({ follow: 0.75 }, ['eligibility', 0.7])],
  ] as const)('is neither told nor explained by what is asked of the service: %s', (text, read) => {
    const result = below([text, read]);
    expect(result.slots.place).toBeUndefined();
    expect(eventsOf(result)).toContain('flow.interrupted');
    expect(allOf(result)).not.toMatch(/no ho pot anar a arreglar/);
  });

  test.each([['no ho podeu mirar vosaltres?'], ['és obligatori dir-ho?'], ['do I have to say it?']])(
    'is explained to who asks about the question: %s',
    (text) => {
      const read = {
        ...says({ follow: 0.7 }, ['legal-basis', 0.9]),
        shape: { ...shapeOf(text), asks: true, refers: true },
      };
      expect(allOf(below([text, read]))).toMatch(/no ho pot anar a arreglar/);
    },
  );
});

describe('what is told besides', () => {
  const other = says({ follow: 0.8 }, ['deadline', 0.6]);

  test.each([
    ['ha de ser abans de les 11'],
    ['tiene que ser antes de las 11'],
    ['it has to be before 11am'],
    ['només hi soc a les tardes'],
    ['hi ha rates també, apunteu-ho'],
    ['y hay ratas, apúntalo'],
    ['there are rats too, add that please'],
  ])('is added, in the form and below it: %s', (text) => {
    for (const result of [below(place, [text, other]), below(place, ['no'], ['no'], [text, other])]) {
      expect(result.events).toContainEqual({ type: 'case.added', case: 'C4SE-0001', by: null });
      expect(result.state.cases).toHaveLength(1);
    }
  });
});

test.each([
  ['also the bin at carrer Gran 20 is broken', 0.87, 2],
  ['i el contenidor del carrer Gran 20 està trencat', 0.7, 2],
  // What is like it and names no place of its own may be more of the same.
  ['the bin is broken, too', 0.87, 1],
  ['als contenidors del carrer Gran 20', 0.87, 1],
] as const)('what is wrong with something else, somewhere else, is another case: %s', (text, confidence, cases) => {
  const other = { ...isOf('incident', confidence), topics: [{ entry: 'residus.mobles', confidence: 0.85 }] };
  expect(below(place, [text, other, 'report']).state.cases).toHaveLength(cases);
});

test.each([
  ['and the self employed thing, do i need appointment', 0.99, true],
  ['i el tema del padró, cal demanar hora', 0.96, true],
  ['i la tapa, de nit, tota fosca', 0.5, false],
])('what surely asks, without a question mark, is no more of the matter: %s', (text, confidence, isAsked) => {
  const read = { ...isOf('question', confidence), ...says({ follow: 0.48, ask: 0.42, back: 0.1 }) };
  const result = below(place, [text, read, 'add']);
  expect(allOf(result).includes('flow.added')).toBe(!isAsked);
});

describe('what is asked', () => {
  test.each([
    ['quan triguen?'],
    ['quan el recullen?'],
    ['em trucareu?'],
    ['¿vendrá alguien?'],
    ['is someone going to call me?'],
  ])('of when and whether somebody comes gets how the case is going: %s', (text) => {
    const result = below(place, [text, { ...isOf('person', 0.97), ...says({ person: 0.8 }) }]);
    expect(result.events).toContainEqual({ type: 'case.asked', case: 'C4SE-0001', by: null });
    expect(result.state.cases).toHaveLength(1);
    expect(result.state.flow).toMatchObject({ step: 'danger' });
  });

  test('of how it is in general is not for those who have the case', () => {
    const result = below(place, ['quant costa normalment un fanal?', says({ follow: 0.97 }, ['cost', 0.9])]);
    expect(eventsOf(result)).not.toContain('case.added');
  });

  test('and nothing answers is left with the case, with where to ask, and the open question follows', () => {
    const result = below(place, ['he de ser a casa?', says({ follow: 0.97 })]);
    expect(textsOf(result)[0]).toMatch(/^caseQuestion ca C4SE-0001/);
    expect(textsOf(result).at(-1)).toMatch(/fer mal/);
    expect(notificationsOf(result)).toMatchObject([{ reason: 'citizen-wrote', case: 'C4SE-0001' }]);
    expect(result.events).toContainEqual(expect.objectContaining({ type: 'question.unanswered', reason: 'no-fact' }));
  });
});

describe('a person who is asked for', () => {
  const wanted: Said = ['passeu-me amb algú', { ...isOf('person', 1), ...says({ person: 1 }) }, 'person'];

  test('is one of those who have the report', () => {
    const result = below(place, wanted);
    expect(result.state.cases).toHaveLength(1);
    expect(textsOf(result)[0]).toMatch(/^casePerson ca C4SE-0001/);
    expect(notificationsOf(result)).toMatchObject([{ reason: 'citizen-wrote', case: 'C4SE-0001' }]);
    expect(result.state.flow).toBeNull();
  });

  test('is to answer by when the protocol says for who wants one, also where somebody has answered before', () => {
    const [text, read] = wanted;
    const hour = 3_600_000;
    const asked = (changes: Partial<CaseState>) => {
      const reported = caseStateOf('C001-TEST', testDay, changes);
      const state = underWay({ dialogue: { focus: [], last: { did: 'passed-on' } }, cases: [reported] });
      const result = turnOf(text, { knowledge, state, understanding: understood(text, { ...read }), now: testDay });
      expect(eventsOf(result)).toContain('protocol.applied');
      return { ...result.state.cases[0], said: textsOf(result)[0] };
    };
    const due = (dueAt: number, metAt: number | null) => ({ id: 'chat', dueAt, metAt, breached: false, since: 0 });
    const resolution = due(testDay + 720 * hour, null);
    const late = { at: testDay + 40 * hour, of: 'first', fraction: 0.5, roles: ['agent'] } as const;
    const end = { ...late, at: testDay + 360 * hour, of: 'resolution' } as const;
    for (const first of [due(testDay - hour, testDay - hour), due(testDay + 80 * hour, null), null]) {
      const found = asked({ first, resolution, escalations: [late, end] });
      expect(found.first).toMatchObject({ dueAt: testDay + 2 * hour, metAt: null });
      expect(found.escalations?.map(({ of, at }) => [of, at])).toEqual([
        ['resolution', end.at],
        ['first', testDay + hour],
        ['first', testDay + 2 * hour],
      ]);
      expect(found.said).toMatch(/caseBothDeadlines/);
      // What was reported takes as long as before.
      expect(found.resolution).toEqual(resolution);
    }
    const soon = due(testDay + hour, null);
    expect(asked({ first: soon, resolution, escalations: [late] })).toMatchObject({ first: soon, escalations: [late] });
  });

  test('is not one of those who have an older report, where an emergency came after it', () => {
    const [text, read] = wanted;
    const said = (emergency: Partial<Parameters<typeof caseStateOf>[2]>) =>
      turnOf(text, {
        knowledge,
        state: underWay({
          dialogue: { focus: [], last: { did: 'passed-on' } },
          cases: [
            caseStateOf('C001-TEST', testDay, { citizenAt: testDay }),
            caseStateOf('C002-TEST', testDay, { kind: 'emergency', citizenAt: testDay + 1, ...emergency }),
          ],
        }),
        understanding: understood(text, { shape: shapeOf(text), ...read }),
      }).state.cases.map(({ kind }) => kind);
    expect(said({})).toContain('person');
    expect(said({ citizenAt: testDay - 1 })).not.toContain('person');
  });

  test('once something else was spoken of is for that', () => {
    const done = below(place, ['no'], ['no']);
    const state = { ...done.state, dialogue: inFocus('padro.alta') };
    const [text, read] = wanted;
    const result = turnOf(text, {
      knowledge,
      state,
      understanding: understood(text, { shape: shapeOf(text), ...read }),
    });
    expect(result.state.cases).toMatchObject([{ kind: 'incident' }, { kind: 'person' }]);
  });
});

describe('what reads as asking how the case is going', () => {
  const known = { ...talkTown, moves: always('status') };
  const state = underWay({
    dialogue: { ...inFocus('padro.alta'), last: { did: 'passed-on' } },
    cases: [caseStateOf('C001-TEST', testDay, { about: 'padro.alta' })],
  });
  const text = 'will they know it was me?';
  const ask = (read: Partial<Understanding>) =>
    turnOf(text, { knowledge: known, state, understanding: understood(text, { shape: shapeOf(text), ...read }) });
  const like = (entry: string, likeness: number) => ({
    ...says({ status: 0.8, follow: 0.17 }),
    exceptions: [{ entry, exception: 'no-contract', likeness }],
  });

  test('is a special case of what was reported where it is put in its words', () => {
    expect(textsOf(ask(like('padro.alta', 0.84)))).toEqual(['without contract ca']);
    expect(eventsOf(ask(like('padro.alta', 0.5)))).toContain('case.asked');
  });

  test('is not known where only another service has such a case', () => {
    expect(textsOf(ask(like('residus.mobles', 0.9)))[0]).toMatch(/^caseQuestion ca C001-TEST/);
    expect(eventsOf(ask(like('residus.mobles', 0.5)))).toContain('case.asked');
  });

  test('is a side of the service where it is none of a case', () => {
    const side = (aspect: Aspect) => ask(says({ status: 0.8 }, [aspect, 0.6]));
    expect(textsOf(side('cost'))).toEqual(['cost of padro.alta ca']);
    expect(eventsOf(side('cost'))).not.toContain('case.asked');
    // Whom to call is a side of any case, too.
    expect(side('contact').events).toContainEqual({ type: 'case.asked', case: 'C001-TEST', by: null });
    expect(textsOf(side('contact')).join()).not.toContain('contact of padro.alta ca');
  });

  test('is about the service where its own words go on', () => {
    const read = says({ follow: 0.8, status: 0.05 }, ['contact', 0.9]);
    expect(textsOf(ask(read))[0]).toContain('contact of padro.alta ca');
    const other = { ...read, topics: [{ entry: 'residus.mobles', confidence: 0.57 }] };
    expect(textsOf(ask(other))[0]).toContain('contact of padro.alta ca');
  });
});

describe('what no detail of the service that was reported answers', () => {
  const state = underWay({
    dialogue: { ...inFocus('padro.alta', { aspect: 'contact' }), last: { did: 'passed-on' } },
    cases: [caseStateOf('C001-TEST', testDay, { about: 'padro.alta' })],
  });
  const known = { ...talkTown, moves: always('follow') };
  const reply = (text: string, read: Partial<Understanding>) =>
    textsOf(
      turnOf(text, { knowledge: known, state, understanding: understood(text, { shape: shapeOf(text), ...read }) }),
    )[0];

  test('is added where it asks nothing', () => {
    expect(reply('ja fa tres setmanes així', {})).toBe('caseAdded ca C001-TEST OIAC ca');
    expect(reply('els papers', says({}, ['documents', 0.75]))).toMatch(/^caseQuestion ca C001-TEST/);
  });

  test('is left to the whole answer where that has the side which may be meant', () => {
    expect(reply('el preu és aquest?', says({}, ['cost', 0.3]))).not.toMatch(/C001-TEST/);
  });
});
