import { beforeAll, describe, expect, test } from '@jest/globals';
import { locales } from '../../src/core/model/locale.ts';
import { textsOf, underWay } from '../support/turn.ts';
import { complaint, constructive, identity, insult, type Messages, spam } from './messages.ts';
import { judged, openShippedBot, type ShippedBot } from './shippedTurns.ts';

let bot: ShippedBot;
beforeAll(async () => {
  bot = await openShippedBot();
});

interface Row {
  readonly messages: Messages;
  readonly surface?: 'public' | 'private';
  /** Entry that answers it; null: none does. */
  readonly answered?: string;
  readonly rule?: string;
  readonly cites?: readonly string[];
  /** What the citizen is told; nothing where it is missing and no case is opened. */
  readonly said?: Messages | null;
  /** Department of the case that is opened. */
  readonly department?: string;
  readonly proposed?: readonly string[];
  readonly invited?: boolean;
  readonly alert?: boolean;
}

const fire: Messages = { ca: 'hi ha foc al meu edifici', es: 'hay fuego en mi edificio', en: 'my building is on fire' };
const code: Messages = { ca: '7KQ4', es: '7KQ4', en: '7KQ4' };

const outburst: Messages = {
  ca: 'ho feu tot fatal, no serveix de res aquest ajuntament',
  es: 'lo hacéis todo fatal, este ayuntamiento no sirve para nada',
  en: 'everything you do is terrible, this council is useless',
};

/** The guide's table of kinds of messages, row by row: from what people write to what comes of it. */
const handling: readonly (readonly [string, Row])[] = [
  [
    'question: answered where it was asked',
    {
      messages: {
        ca: 'com em puc empadronar?',
        es: '¿cómo me puedo empadronar?',
        en: 'how do I register as a resident?',
      },
      ...{ surface: 'public', answered: 'padro.alta', invited: true },
      said: { ca: "padró d'habitants", es: 'padrón', en: 'register of inhabitants' },
    },
  ],
  [
    'question that nobody has answered: said so, noted, and a person offered; no case is opened',
    {
      messages: {
        ca: "quants maons té la façana de l'ajuntament?",
        es: '¿cuántas farolas hay en la ciudad?',
        en: 'in which year was the front of the town hall painted?',
      },
      said: { ca: 'No sé respondre', es: 'No sé responder', en: 'I cannot answer this question' },
    },
  ],
  [
    'private matter: moved to a private message',
    {
      messages: {
        ca: "fa tres mesos que espero l'ajut de dependència de la meva mare i ningú no em diu res, és una vergonya",
        es: 'llevo tres meses esperando la ayuda de dependencia de mi madre y nadie me dice nada, es una vergüenza',
        en: 'I have waited three months for my mother’s dependency aid and nobody tells me anything, it is a disgrace',
      },
      ...{
        surface: 'public',
        rule: 'private-complaint',
        cites: ['G1 p17', 'ICS p11'],
        department: 'serveis-socials',
        invited: true,
      },
      said: { ca: 'Continuem en privat', es: 'Seguimos en privado', en: 'go on in private' },
    },
  ],
  [
    'outside this channel’s scope: pointed to the right one',
    {
      messages: {
        ca: "qui va guanyar el partit de futbol d'ahir?",
        es: '¿quién ganó el partido de fútbol de ayer?',
        en: 'who won the football match yesterday?',
      },
      ...{ rule: 'out-of-scope', cites: ['ICS p11', 'DAAM p12'] },
      said: { ca: '933 790 050', es: '933 790 050', en: '933 790 050' },
    },
  ],
  [
    'complaint: always answered',
    { messages: complaint, rule: 'complaint', cites: ['G9'], department: 'oiac', said: code },
  ],
  [
    'incident',
    {
      messages: {
        ca: 'el fanal del meu carrer no funciona des de dilluns',
        es: 'la farola de mi calle no funciona desde el lunes',
        en: 'the street lamp in my street has been broken since Monday',
      },
      ...{ rule: 'incident', cites: ['Barcelona art. 93'], department: 'via-publica', said: code },
    },
  ],
  [
    'positive criticism: answered in public, by a person',
    {
      messages: constructive,
      ...{ surface: 'public', rule: 'positive-criticism', cites: ['G1 p17'], department: 'oiac', invited: true },
      said: { ca: 'Ho hem rebut', es: 'Lo hemos recibido', en: 'We have received it' },
    },
  ],
  [
    'negative criticism: studied with the responsible unit',
    {
      messages: {
        ca: 'la biblioteca és un desastre, no serveix per a res',
        es: 'la biblioteca es un desastre, no sirve para nada',
        en: 'the library is terrible, everything you do there is useless',
      },
      ...{ rule: 'negative-criticism', cites: ['G1 p17', 'G1 p23'], department: 'cultura', said: code },
    },
  ],
  [
    'negative criticism in public: answered by a person, whatever it names',
    {
      messages: outburst,
      ...{ surface: 'public', rule: 'negative-criticism', cites: ['G1 p17'], department: 'oiac', invited: true },
      said: { ca: 'Ho hem rebut', es: 'Lo hemos recibido', en: 'We have received it' },
    },
  ],
  [
    'anger in private that names nothing: a complaint and a person are offered, and no case is opened',
    {
      messages: outburst,
      said: { ca: 'fer una queixa', es: 'poner una queja', en: 'make a complaint' },
    },
  ],
  [
    'factual error: corrected with a source',
    {
      messages: {
        ca: 'això que dieu és fals, la biblioteca la van tancar per sempre',
        es: 'eso que decís es falso, la biblioteca la cerraron para siempre',
        en: 'this is false, they closed the library forever',
      },
      ...{ rule: 'false-information', cites: ['DAAM p33', 'USAF'], department: 'cultura' },
      said: { ca: 'https://', es: 'https://', en: 'https://' },
    },
  ],
  [
    'opinion, political debate: no reply',
    {
      messages: {
        ca: "l'alcalde hauria de plegar, voteu un altre partit a les eleccions",
        es: 'el alcalde debería dimitir, votad a otro partido en las elecciones',
        en: 'the mayor should resign, vote for another party in the elections',
      },
      ...{ surface: 'public', rule: 'politics', cites: ['Terrassa', 'Amer'], said: null },
    },
  ],
  [
    'insult: not engaged with; removal is proposed, with its evidence',
    {
      messages: insult,
      ...{ surface: 'public', rule: 'insult-public', cites: ['ICS p24', 'ICS p27'], department: 'oiac' },
      ...{ proposed: ['removal', 'warning'], said: null },
    },
  ],
  [
    'threat: people are told at once',
    {
      messages: { ca: 'us mataré a tots', es: 'os voy a matar a todos', en: 'I am going to kill you all' },
      ...{ surface: 'public', rule: 'threat-public', cites: ['DAAM p11'], department: 'comunicacio' },
      ...{ proposed: ['removal'], said: null, alert: true },
    },
  ],
  [
    'pure advertising: removal is proposed, no reply',
    {
      messages: spam,
      ...{ surface: 'public', rule: 'spam-public', cites: ['Terrassa', 'G9 5.2'], department: 'oiac' },
      ...{ proposed: ['removal'], said: null },
    },
  ],
  [
    'personal data: not to be published',
    {
      messages: identity,
      ...{ surface: 'public', rule: 'personal-data-public', cites: ['G9 5.2'], department: 'oiac' },
      ...{ proposed: ['removal'], invited: true, alert: true },
      said: { ca: 'dades personals', es: 'datos personales', en: 'personal data' },
    },
  ],
  [
    'emergency: 112 at once, and a person is told',
    {
      messages: fire,
      ...{ surface: 'public', rule: 'emergency', cites: ['common practice'], department: 'oiac', alert: true },
      said: {
        ca: 'Truqueu ara al [112](tel:112)',
        es: 'Llame ahora al [112](tel:112)',
        en: 'Call [112](tel:112) now',
      },
    },
  ],
  [
    'press',
    {
      messages: {
        ca: "soc periodista d'El Periódico i voldria una entrevista amb la regidora",
        es: 'soy periodista de El Periódico y querría una entrevista con la concejala',
        en: 'I am a journalist and would like an interview with the councillor',
      },
      ...{ rule: 'press', cites: ['ICS p11'], department: 'comunicacio', said: code },
    },
  ],
  [
    'press, as a question',
    {
      messages: {
        ca: "soc periodista d'El Periódico, qui porta les peticions de premsa sobre l'aeroport?",
        es: 'soy periodista de El Periódico, ¿quién lleva las peticiones de prensa sobre el aeropuerto?',
        en: 'I am a journalist at a newspaper, who handles media enquiries about the airport?',
      },
      ...{ rule: 'press', cites: ['ICS p11'], department: 'comunicacio', said: code },
    },
  ],
  [
    'anybody who wants a person',
    {
      messages: {
        ca: 'vull parlar amb una persona',
        es: 'quiero hablar con una persona',
        en: 'I want to talk to a person',
      },
      ...{ rule: 'person', cites: ['G9'], department: 'oiac', said: code },
    },
  ],
];

const rows = handling.flatMap(([name, row]) => locales.map((locale) => [name, locale, row] as const));

describe('what people write is handled as the guide says', () => {
  test.each(rows)('%s (%s)', (_, locale, row) => {
    const { surface = 'private', said = null } = row;
    const result = bot.receive(row.messages[locale], { surface });
    const { rule, answered, opened, invited } = judged(result);
    expect({ rule, answered, department: opened?.department ?? null, invited }).toEqual({
      rule: row.rule ?? null,
      answered: row.answered ?? null,
      department: row.department ?? null,
      invited: row.invited ?? false,
    });
    const rules = bot.protocol.rules.find(({ id }) => id === row.rule);
    expect(rules?.cites ?? []).toEqual(expect.arrayContaining([...(row.cites ?? [])]));
    const text = textsOf(result).join('\n');
    if (said === null) expect(text).toBe('');
    else expect(text).toContain(said[locale].replace('7KQ4', opened?.case ?? 'no code'));
    expect(result.outbound.every((message) => message.locale === locale)).toBe(true);
    // A code is nobody else's business.
    if (surface === 'public' && opened !== null) expect(text).not.toContain(opened.case);
    expect(result.state.cases[0]?.proposals.map(({ sanction }) => sanction) ?? []).toEqual(row.proposed ?? []);
    expect(
      result.state.cases[0]?.proposals.every(({ evidence, decided }) => evidence === 7 && decided === null),
    ).not.toBe(false);
    const escalations = result.sideEffects.some(
      (sideEffect) => sideEffect.type === 'notify' && sideEffect.notification.reason === 'alert',
    );
    expect(escalations).toBe(row.alert ?? false);
  });

  test.each([
    ['ca', 'moltes felicitats per la feina que feu', 'Gràcies'],
    ['es', 'enhorabuena por el trabajo que hacéis', 'gracias'],
    ['en', 'congratulations on the great work you do', 'Thank you'],
  ])('praise: thanked for, by the protocol or as small talk (%s)', (_, text, said) => {
    const result = bot.receive(text, {});
    const { rule, answered, opened } = judged(result);
    expect(rule === 'praise' || answered === 'smalltalk.praise').toBe(true);
    expect(textsOf(result).join('\n').toLowerCase()).toContain(said.toLowerCase());
    expect(opened).toBeNull();
  });

  test('an author is proposed to be blocked only after repeated breaches', () => {
    for (const messages of [insult, spam, identity]) {
      const sanctions = (breaches: number) => {
        const state = { ...bot.receive('hola', {}).state, breaches };
        return bot
          .receive(messages.ca, { surface: 'public', state })
          .state.cases[0]?.proposals.map((one) => one.sanction);
      };
      expect(sanctions(0)).not.toContain('block');
      expect(sanctions(bot.protocol.repeatedAfter)).toContain('block');
    }
  });

  test('"none of these" makes a question one that nobody has answered, and says where to ask', () => {
    // Which of these words leaves a choice depends on what was learnt.
    const spanish = underWay({ language: { locale: 'es', explicit: true } });
    const menus = ['padrón', 'multa', 'licencia', 'tarjeta'].map((word) => bot.receive(word, { state: spanish }));
    const asked = menus.find(({ state }) => state.offered.includes('none'));
    if (asked === undefined) throw new Error('one of these must bring up a choice');
    const { choices = [] } = asked.outbound[0] ?? {};
    const none = bot.receive(choices.at(-1)?.label ?? '', { state: asked.state, revision: 8 });
    expect(judged(none)).toMatchObject({ rule: null, opened: null });
    expect(textsOf(none)[0]).toMatch(/^De acuerdo, .*\n\nSe lo pueden decir en la OIAC/);
    expect(none.state.offered).toContain('command:person');
  });
});

test('what people can do with this chat themselves is offered; a request about other data is taken as one', () => {
  for (const text of ['vull esborrar les meves dades', 'quiero borrar mis datos', 'I want to erase my data']) {
    const { opened, state } = { ...judged(bot.receive(text, {})), state: bot.receive(text, {}).state };
    expect([text, opened, state.offered.slice(0, 2)]).toEqual([text, null, ['command:my-data', 'command:erase']]);
  }
  for (const text of [
    'quina informació meva teniu guardada a serveis socials? la vull veure',
    'Solicito la limitación del tratamiento de los datos de mi hija en la escuela infantil',
    'I want to know what information the council keeps on me and who sees it',
  ])
    expect([text, judged(bot.receive(text, {})).opened?.kind]).toEqual([text, 'data-subject']);
});

describe('what only sounds like the business of the council opens nothing', () => {
  const reports = (text: string) => {
    const result = bot.receive(text, {});
    return judged(result).opened !== null || result.state.flow !== null;
  };

  test.each([
    'fourteen moving boxes, and thirteen are shoes',
    'el drac de la play no respon i he perdut la partida',
    'quiero un operador de movistar',
    'get me an amazon agent',
  ])('%s', (text) => {
    expect(reports(text)).toBe(false);
  });

  test.each([
    'the wifi in the study room drops every half hour',
    'la playa ha quedado hecha un desastre, llena de plásticos',
    'your clerk asked me for money under the table',
    'et rebentaré',
    'operadora',
    'vull un humà',
  ])('but %s does', (text) => {
    expect(reports(text)).toBe(true);
  });
});
