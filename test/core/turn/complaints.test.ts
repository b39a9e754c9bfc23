import { describe, expect, test } from '@jest/globals';
import { asksWhereToComplain, blamesOthers } from '../../../src/core/flows/phrasing.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
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
