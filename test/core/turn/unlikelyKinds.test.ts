import { describe, expect, test } from '@jest/globals';
import { noDanger } from '../../../src/core/model/danger.ts';
import { notUnderstood } from '../../../src/core/model/understanding.ts';
import { sayMove, surely, topics } from '../../support/sayMove.ts';
import { talkTown } from '../../support/talkTown.ts';
import { eventsOf, textsOf, underWay } from '../../support/turn.ts';

describe('what only answers the bot', () => {
  const like = (kind: 'destructive-criticism' | 'constructive-criticism' | 'threat') =>
    ({ kind: { kind, confidence: 0.97, ranked: [{ kind, confidence: 0.97 }], rule: null } }) as const;

  test('is of no kind, however much its words are like one, and opens no case', () => {
    for (const act of ['no', 'ack'] as const) {
      const closed = sayMove('chat', { ...like('destructive-criticism'), acts: [{ act, confidence: 0.97 }] }, {});
      expect(textsOf(closed)).toEqual(['noted ca']);
      expect([closed.state.cases, eventsOf(closed)]).toEqual([[], expect.not.arrayContaining(['protocol.applied'])]);
    }
    const simpler = sayMove(
      'simpler',
      { ...like('constructive-criticism'), acts: [{ act: 'simpler', confidence: 1 }] },
      {},
    );
    expect(textsOf(simpler)).toEqual(['plain padro.alta ca']);
  });

  test('is of no kind as a remark on the answer either: "already rang them" states nothing false', () => {
    const remark = surely('false-information');
    for (const move of ['follow', 'simpler'] as const)
      expect(eventsOf(sayMove(move, remark, {}))).not.toContain('protocol.applied');
    expect(eventsOf(sayMove('ask', { ...remark, ...topics('padro.certificat') }, {}))).not.toContain(
      'protocol.applied',
    );
    // What names no service does.
    expect(eventsOf(sayMove('ask', remark, {}))).toContain('protocol.applied');
  });

  test('is of no kind as small talk in a conversation, unless it is certain or about a danger', () => {
    const chat = { acts: [{ act: 'chat', confidence: 0.97 }] } as const;
    const casesOf = (confidence: number, more: object = {}) =>
      sayMove('chat', { ...surely('threat', confidence), ...chat, ...more }, {}).state.cases.length;
    expect(casesOf(0.9)).toBe(0);
    expect(casesOf(0.99)).toBe(1);
    expect(casesOf(0.9, { danger: { ...noDanger, level: 'possible' } })).toBe(1);
    expect(casesOf(0.9, { acts: [{ act: 'chat', confidence: 0.6 }] })).toBe(1);
  });

  test('is something else where that is less than plain', () => {
    const said = sayMove('chat', { ...like('destructive-criticism'), acts: [{ act: 'no', confidence: 0.6 }] }, {});
    expect(textsOf(said)).toEqual(['calm ca']);
  });
});

describe("what is none of the council's business", () => {
  const casesOf = (move: 'report' | 'chat', outside: number, more: object = {}) =>
    sayMove(move, { ...surely('incident', 0.95), scope: { outside, report: 0.1 }, ...more }, { state: underWay({}) });

  test('opens no case, however much it is put like a request for information: "how many inhabitants has China"', () => {
    const ask = (outside: number) =>
      sayMove(
        'outside',
        { ...surely('information-request', 0.95), acts: [{ act: 'outside', confidence: outside }] },
        { state: underWay({}) },
      ).state.cases;
    expect(ask(0.97)).toEqual([]);
    expect(ask(0.5)).toHaveLength(1);
  });

  test('opens no case, however much it is like a report: "the toy crane has no string left"', () => {
    for (const move of ['report', 'chat'] as const) {
      const { state } = casesOf(move, 0.7);
      expect(state.cases).toEqual([]);
      expect(state.offered).toContain('command:person');
    }
  });

  test('opens one where it is rather a report, hardly outside, certain, or may tell of a danger', () => {
    expect(casesOf('report', 0.7, { scope: { outside: 0.7, report: 0.71 } }).state.cases).toHaveLength(1);
    expect(casesOf('report', 0.4).state.cases).toHaveLength(1);
    expect(casesOf('report', 0.7, surely('incident', 0.99)).state.cases).toHaveLength(1);
    expect(casesOf('report', 0.7, { danger: { ...noDanger, level: 'alarm' } }).state.cases).toHaveLength(1);
  });

  test('is weighed against a little danger, and not against a likely one: a drawer that sticks', () => {
    const likely = (probability: number) => ({ danger: { ...noDanger, level: 'possible', probability } }) as const;
    expect(casesOf('report', 0.7, likely(0.25)).state.cases).toEqual([]);
    expect(casesOf('report', 0.7, likely(0.6)).state.cases).toHaveLength(1);
  });

  test('is nobody here that is wanted: "get me an agent of the parcel service"', () => {
    const wants = (outside: number, confidence: number, words = 3) => {
      const shape = { ...notUnderstood('v1').shape, words };
      const read = { ...surely('person', confidence), scope: { outside, report: 0 }, shape };
      return sayMove('person', read, { state: underWay({}) });
    };
    const sent = wants(0.9, 0.95);
    expect(sent.state.cases).toEqual([]);
    expect(sent.state.offered).toContain('command:person');
    expect(wants(0.5, 0.95).state.cases).toHaveLength(1);
    expect(wants(0.9, 0.95, 2).state.cases).toHaveLength(1);
    expect(wants(0.9, 0.99).state.cases).toEqual([]);
  });

  test('opens one for who goes on about it, for a threat, and where words alone were read', () => {
    const said = { ...surely('incident', 0.95), scope: { outside: 0.7, report: 0.1 } };
    const dialogue = { focus: [], last: { did: 'left-unanswered' } } as const;
    expect(sayMove('report', said, { state: underWay({ dialogue }) }).state.cases).toHaveLength(1);
    expect(casesOf('report', 0.7, { voice: 'words' }).state.cases).toHaveLength(1);
    expect(casesOf('chat', 0.9, surely('threat', 0.97)).state.cases).toHaveLength(1);
  });

  test('opens one in the middle of a conversation, and what other kinds tell does so at once', () => {
    const said = { ...surely('incident', 0.95), scope: { outside: 0.7, report: 0.1 } };
    expect(sayMove('report', said, {}).state.cases).toHaveLength(1);
    expect(casesOf('report', 0.9, surely('press', 0.97)).state.cases).toHaveLength(1);
  });

  test('opens none for a request that is surely one to others, less than plain', () => {
    for (const kind of ['press', 'information-request'] as const) {
      expect(casesOf('report', 0.9, surely(kind, 0.95)).state.cases).toEqual([]);
      expect(casesOf('report', 0.9, surely(kind, 0.97)).state.cases).toHaveLength(1);
      expect(casesOf('report', 0.8, surely(kind, 0.95)).state.cases).toHaveLength(1);
    }
  });
});

test('kind words around a question are no praise: "good day dear, my dog has died"', () => {
  const asked = (confidence: number) =>
    eventsOf(
      sayMove('ask', { ...surely('praise', confidence), ...topics('residus.mobles', 0.65) }, { state: underWay({}) }),
    );
  expect(asked(0.6)).toContain('question.answered');
  expect(asked(0.8)).not.toContain('question.answered');
});

describe('a wish for a person', () => {
  test('is none where it asks whom to speak to about the service in focus', () => {
    const { kind } = surely('person');
    const side = { aspects: [{ aspect: 'contact', confidence: 0.98 }] } as const;
    expect(textsOf(sayMove('person', { ...side, kind }, {}))).toEqual(['contact of padro.alta ca']);
    // "Whom can I talk to" reads as a wish for a person, and names none; who names one gets one.
    const reads = {
      ...side,
      kind,
      acts: [{ act: 'person', confidence: 0.7 }],
      ...topics('command.person', 0.16),
    } as const;
    const asking = { ...notUnderstood('v1').shape, asks: true };
    expect(textsOf(sayMove('person', { ...reads, shape: asking }, {}))).toEqual(['contact of padro.alta ca']);
    expect(sayMove('person', reads, {}).state.cases).toHaveLength(1);
    expect(sayMove('person', { ...reads, ...topics('command.person', 0.9) }, {}).state.cases).toHaveLength(1);
  });
});

test('what is certainly a threat is one, however much it seems to ask on', () => {
  const threat = surely('threat');
  const acts = [{ act: 'back', confidence: 0.95 }] as const;
  const said = (asks: boolean) => {
    const shape = { ...notUnderstood('v1').shape, words: 9, asks };
    return sayMove('ask', { ...threat, ...topics('padro.certificat', 0.75), acts, shape }, {}).state.cases;
  };
  expect(said(false).map(({ kind }) => kind)).toEqual(['threat']);
  expect(said(true)).toEqual([]);
});

test('praise is thanked for, though nothing in it seems to report', () => {
  const thanked = sayMove('ask', { ...surely('praise'), ...topics('padro.certificat', 0.6) }, {});
  expect(eventsOf(thanked)).toContain('protocol.applied');
});

test('what plainly asks opens no case because its words are like a threat or a complaint', () => {
  for (const kind of ['threat', 'complaint'] as const) {
    const like = { kind: { kind, confidence: 0.93, ranked: [{ kind, confidence: 0.93 }], rule: null } } as const;
    const asking = sayMove('ask', { ...like, acts: [{ act: 'ask', confidence: 0.95 }] }, {});
    expect([asking.state.cases, eventsOf(asking)]).toEqual([[], expect.not.arrayContaining(['protocol.applied'])]);
    const said = sayMove('ask', { ...like, acts: [{ act: 'report', confidence: 0.6 }] }, { knowledge: talkTown });
    expect(eventsOf(said)).toContain('protocol.applied');
  }
});

test('what is no report decides by its kind, however unlikely the conversation makes a report', () => {
  const like = (kind: 'data-subject' | 'complaint') => sayMove('follow', { ...surely(kind), acts: [] }, {});
  expect(like('data-subject').state.cases).toMatchObject([{ kind: 'data-subject' }]);
  expect(like('complaint').state.cases).toEqual([]);
});
