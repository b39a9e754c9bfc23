import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { Kind } from '../../../src/core/model/kind.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnInput, TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { testDay } from '../../support/clock.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { playTurns } from '../../support/playTurns.ts';
import { eventsOf, notificationsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const kinds: Readonly<Record<string, Kind>> = {
  'hi ha un forat a la vorera': 'incident',
  'hi ha un forat al carrer major 12': 'incident',
  'la cua és massa llarga': 'complaint',
};

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = townWithFlows(await shippedFlows(), kinds);
});

/** Plays messages one after the other; the result of the last. */
const play = (
  said: readonly (string | InboundContent)[],
  changes: Partial<TurnInput> = {},
  state: ConversationState = underWay({}),
): TurnResult =>
  playTurns(
    said.map((content) => ({ content, changes })),
    { knowledge, state },
  );

const newestOf = (result: TurnResult) => textsOf(result).join('\n');
const reported = 'hi ha un forat a la vorera';

describe('a street incident', () => {
  test('is a case at once, and the place is asked for in the same message', () => {
    const result = play([reported]);
    expect(eventsOf(result)).toContain('case.opened');
    expect(result.outbound).toHaveLength(1);
    expect(result.state.flow).toMatchObject({ flow: 'street-incident', step: 'place', case: 'C4SE-0001' });
  });

  test('that names its place is not asked for it', () => {
    expect(play(['hi ha un forat al carrer major 12']).state.flow?.step).toBe('danger');
  });

  test('where somebody may get hurt comes first for staff, and the person is told to call 112', () => {
    const result = play([reported, 'al carrer Major 12', 'sí']);
    expect(result.state.cases[0]?.priority).toBe('high');
    expect(notificationsOf(result).map(({ reason }) => reason)).toEqual(['alert']);
    expect(newestOf(result)).toContain('112');
  });

  test('of another service is another case, also of the same department and in the middle of the first', () => {
    const report = (entry: string, before: TurnResult | null) => {
      const definition = knowledge.flows.all.find(({ id }) => id === before?.state.flow?.flow);
      const read = {
        topics: [{ entry, confidence: 0.9 }],
        kind: { kind: 'incident', confidence: 0.99, ranked: [{ kind: 'incident', confidence: 0.99 }], rule: null },
      } as const;
      return turnOf(reported, {
        ...{ knowledge, understanding: understood(reported, read), state: before?.state ?? underWay({}) },
        ...{ flow: definition ? { definition, slots: before?.slots ?? {} } : null, revision: before === null ? 1 : 2 },
      });
    };
    const first = report('residus.mobles', null);
    const again = report('residus.mobles', first);
    const other = report('padro.alta', first);
    expect(again.state.cases).toHaveLength(1);
    expect(other.state.cases.map(({ about, department }) => [about, department])).toEqual([
      ['residus.mobles', 'oiac'],
      ['padro.alta', 'oiac'],
    ]);
    expect(other.state.flow).toMatchObject({ flow: 'street-incident', case: other.state.cases[1]?.code });
  });

  test('is one case, however often it is told', () => {
    const result = play([reported, reported, 'al carrer Major 12', reported]);
    expect(result.state.cases).toHaveLength(1);
  });

  test('ends with the photo, and what follows is added to its case', () => {
    const photo = { id: 'f1', name: 'foto.png', type: 'image/png', size: 3 };
    const result = play([reported, 'al carrer Major 12', 'no', { kind: 'files', files: [photo], text: '' }]);
    expect(result.state.flow).toBeNull();
    expect(result.slots).toEqual({});
    expect(eventsOf(result)).toEqual(expect.arrayContaining(['case.added', 'flow.ended']));
  });
});

test('an answer is corrected at any time, and said back', () => {
  const result = play([reported, 'al carrer Major 12', 'no, al 14']);
  expect(result.slots.place?.text).toBe('al carrer Major 14');
  expect(eventsOf(result)).toContain('flow.corrected');
  expect(result.state.flow?.step).toBe('danger');
});

test('a place that only its speaker knows is kept in the case, and asked for again', () => {
  const result = play([reported, 'al meu carrer']);
  expect(eventsOf(result)).toContain('case.added');
  expect(result.state.flow).toMatchObject({ step: 'place', asked: 2 });
  expect(result.slots.place).toBeUndefined();
});

test('a question in between is answered, and the open one is put again', () => {
  const result = play([reported, "com m'empadrono"]);
  expect(eventsOf(result)).toEqual(expect.arrayContaining(['question.answered', 'flow.interrupted']));
  expect(newestOf(result)).toContain('flow.back');
  expect(result.state.flow?.step).toBe('place');
});

test('a person who stops keeps the case', () => {
  const result = play([reported, 'deixa-ho córrer']);
  expect(result.state.flow).toBeNull();
  expect(result.state.cases.map(({ status }) => status)).toEqual(['open']);
  expect(newestOf(result)).toContain('flow.cancelledCase');
});

test('after days the person is asked whether to go on', () => {
  const { state, slots } = play([reported]);
  const definition = knowledge.flows.all.find(({ id }) => id === 'street-incident');
  if (definition === undefined) throw new Error('the flow ships');
  const later = { knowledge, flow: { definition, slots }, now: testDay + 3 * 86_400_000 };
  const back = turnOf({ kind: 'start' }, { ...later, state });
  expect(newestOf(back)).toContain('flow.resume');
  const on = turnOf('sí', { ...later, state: back.state });
  expect(on.state.flow).toMatchObject({ step: 'place', aside: null });
});

test('after a month it is over', () => {
  const { state } = play([reported]);
  const definition = knowledge.flows.all.find(({ id }) => id === 'street-incident') ?? null;
  const flow = definition === null ? null : { definition, slots: {} };
  const late = turnOf('bon dia', { knowledge, state, flow, now: testDay + 31 * 86_400_000 });
  expect(late.state.flow).toBeNull();
  expect(late.events).toContainEqual({ type: 'flow.ended', flow: 'street-incident', how: 'stale' });
});

test('a person who opens the chat after a month is welcomed', () => {
  const { state } = play([reported]);
  const definition = knowledge.flows.all.find(({ id }) => id === 'street-incident') ?? null;
  const flow = definition === null ? null : { definition, slots: {} };
  const late = turnOf({ kind: 'start' }, { knowledge, state, flow, now: testDay + 31 * 86_400_000 });
  expect(newestOf(late)).toContain('introduction');
});

test('a person who asks for staff is asked nothing more', () => {
  const result = play([reported, 'passeu-me amb algú']);
  expect(result.state.flow).toBeNull();
});

test('in public no flow begins', () => {
  const result = play([reported], { surface: 'public' });
  expect(result.state.flow).toBeNull();
  expect(eventsOf(result)).not.toContain('flow.started');
});

test('the same button for two questions in a row is no double tap', () => {
  const begun = play([{ kind: 'choice', value: 'start:facility-booking', text: 'x' }, '1', 'sí', 'el 3 de desembre']);
  const definition = knowledge.flows.all.find(({ id }) => id === 'facility-booking');
  if (definition === undefined) throw new Error('the flow ships');
  let { state, slots } = begun;
  for (const step of ['time', 'people']) {
    expect(state.flow?.step).toContain(step);
    const value = state.offered.find((each) => each.startsWith('flow:skip')) ?? '';
    const next = turnOf({ kind: 'choice', value, text: 'x' }, { knowledge, state, flow: { definition, slots } });
    ({ state, slots } = next);
  }
  expect(state.flow?.step).toContain('activity');
});

describe('where it is, once told,', () => {
  const dark = [reported, 'al carrer Major 12', 'no'];

  test.each([
    ["m'he equivocat, no és el 12, és el 14"],
    ['és el 14, no el 12'],
    ['he posat malament el número, és el 14'],
  ])('is corrected in the report: %s', (text) => {
    const result = play([...dark, text]);
    expect(result.slots.place?.text).toMatch(/14$/);
    expect(newestOf(result)).toContain('flow.corrected');
    expect(result.state.flow).toMatchObject({ step: 'photo' });
  });

  test('is asked again where it is only said that it is wrong', () => {
    const result = play([...dark, "vull corregir l'adreça del meu avís"]);
    expect(result.state.flow?.filled).not.toContain('place');
    expect(result.state.flow).toMatchObject({ step: 'place' });
  });
});

test('"it is settled" closes the open case once the person agrees', () => {
  const result = play([reported, 'al carrer Major 12', 'ja està arreglat', 'sí']);
  expect(result.state.cases[0]).toMatchObject({ status: 'closed', closed: { reason: 'resolved', by: null } });
});

describe('a case that is taken back', () => {
  const complained = 'la cua és massa llarga';

  test('is closed once the person agrees, and named by its code and matter', () => {
    const asked = play([reported, 'al carrer Major 12', 'no volia posar cap queixa. treu-la']);
    expect(asked.state.flow).toMatchObject({ flow: 'case-settled', case: 'C4SE-0001' });
    expect(newestOf(asked)).toContain('C4SE-0001');
    expect(newestOf(asked)).toContain('un problema al carrer');
    const closed = play([reported, 'al carrer Major 12', 'no volia posar cap queixa. treu-la', 'sí']);
    expect(closed.state.cases[0]).toMatchObject({ status: 'closed', closed: { reason: 'resolved', by: null } });
    expect(newestOf(closed)).toContain('caseWithdrawn');
  });

  test('is named by its code', () => {
    const asked = play([reported, 'al carrer Major 12', 'vull cancel·lar el cas C4SE-0001']);
    expect(asked.state.flow).toMatchObject({ flow: 'case-settled', case: 'C4SE-0001' });
    // A code alone, or among other words, still asks how it is going.
    const shown = play([reported, 'al carrer Major 12', 'com està el cas C4SE-0001']);
    expect(shown.state.flow?.flow).not.toBe('case-settled');
  });

  test('is taken back by what stops a form, where none is under way', () => {
    const done = [reported, 'al carrer Major 12', 'no', 'no'];
    expect(play(done).state.flow).toBeNull();
    expect(play([...done, 'ja no cal, gràcies']).state.flow).toMatchObject({ flow: 'case-settled' });
    expect(newestOf(play([reported, 'ja no cal']))).toContain('flow.cancelledCase');
  });

  test('stays open where they do not', () => {
    expect(play([reported, 'treu-la', 'no']).state.cases[0]?.status).toBe('open');
  });

  test('is confirmed by taking it back once more', () => {
    expect(play([reported, 'treu-la', 'que la treguis, treu-la']).state.cases[0]?.status).toBe('closed');
  });

  test('is the newest where several are open, and the others are offered', () => {
    const asked = play([reported, 'cancel·la', complained, 'treu-la']);
    const [first, second] = asked.state.cases.map(({ code }) => code);
    expect(asked.state.flow?.case).toBe(second);
    expect(asked.state.offered).toContain(`withdraw:${first}`);
    const other = play([
      ...[reported, 'cancel·la', complained, 'treu-la'],
      { kind: 'choice', value: `withdraw:${first}`, text: 'x' },
      'sí',
    ]);
    expect(other.state.cases.map(({ status }) => status)).toEqual(['closed', 'open']);
  });

  test('is not one that was never opened: nothing is', () => {
    const refused = play(['no vull posar cap queixa']);
    expect(refused.state.cases).toEqual([]);
    expect(newestOf(refused)).toContain('noted');
  });
});

test('an address to answer to is used only where the person agrees', () => {
  const asked = ['la cua és massa llarga', 'no', 'per telèfon', '612 345 678'];
  expect(play(asked).slots.phone?.text).toBe('612 345 678');
  const refused = play([...asked, 'no']);
  expect(JSON.stringify(refused.slots)).not.toContain('612');
  expect(refused.state.flow).toBeNull();
});
