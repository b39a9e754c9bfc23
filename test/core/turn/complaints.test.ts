import { describe, expect, test } from '@jest/globals';
import { asksWhereToComplain, blamesOthers, saysUndone, wantsToObject } from '../../../src/core/flows/phrasing.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { shippedFlows } from '../../support/flows.ts';
import { answeredState, topics } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { eventsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const complaint: Partial<Understanding> = {
  kind: { kind: 'complaint', confidence: 0.99, ranked: [{ kind: 'complaint', confidence: 0.99 }], rule: null },
};

function say(text: string, read: Partial<Understanding>, state = underWay({})) {
  const knowledge = { ...talkTown, moves: always('report') };
  return turnOf(text, { knowledge, state, understanding: understood(text, { ...complaint, ...read }) });
}

describe('who asks where to complain', () => {
  test.each(['y no me han devuelto la fianza, donde reclamo', 'a qui em puc queixar', 'where can I complain'])(
    'asks: %s',
    (text) => {
      expect(asksWhereToComplain(text)).toBe(true);
    },
  );

  test('of nothing that is plain is told by the service spoken of, and no case is opened', () => {
    const result = say('no me han devuelto la fianza, donde reclamo', topics('residus.mobles', 0.4), answeredState);
    expect(textsOf(result)[0]).toContain('contact of padro.alta');
    expect(eventsOf(result)).not.toContain('case.opened');
  });

  test('complains where they do not ask: a case is opened', () => {
    const result = say('no me han devuelto la fianza', topics('residus.mobles', 0.4), answeredState);
    expect(eventsOf(result)).toContain('case.opened');
  });
});

describe('who wants to object', () => {
  test.each([
    ["no la vull pagar, vull reclamar perquè havia pagat amb l'app", true],
    ['quiero recurrir la multa', true],
    ['we want to appeal', true],
    ['I want to complain because I had paid', false],
    ['vull posar una queixa', false],
    ["I don't think you work well", false],
  ])('%s: %s', (text, isObjection) => {
    expect(wantsToObject(text)).toBe(isObjection);
  });

  const objection = 'no, vull reclamar perquè ja ho havia pagat';
  const object = async (confidence: number, refusal: number) => {
    const knowledge = { ...talkTown, moves: always('report'), flows: await shippedFlows() };
    const read = {
      ...complaint,
      ...topics('residus.mobles', confidence),
      aspects: [{ aspect: 'refusal' as const, confidence: refusal }],
    };
    return turnOf(objection, { knowledge, state: underWay({}), understanding: understood(objection, read) });
  };

  test('is told how by the service that tells it, and may complain; no case is opened', async () => {
    const result = await object(0.5, 0.3);
    expect(textsOf(result)[0]).toContain('residus.mobles ca');
    expect(eventsOf(result)).not.toContain('case.opened');
    expect(result.state.offered).toContain('start:complaint');
  });

  test('complains where no service is likely, or nobody would tell how one objects to it', async () => {
    for (const result of [await object(0.2, 0.3), await object(0.5, 0.05)])
      expect(textsOf(result).join(' ')).not.toContain('residus.mobles ca');
  });
});

describe('what others do', () => {
  test.each([
    ["el veí aparca sempre davant del meu garatge, n'estic farta", true],
    ['someone parks in front of my door every day', true],
    ['fan soroll els veins i la policia no ve', false],
    ['els veïns fan festes i ningú hi fa res', false],
    ["m'heu cobrat dues vegades", false],
  ])('%s: %s', (text, isOthers) => {
    expect(blamesOthers(text)).toBe(isOthers);
  });
});

describe('who did what they were told', () => {
  const likely = {
    kind: 'complaint',
    confidence: 0.8,
    ranked: [{ kind: 'complaint', confidence: 0.8 }],
    rule: null,
  } as const;
  const goOn = (text: string, state = answeredState, kind: Understanding['kind'] = likely) =>
    turnOf(text, {
      knowledge: { ...talkTown, moves: always('follow') },
      state,
      understanding: understood(text, { kind, ...topics('residus.mobles', 0.4), shape: shapeOf(text) }),
    });

  test.each([
    ['ja ho vaig fer fa un mes i no han vingut mai'],
    ['ya lo pedí por internet y nadie me ha contestado'],
    ['ya lo hice y no vinieron nunca'],
    ['i did that last month and they never came'],
    ['I applied in May and nobody answered'],
  ])('complains that it was not done, with whom it is about: %s', (text) => {
    expect(saysUndone(text)).toBe(true);
    expect(goOn(text).state.cases).toMatchObject([
      { kind: 'complaint', department: talkTown.entry('padro.alta')?.department },
    ]);
  });

  test.each([
    ['ja ho vaig fer el mes passat'],
    ['I never got the letter'],
    ['no he pogut anar-hi'],
    ['no me llegó la carta'],
    ['nadie'],
  ])('may say less: %s', (text) => {
    expect(saysUndone(text)).toBe(false);
    expect(goOn(text).state.cases).toEqual([]);
  });

  test('complains of nothing where the bot is corrected', () => {
    const acts = [{ act: 'correct' as const, confidence: 0.8 }];
    const state = answeredState;
    const read = { kind: likely, acts, ...topics('residus.mobles', 0.1) };
    const result = turnOf("no, you didn't get me", {
      knowledge: { ...talkTown, moves: always('correct') },
      state,
      understanding: understood("no, you didn't get me", read),
    });
    expect(result.state.cases).toEqual([]);
  });

  test('complains of nothing by a question, below no answer, or in words like no complaint', () => {
    expect(goOn("no m'han contestat, què faig?").state.cases).toEqual([]);
    const doubtful = { ...likely, confidence: 0.6, ranked: [{ kind: 'complaint' as const, confidence: 0.6 }] };
    expect(goOn("no m'han contestat", answeredState, doubtful).state.cases).toEqual([]);
  });
});
