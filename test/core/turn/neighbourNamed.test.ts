import { describe, expect, test } from '@jest/globals';
import type { Localised } from '../../../src/core/model/locale.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const titled = (ca: string, es: string, en: string): Localised => ({ ca, es, en });
const entries = [
  entryWith({
    id: 'multes.allegacions',
    title: titled('Recórrer una multa', 'Recurrir una multa', 'Contest a fine'),
    followUps: ['multes.pagar', 'oiac.cita', 'tributs.rebut'],
  }),
  entryWith({ id: 'multes.pagar', title: titled('Pagar una multa', 'Pagar una multa', 'Pay a fine') }),
  entryWith({ id: 'oiac.cita', title: titled('Demanar una multa', 'Pedir una multa', 'Ask for a fine') }),
  entryWith({ id: 'tributs.rebut', title: titled('Pagar un rebut', 'Pagar un recibo', 'Pay a bill') }),
  entryWith({ id: 'tributs.ibi', title: titled('IBI', 'IBI', 'Property tax'), followUps: ['multes.pagar'] }),
];
const knowledge = { ...createKnowledge({ ...town, entries: [...town.entries, ...entries] }), moves: always('follow') };

function below(entry: string, text: string): string {
  const dialogue = { focus: [{ entry, aspect: null }], last: { did: 'answered', others: [] } } as const;
  const read = understood(text, { shape: shapeOf(text) });
  return textsOf(turnOf(text, { knowledge, understanding: read, state: underWay({ dialogue }) })).join('\n');
}

describe('what is asked below a service', () => {
  test.each(['vale y dónde la pago', 'i on la pago', 'com la paguem?', 'how do I pay it', 'puedo pagarla con tarjeta'])(
    'is about the one beside it that is named by what is done: %s',
    (text) => {
      expect(below('multes.allegacions', text)).toMatch(/^multes\.pagar/);
    },
  );

  test.each([
    ['multes.allegacions', 'y dónde la recurro'],
    ['multes.allegacions', 'i com ho demano'],
    ['multes.allegacions', 'i si no era jo qui conduïa el cotxe aquell dia i no la vull pagar'],
    ['tributs.ibi', 'i on el pago'],
  ])('stays with %s: %s', (entry, text) => {
    expect(below(entry, text)).not.toContain('multes.pagar ');
  });
});
