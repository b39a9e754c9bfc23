import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Locale, locales } from '../../src/core/model/locale.ts';
import type { TurnInput, TurnResult } from '../../src/core/turn/turnDraft.ts';
import { textsOf } from '../support/turn.ts';
import { complaint, constructive, type Messages, ownData, person, request } from './messages.ts';
import { tuesday } from './shipped.ts';
import { openShippedBot, type ShippedBot } from './shippedTurns.ts';

let bot: ShippedBot;
beforeAll(async () => {
  bot = await openShippedBot();
});

/** What comes of a message. */
function receive(messages: Messages, locale: Locale, changes: Partial<TurnInput>): TurnResult {
  return bot.receive(messages[locale], changes);
}

interface Time {
  readonly messages: Messages;
  readonly at?: string;
  readonly of: 'first' | 'resolution';
  readonly until: string;
  /** How the receipt says it. */
  readonly said?: Messages;
}

/** The guide's table of times, row by row, with the days worked out by hand. */
const times: readonly (readonly [string, Time])[] = [
  [
    '2 working hours to a complaint',
    {
      ...{ messages: complaint, of: 'first', until: '2026-11-24T12:00+01:00' },
      said: {
        ca: 'avui, dimarts 24 de novembre del 2026, a les 12.00',
        es: 'hoy, martes 24 de noviembre de 2026, a las 12:00',
        en: 'today, Tuesday 24 November 2026 at 12:00',
      },
    },
  ],
  [
    '2 working hours, handled on resuming',
    { messages: complaint, at: '2026-11-27T15:00+01:00', of: 'first', until: '2026-11-30T11:00+01:00' },
  ],
  ['2 working days, the house rule', { messages: constructive, of: 'resolution', until: '2026-11-27T00:00+01:00' }],
  [
    '1 working day for the mailbox, outside hours',
    {
      ...{ messages: person, at: '2026-11-24T22:00+01:00', of: 'first', until: '2026-11-27T00:00+01:00' },
      said: {
        ca: 'Tornem demà a les 9.00.',
        es: 'Volvemos mañana a las 9:00.',
        en: 'back tomorrow at 9:00.',
      },
    },
  ],
  [
    '30 days for the full answer to a complaint',
    {
      ...{ messages: complaint, of: 'resolution', until: '2026-12-25T00:00+01:00' },
      said: {
        ca: 'el dijous 24 de desembre del 2026',
        es: 'el jueves 24 de diciembre de 2026',
        en: 'Thursday 24 December 2026',
      },
    },
  ],
  [
    'receipt of a request, at once, with date, body, person and deadline',
    {
      ...{ messages: request, of: 'first', until: '2026-11-24T10:00+01:00' },
      said: {
        ca: "Òrgan responsable: l'àrea de Secretaria",
        es: 'Órgano responsable: el área de Secretaría',
        en: 'Body responsible: the Secretariat',
      },
    },
  ],
  [
    '15 days to forward a request to another body',
    {
      messages: {
        ca: 'els trens de rodalies arriben tard cada dia, és una queixa',
        es: 'los trenes de cercanías llegan tarde cada día, es una queja',
        en: 'I want to complain: the renfe trains are late every day',
      },
      ...{ of: 'resolution', until: '2026-12-10T00:00+01:00' },
    },
  ],
  [
    '1 month for public information, and silence is consent',
    {
      ...{ messages: request, of: 'resolution', until: '2026-12-25T00:00+01:00' },
      said: {
        ca: "s'entén que la resposta és que sí",
        es: 'se entiende que la respuesta es que sí',
        en: 'counts as yes',
      },
    },
  ],
  [
    'reasoned reply to a proposal',
    {
      messages: {
        ca: 'proposo que poseu més ombra al parc infantil',
        es: 'propongo que pongáis más sombra en el parque infantil',
        en: 'I suggest you put more shade in the playground',
      },
      ...{ of: 'resolution', until: '2026-12-25T00:00+01:00' },
    },
  ],
  [
    '20 working days on accessibility',
    {
      messages: {
        ca: 'la vostra pàgina web no és accessible, el lector de pantalla no llegeix els formularis, és una queixa',
        es: 'vuestra página web no es accesible, el lector de pantalla no lee los formularios, es una queja',
        en: 'your website is not accessible, the screen reader cannot read the forms, I want to complain',
      },
      ...{ of: 'resolution', until: '2026-12-24T00:00+01:00' },
    },
  ],
  [
    '2 months for the data-protection officer',
    {
      messages: {
        ca: 'vull fer una consulta a la delegada de protecció de dades',
        es: 'quiero hacer una consulta a la delegada de protección de datos',
        en: 'I have a question for the data protection officer',
      },
      ...{ of: 'resolution', until: '2027-01-25T00:00+01:00' },
    },
  ],
  [
    '1 month for what people ask about their own data, with the data-protection officer',
    {
      ...{ messages: ownData, of: 'resolution', until: '2026-12-25T00:00+01:00' },
      said: {
        ca: 'La porta la Delegació de protecció de dades.\n- El termini per respondre-us acaba el dijous 24 de desembre del 2026.',
        es: 'La lleva la Delegación de protección de datos.\n- El plazo para responderle termina el jueves 24 de diciembre de 2026.',
        en: 'It is with the Data protection officer.\n- The deadline for answering you is Thursday 24 December 2026.',
      },
    },
  ],
];

const moments = times.flatMap(([name, row]) => locales.map((locale) => [name, locale, row] as const));

describe('by when, as the guide says', () => {
  test.each(moments)('%s (%s)', (_, locale, { messages, at, of, until, said }) => {
    const result = receive(messages, locale, { now: at === undefined ? tuesday : Date.parse(at) });
    const duration = result.state.cases[0]?.[of];
    expect(new Date(duration?.dueAt ?? 0).toISOString()).toBe(new Date(until).toISOString());
    if (said !== undefined) expect(textsOf(result)[0]).toContain(said[locale]);
  });

  test('on holidays too: handled on resuming, and the citizen is told when that is', () => {
    const [said] = textsOf(bot.receive(complaint.ca, { now: Date.parse('2026-12-25T10:00+01:00') }));
    expect(said).toContain("Ara som fora d'horari. Tornem el dilluns 28 de desembre, a les 9.00.");
  });

  test('two months more at most, with reasons, where it is about one’s own data', () => {
    for (const locale of locales) {
      const result = receive(ownData, locale, {});
      expect(textsOf(result)[0]).toMatch(/dos mesos més|dos meses más|two more months/);
    }
    const { extendedAt } = bot.knowledge.protocol.decide({
      ...{ kind: 'data-subject', traits: [], surface: 'private', department: null, at: tuesday },
      account: { id: 'web', department: null, hours: null },
    }).resolution ?? { extendedAt: null };
    expect(new Date(extendedAt ?? 0).toISOString()).toBe('2027-02-24T23:00:00.000Z');
  });

  test.each(locales)('what silence means is said only where the law gives it a meaning (%s)', (locale) => {
    const says = (messages: Messages) => textsOf(receive(messages, locale, {}))[0];
    expect(says(complaint)).not.toMatch(/silenci|silencio|silence/i);
    expect(says(person)).not.toMatch(/silenci|silencio|silence/i);
    expect(says(ownData)).toContain('https://apdcat.gencat.cat');
    expect(bot.knowledge.protocol.administrativeSilence('none', locale)).toBeNull();
  });

  test('a receipt says where the case is followed', () => {
    for (const locale of locales) {
      const result = bot.receive(complaint[locale], {});
      expect(textsOf(result)[0]).toContain(`(https://bot.example/cas/${result.state.cases[0]?.code})`);
    }
  });
});
