import { beforeAll, describe, expect, test } from '@jest/globals';
import { compileProtocol } from '../../../src/content/buildProtocol.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import type { AspectAnswer, Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { Translate } from '../../../src/core/ports/translate.ts';
import { createTranslator } from '../../../src/language/translator.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { shippedContent } from '../../support/shippedContent.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const hours: AspectAnswer = { answer: { ca: 'HORES', es: 'HORAS', en: 'HOURS' }, source: null, verified: null };
const cost: AspectAnswer = { answer: { ca: 'COST', es: 'COSTE', en: 'COST' }, source: null, verified: null };
/** Where the hours are, and none of them. */
const elsewhere = (text: string): AspectAnswer => ({
  ...hours,
  answer: { ca: `${text} [fitxa](https://fitxa.example/1-2)`, es: 'HORAS', en: 'HOURS' },
});
const entries = [
  entryWith({ id: 'tributs.ibi', aspects: { hours: { ...hours, hoursOf: 'oiac' }, cost } }),
  entryWith({ id: 'residus.deixalleria', aspects: { hours: elsewhere('HORES:'), cost } }),
  entryWith({ id: 'ambient.horts', aspects: { hours: elsewhere('De dilluns a divendres:') } }),
  entryWith({ id: 'oiac.horari', general: ['hours'], aspects: { hours: { ...hours, hoursOf: 'oiac' } } }),
];

const named = 'De dilluns a divendres: [fitxa](https://fitxa.example/1-2)';
const unknown = "No sé l'horari d'aquell dia. El trobareu aquí: [fitxa](https://fitxa.example/1-2).";

/** A Sunday, at eleven in the morning; and a Monday, at ten. */
const sunday = Date.parse('2026-11-29T10:00:00Z');
const monday = Date.parse('2026-11-30T09:00:00Z');

let knowledge: Knowledge;
let translate: Translate;
beforeAll(async () => {
  const content = await shippedContent();
  const protocol = compileProtocol(content);
  knowledge = { ...createKnowledge({ ...town, entries }), moves: always('follow'), protocol };
  translate = createTranslator(content.phrases.phrases, content.council.values);
});

interface Below {
  readonly entry?: string;
  readonly locale?: Locale;
  readonly now?: number;
  readonly aspect?: 'hours' | 'cost' | null;
  readonly changes?: Partial<Understanding>;
}

function below(
  text: string,
  { entry = 'tributs.ibi', locale = 'ca', now = sunday, aspect = 'hours', changes = {} }: Below,
): string {
  const dialogue = { focus: [{ entry, aspect }], last: { did: 'answered', others: [] } } as const;
  const understanding = understood(text, {
    shape: shapeOf(text),
    language: { locale, confidence: 0.99, isDistinctive: true, foreign: null },
    aspects: [{ aspect: 'hours', confidence: 0.9 }],
    ...changes,
  });
  const state = underWay({ dialogue });
  return textsOf(turnOf(text, { knowledge, understanding, state, translate, now })).join('\n');
}

describe('what is asked about a day below opening hours', () => {
  test.each([
    ['i els dissabtes?', 'ca', "**Dissabte**, l'Oficina d'atenció ciutadana (OIAC) **no obre**.\n\nHORES"],
    ['y los sábados?', 'es', '**El sábado**, la Oficina de atención ciudadana (OIAC) **no abre**.\n\nHORAS'],
    ['and on saturdays?', 'en', "**On Saturday**, the Citizens' office (OIAC) is **closed**.\n\nHOURS"],
    [
      'i dijous?',
      'ca',
      "**Dijous**, l'Oficina d'atenció ciutadana (OIAC) obre **de 9.00 a 13.30 h i de 16.30 a 19.00 h**.\n\nHORES",
    ],
    [
      'and on Monday evening?',
      'en',
      "**On Monday in the afternoon**, the Citizens' office (OIAC) is open **from 16:30 to 19:00**.\n\nHOURS",
    ],
    [
      'y el viernes por la tarde?',
      'es',
      '**El viernes por la tarde**, la Oficina de atención ciudadana (OIAC) **no abre**. Ese día abre de 9:00 a 13:30 h.\n\nHORAS',
    ],
    ['i el cap de setmana?', 'ca', "**El cap de setmana**, l'Oficina d'atenció ciutadana (OIAC) **no obre**.\n\nHORES"],
    ['obriu avui?', 'ca', "**Avui diumenge**, l'Oficina d'atenció ciutadana (OIAC) **no obre**.\n\nHORES"],
    [
      'y mañana?',
      'es',
      '**Mañana lunes**, la Oficina de atención ciudadana (OIAC) abre **de 9:00 a 13:30 h y de 16:30 a 19:00 h**.\n\nHORAS',
    ],
    [
      'el 8 de desembre obriu?',
      'ca',
      "**El dimarts 8 de desembre del 2026** és festiu: l'Oficina d'atenció ciutadana (OIAC) **no obre**.\n\nHORES",
    ],
    [
      "el 16 d'agost de 2027?",
      'ca',
      "**El dilluns 16 d'agost del 2027**, l'Oficina d'atenció ciutadana (OIAC) obre **de 9.00 a 14.00 h**.\n\nHORES",
    ],
    ['open now?', 'en', "The Citizens' office (OIAC) is **closed now**. It opens again tomorrow at 9:00.\n\nHOURS"],
  ] as const)('begins with that day, by the calendar: %s', (text, locale, said) => {
    expect(below(text, { locale })).toBe(said);
  });

  test.each([
    ['i un dissabte es pot?', 'ca', "HORES\n\n**Dissabte**, l'Oficina"],
    ['y los sábados se puede hacer?', 'es', 'HORAS\n\n**El sábado**, la Oficina'],
    ['is it allowed on saturday?', 'en', 'HOURS\n\n**On Saturday**, the Citizens'],
    ['dissabte hi puc anar?', 'ca', "**Dissabte**, l'Oficina"],
    ['puedo ir el sábado?', 'es', '**El sábado**, la Oficina'],
    ['can I come on saturday?', 'en', '**On Saturday**, the Citizens'],
  ] as const)('tells it last where something may be done, and first where one would go: %s', (text, locale, said) => {
    expect(below(text, { locale }).startsWith(said)).toBe(true);
  });

  test('says until when it is open now', () => {
    const said = below('esteu oberts ara?', { now: monday });
    expect(said).toBe("**Ara** l'Oficina d'atenció ciutadana (OIAC) **és oberta**, fins a les 13.30 h.\n\nHORES");
  });

  test('says so where the next day of that name is a holiday, though others are not', () => {
    const said = below('i els dimarts?', { now: Date.parse('2026-12-03T10:00:00Z') });
    expect(said).toContain("**Dimarts**, l'Oficina d'atenció ciutadana (OIAC) obre **de 9.00 a 13.30 h");
    expect(said).toContain('Però el dimarts 8 de desembre del 2026 és festiu i no obre.');
  });

  test.each([
    ['where the hours are those of no office', 'i els dissabtes?', { entry: 'residus.deixalleria' }, unknown],
    ['where the hours name days', 'i els dissabtes?', { entry: 'ambient.horts' }, named],
    ['where no day is named', 'a quina hora obriu?', {}, 'HORES'],
    ['where a holiday of the town is meant', 'demà és festa, obriu?', {}, 'HORES'],
    [
      'where something else is asked',
      'quant costa dissabte?',
      { changes: { aspects: [{ aspect: 'cost', confidence: 0.9 }] }, aspect: null },
      'COST',
    ],
  ] as const)('says nothing of it %s', (_, text, how, said) => {
    expect(below(text, how)).toBe(said);
  });

  test('asks for the hours, whatever else its few words resemble', () => {
    const changes = { aspects: [{ aspect: 'cost', confidence: 0.5 }] } as const;
    expect(below('i dissabte?', { changes })).toMatch(/^\*\*Dissabte\*\*.*\n\nHORES$/);
    expect(below('i diumenge?', { changes, entry: 'residus.deixalleria' })).toBe(unknown);
    const exceptions = [{ entry: 'residus.deixalleria', exception: 'study-room', likeness: 0.8 }];
    expect(below('i diumenge?', { changes: { exceptions }, entry: 'residus.deixalleria' })).toBe(unknown);
  });

  test('is told before the whole answer about the hours of the office, too', () => {
    const topics = [{ entry: 'oiac.horari', confidence: 0.99 }];
    const understanding = understood('obriu dissabte?', { shape: shapeOf('obriu dissabte?'), topics });
    const said = textsOf(turnOf('obriu dissabte?', { knowledge, understanding, translate, now: sunday })).join('\n');
    expect(said).toMatch(/^\*\*Dissabte\*\*, l'Oficina d'atenció ciutadana \(OIAC\) \*\*no obre\*\*/);
  });
});
