import { beforeAll, describe, expect, test } from '@jest/globals';
import type { RankedAspect, Understanding } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnInput, TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { shippedFlows } from '../../support/flows.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { eventsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

/** Flows that begin where somebody says what they want. */

let knowledge: Knowledge;
beforeAll(async () => {
  const entries = [
    ...town.entries.filter(({ id }) => id !== 'residus.mobles'),
    entryWith({ id: 'residus.mobles', flow: 'bulky-waste', exceptions: [] }),
    entryWith({ id: 'tramits.estat-expedient', general: ['duration'] }),
    entryWith({ id: 'oiac.cita-previa', flow: 'appointment', general: ['appointment'] }),
  ];
  knowledge = { ...createKnowledge({ ...town, entries }), flows: await shippedFlows(), moves: always('ask') };
});

const appointment: readonly RankedAspect[] = [{ aspect: 'appointment', confidence: 0.98 }];

function say(text: string, read: Partial<Understanding>, changes: Partial<TurnInput> = {}): TurnResult {
  return turnOf(text, { knowledge, understanding: understood(text, { shape: shapeOf(text), ...read }), ...changes });
}

const about = (entry: string, confidence: number, others: Understanding['topics'] = []): Partial<Understanding> => ({
  topics: [{ entry, confidence }, ...others],
});

describe('who asks how something is going that they applied for elsewhere', () => {
  const acts = [{ act: 'status', confidence: 0.6 }] as const;
  const file = { entry: 'tramits.estat-expedient', confidence: 0.1 };
  const texts = [
    'mine is number 2024/1187, has it moved?',
    'no en sé res, hi ha novetats?',
    'no sé nada, hay novedades?',
  ];

  test.each(texts)('is told how to look it up: %s', (text) => {
    const result = say(text, { ...about('residus.mobles', 0.5, [file]), acts });
    expect(textsOf(result).join()).toContain('tramits.estat-expedient');
    expect(result.state.flow).toBeNull();
  });

  test('is asked for the code of a case where no text is near', () => {
    const result = say('i made a report, any progress?', { ...about('residus.mobles', 0.5), acts });
    expect(result.state.flow).toMatchObject({ flow: 'case-status' });
  });

  test('and who asks how long it takes is not', () => {
    const result = say('quant triga?', { ...about('residus.mobles', 0.96, [file]), acts });
    expect(textsOf(result).join()).not.toContain('tramits.estat-expedient');
  });
});

describe('what somebody wants begins the flow of its entry', () => {
  test.each([
    ['tinc un sofà vell per llençar'],
    ['quiero tirar un colchón viejo'],
    ['I want to get rid of a wardrobe'],
  ])('and what is told already is not asked: %s', (text) => {
    const result = say(text, about('residus.mobles', 0.96));
    expect(eventsOf(result)).toEqual(expect.arrayContaining(['flow.started', 'question.answered', 'flow.ended']));
    expect(textsOf(result)).toHaveLength(1);
    expect(textsOf(result)[0]).toContain('residus.mobles');
  });

  test.each([
    ["m'han deixat un matalàs a la vorera"],
    ['me han dejado un colchón en la acera delante del portal'],
    ['someone left a sofa outside my door'],
  ])('and what others left in the street is reported, whatever it is: %s', (text) => {
    const result = say(text, about('residus.mobles', 0.96));
    expect(eventsOf(result)).toContain('case.opened');
    expect(eventsOf(result)).not.toContain('question.answered');
    const definition = knowledge.flows.all.find(({ id }) => id === result.state.flow?.flow);
    if (definition === undefined) throw new Error('a question is open');
    const flow = { definition, slots: result.slots };
    const next = say('carrer Gran 14, davant del forn', {}, { state: result.state, flow, revision: 8 });
    expect(next.slots.place?.text).toBe('carrer Gran 14, davant del forn');
  });

  test.each([['necessito hora'], ['quiero pedir cita'], ['I need an appointment']])(
    'after the answer where nothing is told, and the flow is not offered besides: %s',
    (text) => {
      const result = say(text, { ...about('oiac.cita-previa', 0.8), aspects: appointment });
      expect(textsOf(result)[0]).toContain('oiac.cita-previa');
      const offered = result.outbound.flatMap(({ choices }) => choices.map(({ value }) => value));
      expect(offered).not.toContain('start:appointment');
      expect(offered).toContain('slot:what/social');
      expect(result.state.flow).toMatchObject({ flow: 'appointment', step: 'what', offered: true });
    },
  );

  test('who turns to something else has left it', () => {
    const begun = say('I need an appointment', { ...about('oiac.cita-previa', 0.8), aspects: appointment });
    const definition = knowledge.flows.all.find(({ id }) => id === 'appointment');
    if (definition === undefined) throw new Error('the flow ships');
    const flow = { definition, slots: {} };
    const next = say("com m'empadrono?", about('padro.alta', 0.95), { state: begun.state, flow, revision: 8 });
    expect(next.state.flow).toBeNull();
    expect(textsOf(next).join()).not.toContain('flow.back');
    const named = say('it is for the doctor', {}, { state: begun.state, flow, revision: 8 });
    expect(named.events).toContainEqual({ type: 'flow.filled', flow: 'appointment', slot: 'what' });
  });
});

test.each([['on es demana cita?'], ['cómo pido cita'], ['where do I book an appointment'], ['cita']])(
  'a question keeps its answer: %s',
  (text) => {
    const result = say(text, about('oiac.cita-previa', 0.8));
    expect(eventsOf(result)).toContain('question.answered');
    expect(result.state.flow).toBeNull();
  },
);

test.each([['quiero pedir cita para el padrón'], ['vull cita per al padró'], ['an appointment for the register']])(
  'an appointment for a service that is not plain is one at the office: %s',
  (text) => {
    const others = [{ entry: 'oiac.cita-previa', confidence: 0.15 }];
    const result = say(text, { ...about('padro.certificat', 0.44, others), aspects: appointment });
    expect(result.events).toContainEqual(
      expect.objectContaining({ type: 'question.answered', entry: 'oiac.cita-previa' }),
    );
    expect(textsOf(result)).toHaveLength(1);
  },
);

test('in the middle of a flow nothing else begins', () => {
  const definition = knowledge.flows.all.find(({ id }) => id === 'facility-booking');
  if (definition === undefined) throw new Error('the flow ships');
  const begun = turnOf({ kind: 'choice', value: 'start:facility-booking', text: 'x' }, { knowledge });
  const flow = { definition, slots: {} };
  const next = say('tinc un sofà vell per llençar i no sé com', about('residus.mobles', 0.96), {
    ...{ state: begun.state, flow, revision: 8 },
  });
  expect(next.state.flow?.flow).toBe('facility-booking');
});

test('in public no flow begins', () => {
  const result = say('I need an appointment', about('oiac.cita-previa', 0.8), {
    surface: 'public',
    state: underWay({}),
  });
  expect(result.state.flow).toBeNull();
});
