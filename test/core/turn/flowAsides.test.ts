import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { Kind } from '../../../src/core/model/kind.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { playTurns, readAsSaid } from '../../support/playTurns.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { eventsOf, textsOf } from '../../support/turn.ts';

/** What people say while a form is open that does more, or something else, than answer its question. */

let knowledge: Knowledge;
beforeAll(async () => {
  const { flows } = townWithFlows(await shippedFlows(), {});
  const noise = entryWith({ id: 'seguretat.soroll-veins', flow: 'complaint', followUps: ['start:complaint'] });
  knowledge = { ...createKnowledge({ ...town, entries: [...town.entries, noise] }), flows, moves: always('add') };
});

type Said = readonly [text: string, read?: Partial<Understanding> | undefined];

const reads = (kind: Kind, confidence: number, topics: Understanding['topics'] = []): Partial<Understanding> => ({
  topics,
  kind: { kind, confidence, ranked: [{ kind, confidence }], rule: null },
});
const incident: Said = ['hi ha un fanal fos', reads('incident', 0.98, [{ entry: 'residus.mobles', confidence: 0.95 }])];
const complaint: Said = ["em vull queixar del tracte que em van donar a l'oficina", reads('complaint', 0.95)];
const place: Said = ['davant del forn del carrer Gran 12'];
const question = reads('question', 0.9, [{ entry: 'padro.alta', confidence: 0.3 }]);

/** Plays messages, one a minute. */
const play = (said: readonly Said[], state?: ConversationState): TurnResult =>
  playTurns(
    said.map(([text, read]) => readAsSaid(text, read)),
    { knowledge, ...(state !== undefined && { state }) },
  );

const allOf = (result: TurnResult) => textsOf(result).join('\n');

describe('what asks, without a question mark, is not kept with the case', () => {
  const asked: readonly Said[] = [
    ["ok i'll call them. is there any group for women here", question],
    ['fine. how do i delete what i told you', question],
    ['vosotros sabéis si en el bar de la esquina dan de comer', question],
    ['em podeu dir si la biblioteca obre avui', question],
    ['i això qui ho mira, vosaltres o la Generalitat', question],
  ];

  test.each(asked)('where details are asked for: %s', (text, read) => {
    const result = play([complaint, [text, read]]);
    expect(eventsOf(result)).not.toContain('case.added');
    expect(eventsOf(result)).toContain('flow.interrupted');
    expect(result.state.flow).toMatchObject({ step: 'details', passed: [] });
  });

  test.each(asked)('where a choice is asked for: %s', (text, read) => {
    const result = play([complaint, ['no'], [text, read]]);
    expect(eventsOf(result)).not.toContain('case.added');
    expect(result.slots.how).toBeUndefined();
  });

  test.each([
    ['no saben com fer-ho, cada dia igual'],
    ['va ser dimarts. quina vergonya'],
    ['fa pudor, i quan plou més'],
  ])('what tells something is: %s', (text) => {
    expect(play([complaint, [text]]).slots.details?.text).toBe(text);
  });
});

describe('a question that gets no answer', () => {
  const aside: Said = ['on es paga el rebut?', question];

  test('is put again twice, and then rests: the case stays, and how to add to it is said once', () => {
    for (const times of [1, 2]) expect(play([complaint, ...Array(times).fill(aside)]).state.flow).not.toBeNull();
    const result = play([complaint, aside, aside, aside]);
    expect(result.state.flow).toBeNull();
    expect(result.state.cases[0]?.status).toBe('open');
    expect(allOf(result)).toContain('flow.rests');
    expect(allOf(play([complaint, aside, aside, aside, aside]))).not.toContain('flow.rests');
  });

  test('another question is put again as often', () => {
    expect(play([complaint, aside, aside, ['no'], aside]).state.flow).toMatchObject({ broughtBack: 1 });
  });

  test('what is added later goes to the case, whatever was spoken of meanwhile', () => {
    const result = play([complaint, aside, aside, aside, ['vull afegir que va ser dimarts']]);
    expect(result.events).toContainEqual(expect.objectContaining({ type: 'case.added', case: 'C4SE-0001' }));
  });
});

describe('an answer and a question in one message', () => {
  test.each([
    ['no photo. when will you take it?'],
    ['i told you no photo. just when will someone come'],
    ['no en tinc, quan vindreu?'],
    ['no tengo. cuánto tardaréis'],
  ])('closes the question, and the deadline of the case is told: %s', (text) => {
    const result = play([incident, place, ['no'], [text, reads('question', 0.9)]]);
    expect(result.events).toContainEqual({ type: 'flow.passed', flow: 'street-incident', slot: 'photo' });
    expect(result.events).toContainEqual({ type: 'case.asked', case: 'C4SE-0001', by: null });
    expect(result.state.flow).toBeNull();
  });

  test('a place is taken, what is asked is answered, and the next question follows', () => {
    const result = play([incident, ['al carrer Gran 12, davant del forn. com em puc empadronar?', question]]);
    expect(result.slots.place?.text).toBe('al carrer Gran 12, davant del forn');
    expect(eventsOf(result)).not.toContain('flow.interrupted');
    expect(result.state.flow).toMatchObject({ step: 'danger' });
    expect(textsOf(result).at(-1)).toMatch(/fer mal/);
  });

  test('when another service opens is no deadline of the case', () => {
    const other = reads('question', 0.9, [{ entry: 'padro.alta', confidence: 0.9 }]);
    const result = play([incident, place, ['no'], ['no. quan obrirà el padró?', other]]);
    expect(eventsOf(result)).not.toContain('case.asked');
  });

  test.each([['quant trigueu normalment?'], ['quan plou surt aigua']])('what is so in general is none: %s', (text) => {
    expect(eventsOf(play([incident, place, [text, question]]))).not.toContain('case.asked');
  });
});

describe('who says that this is all', () => {
  test.each([
    ['no. thats it'],
    ['no, gràcies, res més'],
    ['no, eso es todo, gracias'],
    ['ja us he dit tot el que sé. gràcies'],
  ])('is asked nothing more: %s', (text) => {
    const result = play([incident, place, [text]]);
    expect(result.state.flow).toBeNull();
    expect(result.state.cases[0]?.status).toBe('open');
    expect(allOf(result)).toContain('flow.left');
  });

  test('says no to what was asked all the same', () => {
    expect(play([incident, place, ['no. res més']]).collected?.slots.danger?.value).toBe('no');
  });

  test.each([['no vull res, vull saber qui ho porta'], ['never mind. who do i call']])(
    'or that nothing more is wanted, gets their question answered: %s',
    (text) => {
      const result = play([complaint, [text, question]]);
      expect(result.state.flow).toBeNull();
      expect(allOf(result)).toContain('flow.cancelledCase');
      expect(textsOf(result).length).toBeGreaterThan(1);
      expect(eventsOf(result)).not.toContain('case.opened');
    },
  );
});

describe('where a place is asked for', () => {
  test('a question about something else is no question about the place', () => {
    const result = play([incident, ['sabeu si hi ha lloc a la biblioteca', question]]);
    expect(allOf(result)).not.toMatch(/no ho pot anar a arreglar/);
    expect(eventsOf(result)).toContain('flow.interrupted');
  });

  const bicycles = reads('incident', 0.93, [{ entry: 'tributs.ibi', confidence: 0.88 }]);

  test.each([
    ['escola jacint verdaguer, al costat de les bicis'],
    ['junto a la biblioteca y los contenedores'],
    ['the school, next to the bicycles'],
    ['al parc nou, prop dels gronxadors i les bicis'],
  ])('what stands beside it makes no other report: %s', (text) => {
    const result = play([incident, [text, bicycles]]);
    expect(result.slots.place?.text).toBe(text);
    expect(result.state.cases).toHaveLength(1);
  });

  test.each([
    ['same place i said, montserrat 40', 'montserrat 40'],
    ['ja us ho he dit, carrer Gran 12', 'carrer Gran 12'],
    ['ya se lo he dicho: plaza Mayor 3', 'plaza Mayor 3'],
  ])('what says that it was said is left out: %s', (text, found) => {
    expect(play([incident, [text]]).slots.place?.text).toContain(found);
  });

  test('the place of an earlier case is that one, and without one it is asked again', () => {
    const rat = reads('incident', 0.98, [{ entry: 'tributs.ibi', confidence: 0.95 }]);
    const earlier: readonly Said[] = [incident, place, ['no'], ['no']];
    for (const text of ['allà mateix', 'en el mismo sitio', 'same place', 'there']) {
      const result = play([...earlier, ['hi ha una rata', rat], [text]]);
      expect([text, result.slots.place?.text]).toEqual([text, 'flow.samePlace ca C4SE-0001']);
      expect(play([incident, [text]]).slots.place).toBeUndefined();
    }
    expect(play([...earlier, ['allà mateix hi ha una rata', rat]]).slots.place?.text).toContain('flow.samePlace');
  });
});

test('"I don\'t know" is no "no"', () => {
  const result = play([incident, place, ['no ho sé']]);
  expect(result.slots.danger).toBeUndefined();
  expect(result.state.flow).toMatchObject({ step: 'photo', passed: ['danger'] });
});

describe('a flow that was offered is begun in words of their own', () => {
  const noise: Said = [
    'els veïns no em deixen dormir',
    { ...reads('question', 0.9, [{ entry: 'seguretat.soroll-veins', confidence: 0.97 }]) },
  ];
  const ordered = reads('question', 0.4, [{ entry: 'padro.certificat', confidence: 0.2 }]);

  test.each([
    ['pues pon la queja esa. calle coronel Sanfeliu 20'],
    ['doncs posa la queixa'],
    ['vale, haz una queja entonces'],
    ['ok file a complaint please'],
    ['fes-ho'],
    ['ok report him then, carrer de Lleida 8'],
    ['vale, pues denúncienlo, calle Lleida 8'],
    ['doncs denuncieu-lo, carrer de Lleida 8'],
  ])('and its case says what was spoken of: %s', (text) => {
    const result = playFrom(noise, [text, ordered]);
    expect(eventsOf(result)).toContain('case.opened');
    expect(result.slots.what?.text).toBe(`title of seguretat.soroll-veins ca: ${text}`);
    expect(result.state.cases[0]?.department).toBe(knowledge.entry('seguretat.soroll-veins')?.department);
  });

  test.each([
    ['no posis cap queixa'],
    ['puc posar una queixa?'],
    ['la queixa la posa el meu germà'],
    ['posa llum al carrer'],
    ['no el denuncieu'],
    ['vale, denuncia de tráfico'],
  ])('but not by others: %s', (text) => {
    expect(eventsOf(playFrom(noise, [text, ordered]))).not.toContain('flow.started');
  });

  /** By the moves of a question: what is told below an answer asks on. */
  function playFrom(...said: readonly Said[]): TurnResult {
    const before = knowledge;
    knowledge = { ...before, moves: always('follow') };
    const result = play(said);
    knowledge = before;
    return result;
  }
});
