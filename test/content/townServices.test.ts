import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Locale } from '../../src/core/model/locale.ts';
import { openShippedBot, type ShippedBot } from '../protocol/shippedTurns.ts';
import { underWay } from '../support/turn.ts';

/** What the shipped content answers, asked as people ask it: entry, and the aspect or special case, of the last message. */

let bot: ShippedBot;
beforeAll(async () => {
  bot = await openShippedBot();
}, 120_000);

function answered(locale: Locale, texts: readonly string[]): string | null {
  let state = underWay({ language: { locale, explicit: true } });
  let answer: string | null = null;
  for (const [index, text] of texts.entries()) {
    const result = bot.receive(text, { state, revision: index + 1 });
    state = result.state;
    const event = result.events.find((each) => each.type === 'question.answered');
    answer =
      event?.type === 'question.answered'
        ? [event.entry, event.aspect ?? event.exception ?? ''].join(' ').trim()
        : null;
  }
  return answer;
}

function gives(rows: readonly (readonly [Locale, readonly string[], string])[]): void {
  test.each(rows)('%s: %s', (locale, texts, expected) => {
    expect(answered(locale, texts)).toBe(expected);
  });
}

describe('elections', () => {
  gives([
    ['ca', ["a quin col·legi m'ha tocat votar aquest cop?"], 'govern.eleccions polling-station'],
    ['ca', ['eleccions municipals', "no m'ha arribat la targeta"], 'govern.eleccions card-missing'],
    ['es', ['me ha tocado de vocal en una mesa, cómo me libro?', 'y me pagan algo?'], 'govern.eleccions cost'],
    ['es', ['quiero votar por correo, cómo se pide?', 'hasta cuándo?'], 'govern.eleccions deadline'],
    ['en', ["I'm Polish and live here, can I vote in the town elections?"], 'govern.eleccions eu-citizen'],
    ['en', ['where do I vote on Sunday?', 'my ID is out of date, does it matter?'], 'govern.eleccions expired-id'],
    ['ca', ['quan toca votar alcalde?'], 'govern.eleccions next-elections'],
  ]);

  test.each([
    ['ca', 'a quin col·legi em toca portar el nen?', 'educacio.preinscripcio'],
    ['es', 'quiero votar en los presupuestos participativos', 'govern.participacio'],
    ['en', 'how do I vote for the neighbourhood projects?', 'govern.participacio'],
    ['ca', "qui és l'alcalde?", 'govern.alcaldia'],
  ] as const)('are not what is asked in %s: %s', (locale, text, entry) => {
    expect(answered(locale, [text])).toMatch(new RegExp(`^${entry.replace('.', '\\.')}`));
  });
});

describe('works in the street that others do', () => {
  const street = 'tinc el carrer aixecat per obres davant del local des de fa un mes, fins quan dura?';
  gives([
    ['ca', [street], 'via-publica.obres-carrer duration'],
    ['ca', [street, 'i si perdo clients, qui em paga?'], 'via-publica.obres-carrer lost-business'],
    ['en', ['the avenue is closed because of works, until when?'], 'via-publica.obres-carrer deadline'],
  ]);

  test('do not take who asks for a permit of their own', () => {
    expect(answered('en', ['I need a permit for a skip in the street'])).toMatch(/^via-publica\.ocupacio/);
  });
});

describe('what is asked on about a service', () => {
  gives([
    ['es', ['cómo pago una multa?', 'qué pasa si no la pago?'], 'multes.pagar not-paid'],
    ['es', ['cómo pago una multa?', 'si la pago ahora me sale más barata?'], 'multes.pagar cost'],
    ['en', ['I want to appeal a traffic fine', 'how long do they take to answer?'], 'multes.allegacions duration'],
    ['ca', ['vull empadronar-me', 'i si el pis no és meu, és de lloguer?'], 'padro.alta renting'],
    ['en', ['how do I register at my address?', 'can my wife go for me?'], 'padro.alta somebody-else'],
    ['es', ['cómo me empadrono?', 'para la tarjeta del médico también es ahí?'], 'padro.alta health-card'],
    ['en', ['can we marry at the town hall?', 'can a friend marry us?'], 'civil.casament who-marries'],
    [
      'ca',
      ['vull canviar la cuina, he de demanar permís?', 'i si no dic res a ningú i ho faig?'],
      'urbanisme.obres-menors without-notice',
    ],
    ['es', ['me desahucian', 'tengo la fecha del juzgado'], 'habitatge.desnonament court-paper'],
    [
      'en',
      ['I owe rent and the owner says I must leave', 'he only said so on WhatsApp'],
      'habitatge.desnonament only-told',
    ],
    ['ca', ['ibi', 'el puc pagar en dues vegades?'], 'tributs.ibi instalments'],
    ['ca', ['teleassistència per a la meva tieta', 'i algú que la renti cada matí?'], 'social.gent-gran home-help'],
    ['es', ['escuela infantil municipal', 'y si llego tarde a recogerla?'], 'educacio.escola-bressol late-pick-up'],
    ['en', ['library card', 'how many books can I borrow?'], 'cultura.biblioteques how-many'],
    ['en', ['how do I get the pink card?', "I'm unemployed, can I get it?"], 'mobilitat.targeta-rosa unemployed'],
  ]);
});
