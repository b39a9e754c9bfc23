import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { townDoubt } from '../../support/knowledge.ts';
import { allOf, belowLamp, dark, isOf, lampTown, place, type Said, says } from '../../support/lampReport.ts';
import { playTurns, readAsSaid } from '../../support/playTurns.ts';
import { eventsOf, textsOf } from '../../support/turn.ts';

/* What is said of the danger while a report is open, and what ends or only scolds. */

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = await lampTown();
});

const below = (...said: readonly Said[]) => belowLamp(knowledge, said);

describe('whether somebody is in danger', () => {
  const someone = { ...isOf('person', 0.98), ...says({ follow: 0.7, person: 0.4 }) };

  test.each([
    ['sí, algú hi pot caure'],
    ['yes someone could fall'],
    ['claro, los coches pasan muy rápido por aquí'],
    ['sí, els nens hi juguen cada tarda'],
  ])('is answered by a yes that goes on: %s', (text) => {
    const result = below(place, [text, someone]);
    expect(result.slots.danger?.value).toBe('yes');
    expect(result.state.cases).toMatchObject([{ code: 'C4SE-0001', priority: 'high' }]);
  });

  test.each([
    ['si hay peligro'],
    ["si que n'hi ha"],
    ['si hi ha nens'],
    ['si hay niños jugando'],
    ['si es molt perillós ara'],
  ])('is answered by a yes without its accent: %s', (text) => {
    const result = below(place, [text, someone]);
    expect(result.slots.danger?.value).toBe('yes');
  });

  test.each([
    ['not really but its very dark and my mother walks there at night'],
    ['no, però és molt fosc i hi passa gent gran'],
    ['no, pero huele muy mal y hay ratas'],
  ])('is answered by a no with more of the matter, which is added, and no number follows: %s', (text) => {
    const result = below(place, [text, { ...says({ follow: 0.7 }), danger: { ...townDoubt, probability: 0.8 } }]);
    expect(result.slots.danger?.value).toBe('no');
    expect(result.state.flow).toMatchObject({ step: 'photo' });
    expect(allOf(result)).toContain('flow.added');
    expect(allOf(result)).not.toContain('112');
  });

  test.each([
    ['no, ningú', false],
    ['no, de momento nadie', false],
    ['nope, its outside the bakery', true],
  ])('is said to be added with what follows the no, if anything: %s', (text, isAdded) => {
    expect(allOf(below(place, [text])).includes('flow.added')).toBe(isAdded);
  });

  test.each([
    ['no, nadie… delante del numero 30', /30$/],
    ['nope, its outside number 30', /30$/],
    ['no, ningú, és al número 30', /30$/],
  ])('is answered together with the number of the house: %s', (text, number) => {
    const result = below(['a la rambla'], [text]);
    expect(result.slots.danger?.value).toBe('no');
    expect(result.slots.place?.text).toMatch(number);
    expect(allOf(result)).toMatch(/flow\.noted ca .*30/);
  });

  test.each([
    ['no, nobody could get hurt', 'no'],
    ["ningú s'hi pot fer mal", 'no'],
    ['alguien se puede caer', 'yes'],
  ])('is not asked where it was told instead of the place: %s', (text, answer) => {
    const asked = below([text]);
    expect(asked.state.flow).toMatchObject({ step: 'place' });
    expect(asked.slots).toMatchObject({ danger: { value: answer } });
    expect(asked.slots.place).toBeUndefined();
    expect(below([text], place).state.flow).toMatchObject({ step: 'photo' });
  });

  test('is not asked of who told with the report that nobody can be hurt', () => {
    const [, read = {}] = dark;
    const begun = belowLamp(knowledge, [place], ["hi ha un fanal fos, ningú s'hi pot fer mal", read, 'report']);
    expect(begun.slots.danger?.value).toBe('no');
  });

  test('is answered by a no that goes on', () => {
    expect(below(place, ['no, ningú, només és fosc', someone]).slots.danger?.value).toBe('no');
  });

  test.each([
    ['nobody could get hurt'],
    ["ningú s'hi pot fer mal"],
    ['no es pot fer mal ningú'],
    ['no puede caerse nadie'],
  ])('is answered by a no that says that nobody can be: %s', (text) => {
    const result = below(place, [text, someone]);
    expect(result.slots.danger?.value).toBe('no');
    expect(result.state.flow).toMatchObject({ step: 'photo' });
  });

  test.each([
    ['no, nobody could get hurt', true],
    ['nobody could get hurt, the cable sparks', false],
  ])('who only says that nobody can be hurt is not shown the emergency number: %s', (text, isCalm) => {
    const result = below(place, [text, { danger: { ...townDoubt, probability: 0.8 } }]);
    expect(textsOf(result).some((said) => said.includes('112'))).toBe(!isCalm);
  });

  test.each([
    ['sí, vull parlar amb una persona', { ...someone, topics: [{ entry: 'command.person', confidence: 0.9 }] }],
    ['no, i el padró a quina oficina', { topics: [{ entry: 'padro.alta', confidence: 0.9 }] }],
    ['si plou hi haurà un accident segur', says({ follow: 0.8 })],
    ['no ho entenc', says({ simpler: 0.99 })],
  ] as const)('is not by what wants something else: %s', (text, read) => {
    expect(below(place, [text, read]).slots.danger).toBeUndefined();
  });

  test.each([['algú hi pot caure'], ['hay peligro si, casi atropellan a uno'], ['no, but a child might trip']])(
    'is answered by what tells of it, which is no wish for a person: %s',
    (text) => {
      const result = below(place, [text, someone]);
      expect(result.slots.danger?.value).toBe('yes');
      expect(result.state.cases).toMatchObject([{ code: 'C4SE-0001', priority: 'high' }]);
    },
  );

  test.each([['ok'], ['vale'], ["D'acord."], ['okay']])(
    'is not by what only takes note, and is asked again: %s',
    (text) => {
      const result = below(place, [text, { smallTalk: 'smalltalk.ok' }]);
      expect(result.slots.danger).toBeUndefined();
      expect(result.state.cases).toMatchObject([{ priority: 'normal' }]);
      expect(result.state.flow).toMatchObject({ step: 'danger' });
      expect(textsOf(result).at(-1)).toMatch(/fer mal/);
    },
  );

  test.each([['no tinc cap codi'], ['no se ve nada por la noche'], ['no es pot passar']])(
    'is not by the no of something else: %s',
    (text) => {
      const result = below(place, [text, says({ follow: 0.5 })]);
      expect(result.slots.danger).toBeUndefined();
      expect(result.state.flow).toMatchObject({ step: 'danger' });
    },
  );

  test.each([
    ['no sé', false],
    ['depèn', false],
    ['no se, depende, está muy oscuro y hay chavales', true],
    ['no sé qué decirte, y una papelera también está rota', true],
  ])('is left open by who does not know: %s', (text, isAdded) => {
    const result = below(place, [text, says({ follow: 0.4 })]);
    expect(result.slots.danger).toBeUndefined();
    expect(result.state.flow).toMatchObject({ step: 'photo', passed: ['danger'] });
    expect(allOf(result).includes('flow.added')).toBe(isAdded);
  });

  test.each([['un semàfor no va i quasi m’atropellen'], ['hay un bache muy peligroso'], ['a hole, someone will fall']])(
    'is told at once by the report itself, and not asked: %s',
    (text) => {
      const report = readAsSaid(text, dark[1]);
      const first = playTurns([report], { knowledge });
      expect(first.state.flow).toMatchObject({ step: 'place' });
      expect(first.state.cases).toMatchObject([{ priority: 'high' }]);
      const then = playTurns([report, readAsSaid(place[0])], { knowledge });
      expect(then.state.flow).toMatchObject({ step: 'photo' });
      expect(allOf(then)).toContain('112');
      expect(eventsOf(then)).not.toContain('case.prioritised');
    },
  );

  test('is told with the place, and not asked', () => {
    const result = below(["davant de l'escola, els nens hi cauen"]);
    expect(result.slots.danger?.value).toBe('yes');
    expect(result.state.flow).toMatchObject({ step: 'photo' });
    expect(result.state.cases).toMatchObject([{ priority: 'high' }]);
  });

  test('is said why it is asked to who wonders', () => {
    const result = below(place, ['no entiendo por que tengo q contestar esto', says({ follow: 0.4 })]);
    expect(result.slots.danger).toBeUndefined();
    expect(allOf(result)).toMatch(/Ho preguntem/);
  });
});

describe('who scolds the bot', () => {
  test.each([['ur useless'], ['no me sirves de nada'], ['q mal funcioneu']])('adds nothing to the case: %s', (text) => {
    for (const said of [[place], [place, ['no'] as const]]) {
      const result = below(...said, [text, says({ report: 0.8 })]);
      expect(eventsOf(result)).not.toContain('case.added');
      expect(eventsOf(result)).not.toContain('flow.passed');
      expect(result.events).toContainEqual(
        expect.objectContaining({ type: 'question.answered', entry: 'smalltalk.insult' }),
      );
      expect(result.state.flow).toMatchObject({ step: said.length === 1 ? 'danger' : 'photo' });
    }
  });

  test('is answered so below a receipt, too', () => {
    const result = below(place, ['no'], ['no'], ['no me sirves de nada', says({ report: 0.8 })]);
    expect(eventsOf(result)).not.toContain('case.added');
    expect(allOf(result)).toContain('smalltalk.insult');
  });
});

describe('a report that is over', () => {
  test.each([
    ['is fixed now, forget it'],
    ['i solved it, cancel please'],
    ['ja funciona'],
    ['delete my report please'],
  ])('is closed once that is confirmed: %s', (text) => {
    expect(below(place, [text]).state.flow).toMatchObject({ flow: 'case-settled', case: 'C4SE-0001' });
    expect(below(place, [text], ['delete my report please']).state.cases).toMatchObject([{ status: 'closed' }]);
  });
});
