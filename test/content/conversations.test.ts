import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Locale } from '../../src/core/model/locale.ts';
import type { TurnResult } from '../../src/core/turn/turnDraft.ts';
import { openShippedBot, type ShippedBot } from '../protocol/shippedTurns.ts';
import { underWay } from '../support/turn.ts';

/** Conversations with the content that ships, as people hold them. */

let bot: ShippedBot;
beforeAll(async () => {
  bot = await openShippedBot();
}, 120_000);

/** Holds a conversation; gives what comes of each message. */
function hold(locale: Locale, ...texts: readonly string[]): readonly TurnResult[] {
  let state = underWay({ language: { locale, explicit: true } });
  return texts.map((text, index) => {
    const definition = bot.knowledge.flows.all.find(({ id }) => id === state.flow?.flow);
    const result = bot.receive(text, {
      state,
      revision: index + 1,
      ...(definition === undefined ? {} : { flow: { definition, slots: {} } }),
    });
    state = result.state;
    return result;
  });
}

/** What of which service a message got; null: none. */
function answered(result: TurnResult | undefined): string | null {
  const event = result?.events.find((each) => each.type === 'question.answered');
  if (event?.type !== 'question.answered') return null;
  return [event.entry, event.aspect ?? event.exception ?? ''].join(' ').trim();
}

const last = (results: readonly TurnResult[]) => results.at(-1);

describe('below a service', () => {
  test.each([
    ['ca', 'targeta rosa', 'quant costa', 'mobilitat.targeta-rosa cost'],
    ['ca', 'targeta rosa', 'y si tengo una discapacidad?', 'mobilitat.targeta-rosa disability'],
    ['es', 'quiero recurrir una multa', 'vale y dónde la pago', 'multes.pagar'],
    ['es', 'mis vecinos hacen mucho ruido', 'puede venir la policía?', 'seguretat.soroll-veins right-now'],
    [
      'en',
      'my neighbours are very noisy at night',
      'will my neighbours know it was me?',
      'seguretat.soroll-veins anonymous',
    ],
    ['en', 'how do I renew my registration on the padron', 'what happens if I forget', 'padro.renovacio forgotten'],
    ['en', 'how do I renew my registration on the padron', 'how often do I need to do it', 'padro.renovacio how-often'],
    ['en', 'music school enrolment for my son', 'can I bring my own violin', 'educacio.escola-musica own-instrument'],
    ['en', 'school canteen grant', 'are meals included', 'educacio.beques-menjador the-meal'],
    ['en', 'nursery school places', 'can he eat at home', 'educacio.escola-bressol meals'],
    ['ca', 'ple municipal', 'puc parlar-hi', 'govern.alcaldia plenary'],
    ['ca', 'ple municipal', 'hi vull parlar', 'govern.alcaldia plenary'],
    ['es', 'pleno municipal', 'puedo hablar', 'govern.alcaldia plenary'],
    ['en', 'council meeting', 'can I talk there', 'govern.alcaldia plenary'],
    ['en', 'council meeting', 'can I speak there', 'govern.alcaldia'],
    ['es', 'quiero casarme en el ayuntamiento', 'qué papeles hacen falta', 'civil.casament documents'],
  ] as const)('%s: %s, %s', (locale, first, second, expected) => {
    expect(answered(last(hold(locale, first, second)))).toMatch(new RegExp(`^${expected.replaceAll('.', '\\.')}`));
  });
});

describe('what is in the street', () => {
  test.each([
    ['ca', 'hi ha rates al parc'],
    ['es', 'hay ratas en el parque'],
    ['en', 'there are rats in the park'],
  ] as const)('opens a case where it is told: %s, %s', (locale, text) => {
    expect(last(hold(locale, text))?.state.cases).toMatchObject([{ kind: 'incident', about: 'ambient.plagues' }]);
  });

  test('is offered to be reported where it is asked about, and an address is its place', () => {
    const [asked, place] = hold('ca', 'plagues', 'carrer Major 15');
    expect(asked?.state.offered).toContain('start:street-incident');
    expect(place?.state.flow).toMatchObject({ flow: 'street-incident', filled: ['place'], case: null });
  });
});

test('who does not know where to start is no unanswered question, and below an answer asks how to go about that', () => {
  for (const [locale, text] of [
    ['ca', 'no sé por on començar'],
    ['es', 'no sé por dónde empezar'],
    ['en', "I don't know where to start"],
  ] as const) {
    const result = last(hold(locale, text));
    expect([text, answered(result)]).toEqual([text, 'smalltalk.lost']);
    expect(result?.events.map(({ type }) => type)).not.toContain('question.unanswered');
  }
  expect(answered(last(hold('ca', "com m'empadrono", 'no sé per on començar')))).toBe('padro.alta how');
});

describe('below an answer about danger, nobody who refuses is left with a formula', () => {
  const subjects = {
    violence: ['violència masclista on truco', 'violencia machista dónde llamo', 'help against gender violence'],
    bullying: ["assetjament a l'escola", 'acoso escolar', 'my son is bullied at school'],
    eviction: ['em volen desnonar', 'me quieren desahuciar', 'I am being evicted'],
    death: ['ha mort el meu pare què he de fer', 'ha muerto mi padre qué hago', 'my father died what do I do'],
    numbers: ['emergències telèfons', 'teléfonos de emergencias', 'emergency telephone numbers'],
  } as const;
  const refusals = {
    ca: ['no', 'no gràcies', 'no vull denunciar', 'no puc', 'tinc por', 'em sap greu', 'no ho vull dir a ningú'],
    es: [
      'no',
      'no, gracias',
      'no quiero denunciar',
      'no puedo',
      'tengo miedo',
      'lo siento',
      'no quiero decírselo a nadie',
    ],
    en: [
      'no',
      'no thanks',
      "I don't want to report him",
      "I can't",
      "I'm scared",
      "I'm sorry",
      "I don't want to tell anyone",
    ],
  } as const;

  test.each(Object.entries(subjects))('%s', (subject, questions) => {
    const number = subject === 'violence' ? '016' : subject === 'bullying' ? '116111' : '112';
    for (const [index, locale] of (['ca', 'es', 'en'] as const).entries()) {
      const question = questions[index] ?? '';
      for (const text of refusals[locale]) {
        const replies = last(hold(locale, question, text))?.outbound.map((each) => each.text) ?? [];
        expect([question, text, replies.join('\n').includes(`(tel:${number})`)]).toEqual([question, text, true]);
      }
    }
  });

  test('and who did not report gets what to do without that', () => {
    for (const [locale, text] of [
      ['ca', 'no vull denunciar'],
      ['es', 'no quiero denunciar'],
      ['en', "I don't want to report him"],
    ] as const) {
      const index = ['ca', 'es', 'en'].indexOf(locale);
      const asked = subjects.violence[index] ?? '';
      expect(answered(last(hold(locale, asked, text)))).toBe('social.violencia-masclista not-reported');
    }
  });
});
