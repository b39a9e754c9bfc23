import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { Kind } from '../../../src/core/model/kind.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { playTurns, readAsSaid } from '../../support/playTurns.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { eventsOf, textsOf, turnOf, underWay } from '../../support/turn.ts';

/** What people say while a question of a flow is open, and after a receipt. */

let knowledge: Knowledge;
beforeAll(async () => {
  const { flows } = townWithFlows(await shippedFlows(), {});
  const leave = entryWith({ id: 'smalltalk.goodbye', kind: 'smalltalk', closes: true });
  knowledge = { ...createKnowledge({ ...town, entries: [...town.entries, leave] }), flows, moves: always('add') };
});

type Said = readonly [text: string, read?: Partial<Understanding> | undefined];

const reads = (kind: Kind, confidence: number, topics: Understanding['topics']): Partial<Understanding> => ({
  topics,
  kind: { kind, confidence, ranked: [{ kind, confidence }], rule: null },
});
const incident: Said = ['hi ha un fanal fos', reads('incident', 0.98, [{ entry: 'residus.mobles', confidence: 0.95 }])];
const complaint: Said = ["em vull queixar del tracte que em van donar a l'oficina", reads('complaint', 0.95, [])];
const rat = reads('incident', 0.93, [{ entry: 'tributs.ibi', confidence: 0.88 }]);
const renewal: Partial<Understanding> = {
  ...reads('question', 0.99, [{ entry: 'padro.alta', confidence: 0.95 }]),
  acts: [{ act: 'ask', confidence: 0.9 }],
};

/** Plays messages; `last` is what the bot knows at the last one. */
function play(said: readonly Said[], state: ConversationState = underWay({}), last: Knowledge = knowledge): TurnResult {
  const messages = said.map(([text, read], index) => {
    const { content, changes } = readAsSaid(text, read);
    return { content, changes: { ...changes, knowledge: index === said.length - 1 ? last : knowledge } };
  });
  return playTurns(messages, { knowledge, state });
}

const newestOf = (result: TurnResult) => textsOf(result).join('\n');

describe('where it is asked how somebody wants the answer', () => {
  const until: readonly Said[] = [complaint, ['no']];

  test.each([['em diran alguna cosa per correu?'], ['me mandarán un correo?'], ['will you call me or send an email?']])(
    'who asks about a way learns which there are: %s',
    (text) => {
      const result = play([...until, [text, { acts: [{ act: 'status', confidence: 0.9 }] }]], underWay({}), {
        ...knowledge,
        moves: always('status'),
      });
      expect(newestOf(result)).toContain('flow.choices');
      expect(result.state.flow).toMatchObject({ step: 'be-told/if-1/how' });
      expect(eventsOf(result)).not.toContain('case.asked');
    },
  );
});

describe('where a place is asked for', () => {
  test.each([
    ['també hi ha una rata al parc'],
    ['también hay una rata en el parque'],
    ['there is also a rat in the park'],
  ])('another report is another case: %s', (text) => {
    const result = play([incident, [text, rat]]);
    expect(result.state.cases).toHaveLength(2);
    expect(result.state.flow).toMatchObject({ flow: 'street-incident', case: result.state.cases[1]?.code });
  });

  test.each([['quiero renovar el carnet de la biblioteca'], ['vull saber com pago'], ['I want to renew my card']])(
    'what is wanted besides is answered, and the place is asked for again: %s',
    (text) => {
      const result = play([incident, [text, renewal]]);
      expect(eventsOf(result)).toEqual(expect.arrayContaining(['question.answered', 'flow.interrupted']));
      expect(result.state.flow).toMatchObject({ step: 'place', filled: ['what'] });
    },
  );

  test.each([['al costat de la biblioteca'], ['en la puerta de la biblioteca'], ['next to the library']])(
    'a place is one, though it names a service: %s',
    (text) => {
      const library = reads('incident', 0.91, [{ entry: 'padro.alta', confidence: 0.95 }]);
      expect(play([incident, [text, library]]).slots.place?.text).toBe(text);
    },
  );

  test.each([['el nostre alcalde és un pocavergonya'], ['mi vecina es muy mayor'], ['we say it every single year']])(
    'what claims something and names no place is kept with the report, and the place is asked for again: %s',
    (text) => {
      const result = play([incident, [text]]);
      expect(result.slots.place).toBeUndefined();
      expect(eventsOf(result)).toContain('case.added');
      expect(result.state.flow).toMatchObject({ step: 'place', filled: ['what'] });
    },
  );

  test.each([
    ['Sant Cosme'],
    ["la plaça de l'església"],
    ['hay una panadería enfrente'],
    ['mercat municipal'],
    ['estem prop del riu'],
  ])('a name, or what is beside it, is a place: %s', (text) => {
    expect(play([incident, [text]]).slots.place?.text).toBe(text);
  });

  test.each(['insult', 'praise'] as const)('what is said to the bot, such as %s, is no place', (kind) => {
    const result = play([incident, ['quin desastre municipal', reads(kind, 0.8, [])]]);
    expect(result.slots.place).toBeUndefined();
    expect(eventsOf(result)).toContain('flow.interrupted');
    expect(result.state.flow).toMatchObject({ step: 'place' });
  });

  test('what surely adds to the matter is its place, though it names a service and looks like a report', () => {
    const station = reads('incident', 0.67, [{ entry: 'padro.alta', confidence: 0.67 }]);
    for (const [adds, isPlace] of [
      [0.96, true],
      [0.5, false],
    ] as const) {
      const acts = [{ act: 'add' as const, confidence: adds }];
      const result = play([incident, ['tren rodalies nord', { ...station, acts }]]);
      expect([adds, result.slots.place !== undefined]).toEqual([adds, isPlace]);
    }
  });

  test('who keeps it to themselves is told why it is asked, and then asked nothing more of it', () => {
    const why = play([incident, ["I'd rather not say"]]);
    expect(newestOf(why)).not.toContain('On és exactament');
    expect(newestOf(why)).toMatch(/arreglar/);
    expect(why.state.flow).toMatchObject({ step: 'place' });
    expect(play([incident, ["I'd rather not say"], ['no ho vull dir']]).state.flow).toMatchObject({ step: 'danger' });
    expect(play([incident, ['prefiero no decirlo'], ['al parque']]).slots.place?.text).toBe('al parque');
  });
});

describe('where details are asked for', () => {
  test('another report is another case', () => {
    const result = play([complaint, ['també hi ha una rata al parc', rat]]);
    expect(result.state.cases.map(({ kind }) => kind)).toEqual(['complaint', 'incident']);
  });

  test('what happened belongs to the complaint, whatever it resembles', () => {
    const like = reads('question', 0.98, [{ entry: 'padro.certificat', confidence: 0.95 }]);
    const result = play([complaint, ['fui a pedir el certificado y me echaron', like]]);
    expect(result.slots.details?.text).toBe('fui a pedir el certificado y me echaron');
    expect(result.state.cases).toHaveLength(1);
  });

  test.each([
    ["l'empadronament de la meva sogra, demanat el 9 de novembre"],
    ['la tarjeta de mi padre, la solicite hace dos meses'],
    ["it's about the parking card of my dad"],
  ])('which matter it is belongs to the complaint, though it names a service: %s', (text) => {
    const result = play([complaint, [text, renewal]]);
    expect(result.slots.details?.text).toBe(text);
    expect(eventsOf(play([complaint, ['renovar el carnet de la meva sogra', renewal]]))).toContain('question.answered');
  });

  test.each([['no vull donar el nom'], ['prefiero no decirlo'], ["I'd rather not say"]])(
    'who keeps something back goes on without: %s',
    (text) => {
      const result = play([complaint, [text]]);
      expect(result.state.flow).toMatchObject({ passed: ['details'] });
      expect(newestOf(result)).toContain('flow.declined');
      expect(newestOf(result)).not.toContain('afegir');
    },
  );
});

describe('a goodbye', () => {
  const leave: Partial<Understanding> = { smallTalk: 'smalltalk.goodbye' };
  const likely: Partial<Understanding> = { topics: [{ entry: 'smalltalk.goodbye', confidence: 0.77 }] };

  test.each<Said>([
    ['gràcies, adéu', leave],
    ['bueno, adios', likely],
    ["that's all thanks", { smallTalk: 'smalltalk.thanks' }],
  ])('ends the questions, adds nothing and leaves the case open: %s', (text, read) => {
    const result = play([complaint, [text, read]]);
    expect(result.state.flow).toBeNull();
    expect(result.slots).toEqual({});
    expect(eventsOf(result)).not.toContain('case.added');
    expect(newestOf(result)).toContain('flow.left');
    expect(result.state.cases[0]?.status).toBe('open');
  });

  test('thanks alone are none', () => {
    const result = play([complaint, ['moltes gràcies', { smallTalk: 'smalltalk.thanks' }]]);
    expect(result.state.flow).toMatchObject({ flow: 'complaint' });
  });
});

describe('where yes or no is asked for', () => {
  test.each(['vale, moltes gràcies', 'ok gracias', 'okay thank you'])('thanks are no yes: %s', (text) => {
    const result = play([incident, place, [text, { smallTalk: 'smalltalk.thanks' }]]);
    expect(result.slots.danger).toBeUndefined();
    expect(eventsOf(result)).toContain('flow.interrupted');
  });

  test.each([
    ['sí', 'yes'],
    ['sí, molta gent gran', 'yes'],
    ['no, de nit no hi passa ningú', 'no'],
    ['ok, sí', 'yes'],
  ])('what says so is one: %s', (text, value) => {
    expect(play([incident, place, [text]]).slots.danger?.value).toBe(value);
  });

  test('who says no and goes on to ask how their report is going is answered that', () => {
    const status = { ...knowledge, moves: always('status') };
    const result = play([incident, place, ['no, vull saber com va el meu avís']], underWay({}), status);
    expect(result.slots.danger).toBeUndefined();
    expect(result.state.flow).toMatchObject({ step: 'danger' });
  });

  test('what asks when it is done, without a question mark, is not kept with the report', () => {
    const result = play([incident, place, ['quan ho arreglareu', { acts: [{ act: 'status', confidence: 0.9 }] }]]);
    expect(eventsOf(result)).toContain('flow.interrupted');
  });

  const place: Said = ['davant del forn del carrer Gran 12'];
  const acts = (ask: number, outside: number, add: number): Partial<Understanding> => ({
    acts: [
      { act: 'ask', confidence: ask },
      { act: 'outside', confidence: outside },
      { act: 'add', confidence: add },
    ],
  });
  const said = (confidence: number) =>
    reads('question', 0.98, [
      { entry: 'tributs.ibi', confidence },
      { entry: 'padro.alta', confidence: 0.02 },
    ]);

  test.each([
    ['what is surely known is answered', 0.9, 'question.answered'],
    ['what is as good as named is not kept with the report', 0.598, 'question.answered'],
  ] as const)('%s, and the question is put again', (_, confidence, event) => {
    const result = play([
      incident,
      place,
      ['how much is the rubbish tax', { ...said(confidence), ...acts(0.5, 0.47, 0) }],
    ]);
    expect(eventsOf(result)).toEqual(expect.arrayContaining([event, 'flow.interrupted']));
    expect(eventsOf(result)).not.toContain('case.added');
    expect(result.state.flow).toMatchObject({ step: 'danger' });
  });

  test.each([
    ['it adds to the report', acts(0.05, 0, 0.93), 0.55],
    ['it names no service', acts(0.5, 0.47, 0), 0.3],
  ] as const)('what somebody tells is kept where %s', (_, read, confidence) => {
    const result = play([incident, place, ['hi passen nens cada dia', { ...said(confidence), ...read }]]);
    expect(eventsOf(result)).toContain('case.added');
    expect(eventsOf(result)).not.toContain('question.unanswered');
  });
});

test.each([
  ['puc afegir que és sobretot els divendres?'],
  ['se me olvidó decir que es los viernes'],
  ['can I add that it is on Fridays'],
  ['ok, apunteu també que hi passen nens'],
  ['¿pueden añadir que parpadea de noche?'],
  ['note that it flickers at night'],
  ['no obriu un altre cas, és el mateix fanal'],
  ["don't open another one, it's the same light"],
])('who says that it adds to what was told is heard, whatever was asked: %s', (text) => {
  const result = play([incident, [text, { acts: [{ act: 'follow', confidence: 0.7 }] }]]);
  expect(eventsOf(result)).toContain('case.added');
  expect(newestOf(result)).not.toMatch(/arreglar/);
});

describe('once the case is told of', () => {
  const done: readonly Said[] = [incident, ['davant del forn del carrer Gran 12'], ['no'], ['no']];
  const question = { ...reads('question', 0.98, [{ entry: 'tributs.ibi', confidence: 0.9 }]), acts: [] };

  test.each([
    ['ok apunteu que fa pampallugues a la nit', reads('incident', 0.97, [])],
    ['no abra otro caso, es la misma farola', reads('incident', 0.97, [])],
    ["don't open another one, it's the same dog", reads('destructive-criticism', 0.97, [])],
    ['com puc afegir una cosa al meu cas? és davant del número 14', question],
  ])('what is added to it opens no other: %s', (text, read) => {
    const result = play([...done, [text, read]]);
    expect(result.state.cases).toHaveLength(1);
    expect(eventsOf(result)).toContain('case.added');
    expect(newestOf(result)).toContain('caseAdded');
    expect(result.state.flow).toBeNull();
  });

  test.each([['cómo añado algo a mi caso?'], ['puc afegir una foto?'], ['how do I add something to my case']])(
    'who asks how to add is told: %s',
    (text) => {
      const result = play([...done, [text, question]]);
      expect(newestOf(result)).toContain('caseHowToAdd');
      expect(eventsOf(result)).not.toContain('case.added');
    },
  );

  test('who adds something and asks something after it is answered', () => {
    const asks = { ...question, shape: shapeOf('vull afegir que és alt. quant costa?') };
    expect(eventsOf(play([...done, ['vull afegir que és alt. quant costa?', asks]]))).toContain('question.answered');
  });
});

test('after a receipt nobody need say who they are', () => {
  const suggestion = play([['la biblioteca tanca massa aviat', reads('constructive-criticism', 0.95, [])]]);
  expect(suggestion.state.flow).toBeNull();
  const result = turnOf('no vull donar el nom', { knowledge, state: suggestion.state, revision: 2 });
  expect(newestOf(result)).toContain('flow.declined');
  expect(result.state.cases).toHaveLength(1);
});

describe('a question about the open question', () => {
  const asks: Partial<Understanding> = { acts: [{ act: 'follow', confidence: 0.6 }] };

  test.each([['per què ho voleu saber?'], ['¿para qué lo quieren?'], ['why do you need that']])(
    'is answered with why it is asked: %s',
    (text) => {
      const result = play([incident, [text, asks]]);
      expect(newestOf(result)).toMatch(/arreglar/);
      expect(eventsOf(result)).not.toContain('question.unanswered');
      expect(result.state.flow).toMatchObject({ step: 'place', filled: ['what'] });
    },
  );

  test('when the case is done is none', () => {
    const result = play([incident, ['quan ho arreglareu?', { acts: [{ act: 'status', confidence: 0.9 }] }]]);
    expect(newestOf(result)).not.toMatch(/no ho pot anar a arreglar/);
  });
});
