import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { shippedFlows } from '../../support/flows.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { inFocus, surely } from '../../support/sayMove.ts';
import { always, mostly } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

let knowledge: Knowledge;
beforeAll(async () => {
  const entries = [
    ...town.entries,
    entryWith({ id: 'ambient.plagues', flow: 'street-incident' }),
    entryWith({ id: 'seguretat.soroll', flow: 'complaint' }),
    entryWith({ id: 'oiac.cita-previa', flow: 'appointment', aspects: { contact: part('contact') } }),
    entryWith({ id: 'social.harm', sensitive: true, aspects: { how: part('how'), contact: part('contact') } }),
  ];
  knowledge = { ...createKnowledge({ ...town, entries }), flows: await shippedFlows(), moves: always('add') };
});

function say(text: string, state: ConversationState, read: Partial<Understanding> = {}) {
  return turnOf(text, { knowledge, understanding: understood(text, { shape: shapeOf(text), ...read }), state });
}

const part = (what: string) => ({
  answer: { ca: `${what} ca`, es: `${what} es`, en: `${what} en` },
  source: null,
  verified: null,
});
const below = (entry: string) => underWay({ dialogue: inFocus(entry) });

describe('a place that comes alone', () => {
  test.each([['carrer Major 15'], ['calle Cervantes, 8'], ['Visc al carrer de Lleida 12']])(
    'below what people report is offered to be passed on, and opens no case: %s',
    (text) => {
      const result = say(text, below('ambient.plagues'));
      expect(textsOf(result)[0]).toMatch(/^placeGiven ca /);
      expect(result.state.flow).toMatchObject({
        flow: 'street-incident',
        offered: true,
        filled: ['place'],
        case: null,
      });
      expect(textsOf(result).join()).toContain('Què ha passat?');
      expect(result.state.cases).toEqual([]);
      expect(result.events.map(({ type }) => type)).not.toContain('question.unanswered');
    },
  );

  test('is not asked for again once it is said what happened', () => {
    const result = say('carrer Major 15', below('ambient.plagues'));
    const text = 'hi ha rates a la vorera';
    const definition = knowledge.flows.all.find(({ id }) => id === 'street-incident');
    if (definition === undefined) throw new Error('no flow');
    const read = understood(text, { shape: shapeOf(text), ...surely('incident') });
    const flow = { definition, slots: result.slots };
    const reported = turnOf(text, { knowledge, understanding: read, state: result.state, flow });
    expect(reported.state.cases).toHaveLength(1);
    expect(reported.state.flow?.filled).toEqual(expect.arrayContaining(['what', 'place']));
    expect(textsOf(reported).join()).toContain('Algú s');
  });

  test('below a complaint begins that, and asks what it is about', () => {
    const result = say('carrer Major 15', below('seguretat.soroll'));
    expect(result.state.flow).toMatchObject({ flow: 'complaint', offered: true, case: null });
    expect(textsOf(result).join()).toContain('De què us queixeu?');
  });

  test.each([
    ['padro.alta', 'carrer Major 15'],
    ['oiac.cita-previa', 'carrer Major 15'],
    ['ambient.plagues', 'carrer Major 15?'],
    ['ambient.plagues', 'al carrer Major 15 hi ha un forat'],
  ])('is no such thing below %s: %s', (entry, text) => {
    expect(textsOf(say(text, below(entry))).join()).not.toContain('placeGiven');
  });

  test('or that goes on without saying what happens opens no case, however much it is like a report', () => {
    for (const text of ['visc al carrer Major 80', 'y el contenedor de escombros en la calle']) {
      const result = say(text, below('residus.mobles'), surely('incident'));
      expect([text, result.state.cases, result.state.flow]).toEqual([text, [], null]);
    }
    const reported = say('y hay un contenedor quemado en la calle', below('residus.mobles'), surely('incident'));
    expect(reported.state.cases).toHaveLength(1);
  });
});

describe('where somebody lives, below what is arranged rather than reported,', () => {
  test.each([['Visc al carrer Major 80'], ['Vivo en la calle Mayor 80'], ['I live at carrer Major 80']])(
    'gets how that is done, with what the answer offers: %s',
    (text) => {
      const result = say(text, below('oiac.cita-previa'), surely('incident'));
      expect(textsOf(result).join()).toMatch(/^placeNoted ca .*contact ca$/s);
      expect(result.state.offered).toEqual(['start:appointment', 'entry:oiac.cita-previa']);
      expect([result.state.cases, result.state.flow]).toEqual([[], null]);
    },
  );

  test('is not repeated to who may be in danger', () => {
    expect(textsOf(say('Visc al carrer Major 80', below('social.harm')))).toEqual(['how ca']);
  });

  test('is no such thing where it says no more than a place', () => {
    expect(textsOf(say('carrer Major 80', below('oiac.cita-previa'))).join()).not.toContain('placeNoted');
  });
});

test('what reads as a question about a service opens a case only where that one is reported', () => {
  const asks = { ...surely('incident', 0.8), acts: [{ act: 'ask', confidence: 0.5 }] } as const;
  const ask = (entry: string) =>
    turnOf('the thing in the square', {
      knowledge: { ...knowledge, moves: mostly('ask') },
      understanding: understood('the thing in the square', { ...asks, topics: [{ entry, confidence: 0.6 }] }),
    });
  expect(ask('padro.alta').state.cases).toEqual([]);
  expect(ask('ambient.plagues').state.cases).toHaveLength(1);
});
