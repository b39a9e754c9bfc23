import { describe, expect, test } from '@jest/globals';
import { notUnderstood, type Understanding } from '../../../src/core/model/understanding.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { caseStateOf } from '../../support/caseState.ts';
import { testDay } from '../../support/clock.ts';
import { aspects, inFocus, sayMove, surely, topics } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { eventsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const knowledge = {
  ...talkTown,
  flows: { ...talkTown.flows, words: { ...talkTown.flows.words, no: ['no'] } },
};
const passedOn = underWay({
  dialogue: { ...inFocus('padro.alta'), last: { did: 'passed-on' } },
  cases: [caseStateOf('C001-TEST', testDay, {})],
});
/** A message after a receipt, which reads as a question about something else. */
const say = (text: string, read: Partial<Understanding> = topics('residus.mobles', 0.6), state = passedOn) =>
  turnOf(text, { knowledge, state, understanding: understood(text, read) });

describe('after a receipt', () => {
  test.each(['Maria Puig', 'Joan Garcia-Ribó', '600 123 456', 'soc la Maria, 600123456', 'maria@example.com'])(
    'how to reach the person goes to the case: %s',
    (text) => {
      expect(eventsOf(say(text))).toContain('case.added');
      expect(textsOf(say(text))[0]).toContain('C001-TEST');
    },
  );

  test('a question is answered, and without a case nothing is added', () => {
    expect(textsOf(say('mobles vells'))[0]).toContain('residus.mobles ca');
    expect(textsOf(say('Maria Puig', {}, underWay({ dialogue: inFocus('padro.alta') })))[0]).not.toContain('C001');
  });

  test('plain "no" has nothing to add, and corrects nothing', () => {
    const acts = [{ act: 'correct' as const, confidence: 0.99 }];
    expect(textsOf(say('No.', { acts }))).toEqual(['noted ca']);
    expect(textsOf(say('No, una altra cosa', { acts }))).not.toEqual(['noted ca']);
  });
});

describe('who corrects what they told', () => {
  const words = { ...knowledge.flows.words, correct: ['no', 'perdo', 'sorry', 'm he equivocat'] };
  const correcting = { ...knowledge, flows: { ...knowledge.flows, words }, moves: always('follow') };
  const saysOf = (text: string, state = passedOn) =>
    turnOf(text, { knowledge: correcting, state, understanding: understood(text, { shape: shapeOf(text) }) });

  test.each(["m'he equivocat, és el 26", "sorry, it's number 26", 'no, perdó, és al carrer Nou 3'])(
    'adds it to the case: %s',
    (text) => {
      expect(eventsOf(saysOf(text))).toContain('case.added');
      expect(eventsOf(saysOf(text, underWay({ dialogue: inFocus('padro.alta') })))).not.toContain('case.added');
    },
  );

  test.each([
    'me equivoqué, no es el 30, es el 38',
    'vull corregir el carrer del meu avís, és Nou 3',
    'puse mal la calle, es Nueva',
    'i made a mistake, it was on tuesday',
  ])('adds what it is instead: %s', (text) => {
    expect(eventsOf(saysOf(text))).toContain('case.added');
    expect(textsOf(saysOf(text))[0]).toContain('caseAdded');
  });

  test('adds what names the report whatever was spoken of, and else only below it', () => {
    const elsewhere = underWay({ dialogue: inFocus('padro.alta'), cases: passedOn.cases });
    expect(eventsOf(saysOf('vull corregir el carrer del meu avís, és Nou 3', elsewhere))).toContain('case.added');
    for (const text of ['puse mal la calle, es Nueva', 'no es el 30, es el 38', 'i made a mistake, it was on tuesday'])
      expect(eventsOf(saysOf(text, elsewhere))).not.toContain('case.added');
  });

  test('learns how, where they only say that something is wrong', () => {
    const result = saysOf('vull corregir el carrer del meu avís');
    expect(textsOf(result)[0]).toContain('caseHowToAdd');
    expect(eventsOf(result)).not.toContain('case.added');
  });

  test('and nothing else is added by how they begin', () => {
    expect(eventsOf(saysOf('perdó, quant costa?'))).not.toContain('case.added');
  });

  test.each(['did you change it to 26?', '¿lo han cambiado?', 'ja ho heu apuntat?'])(
    'learns that it is with the case, and adds nothing by asking: %s',
    (text) => {
      expect(textsOf(saysOf(text))[0]).toContain('caseAdded');
      expect(eventsOf(saysOf(text))).not.toContain('case.added');
    },
  );

  test('who asks whether it is done does not', () => {
    expect(textsOf(saysOf('ja ho heu arreglat?')).join()).not.toContain('caseAdded');
  });
});

describe('who asks something besides, just after a receipt', () => {
  const asked = { ...notUnderstood('v1').shape, asks: true };
  const acts = (act: 'follow' | 'status') => ({ shape: asked, acts: [{ act, confidence: 0.9 }] });

  test('is answered, however likely a question after a case is about that', () => {
    const state = passedOn;
    expect(eventsOf(sayMove('status', { ...acts('status'), ...aspects('cost') }, { state }))).toContain('case.asked');
    const other = sayMove('status', { ...acts('follow'), ...topics('residus.mobles', 0.9) }, { state });
    expect(eventsOf(other)).not.toContain('case.asked');
    expect(textsOf(other)[0]).toContain('residus.mobles ca');
  });
});

describe('who asks when something will be done about what they reported', () => {
  const about = (entry: string) =>
    underWay({
      dialogue: { ...inFocus('padro.alta'), last: { did: 'passed-on' } },
      cases: [caseStateOf('C001-TEST', testDay, { about: entry })],
    });
  const asks = (state: typeof passedOn, side: 'duration' | 'documents' = 'duration') =>
    sayMove('follow', { ...aspects(side), shape: { ...notUnderstood('v1').shape, words: 2, asks: true } }, { state });

  test('gets the deadline of the case, where no text knows when', () => {
    const result = asks(about('padro.alta'));
    expect(eventsOf(result)).toContain('case.asked');
    expect(textsOf(result)[0]).toContain('C001-TEST');
  });

  test('and of a case about something else gets what is known of the service', () => {
    const result = asks(about('residus.mobles'));
    expect(eventsOf(result)).not.toContain('case.asked');
    expect(textsOf(result).join()).not.toContain('C001-TEST');
  });

  test('and of another side that nobody wrote leaves it with the case', () => {
    const result = asks(about('padro.alta'), 'documents');
    expect(eventsOf(result)).not.toContain('case.asked');
    expect(textsOf(result)).toEqual(['caseQuestion ca C001-TEST OIAC ca contact of padro.alta ca']);
  });
});

describe('while a person is awaited', () => {
  const waiting = underWay({ cases: [caseStateOf('C001-TEST', testDay, { kind: 'person' })] });
  const guess = topics('residus.mobles', 0.3);

  test('who asks outside attention hours learns when somebody will be there', () => {
    const said = 'i qui em respon?';
    const given = { knowledge, state: waiting, understanding: understood(said, guess) };
    const sunday = testDay + 5 * 86_400_000;
    expect(textsOf(turnOf(said, { ...given, now: sunday }))[0]).toContain('caseOutsideHours ca demà a les 9.00');
    expect(textsOf(turnOf(said, given))[0]).not.toContain('caseOutsideHours');
  });

  test('how many go before is said where that is known, each time, and with the hours of those who answer', () => {
    const said = 'hi ha algú?';
    const given = { knowledge, state: waiting, understanding: understood(said, guess) };
    const place = (count: number) => ({ ...given, ahead: [{ case: 'C001-TEST', ahead: count }] });
    const unknown = turnOf(said, given);
    expect(unknown.inLine).toMatchObject([{ code: 'C001-TEST' }]);
    expect(textsOf(unknown)[0]).not.toMatch(/caseAhead|caseNext/);
    const first = turnOf(said, place(2));
    expect(textsOf(first)[0]).toMatch(/caseInsideHours ca 14\.00\n\ncaseAhead ca 2\n\ncaseFollow/);
    expect(first.inLine).toBeUndefined();
    const second = turnOf(said, { ...place(0), state: first.state });
    expect(textsOf(second)).toEqual([expect.stringMatching(/^caseAdded .*\n\ncaseNext ca$/)]);
  });

  test('how many go before is never said in public', () => {
    const ahead = [{ case: 'C001-TEST', ahead: 2 }];
    const said = turnOf('hi ha algú?', { knowledge, state: waiting, surface: 'public', ahead });
    expect(textsOf(said).join()).not.toMatch(/caseAhead|C001/);
    expect(said.inLine).toBeUndefined();
  });

  test('"is anybody there" asks for them, whatever service its words are like', () => {
    const result = say('is anybody there?', { ...topics('tributs.ibi', 0.43), ...surely('person') }, waiting);
    expect(result.state.cases.map(({ code }) => code)).toEqual(['C001-TEST']);
    expect(eventsOf(result)).toContain('case.added');
  });

  test('what the bot has no answer to goes to them: it neither guesses nor asks', () => {
    const first = say('i qui em respon?', guess, waiting);
    expect(eventsOf(first)).toContain('case.added');
    expect(textsOf(first)).toHaveLength(1);
    expect(textsOf(first)[0]).toContain('C001-TEST');
    expect(first.state.offered).toEqual([]);
    expect(first.sideEffects).toContainEqual(
      expect.objectContaining({ notification: expect.objectContaining({ reason: 'citizen-wrote' }) }),
    );
    const second = say('va, que és per una multa', guess, first.state);
    expect(textsOf(second)).toEqual([expect.stringContaining('caseAdded')]);
  });

  test('what it has an answer to is answered, and after they answered it asks again', () => {
    expect(textsOf(say('mobles vells', topics('residus.mobles', 0.99), waiting))[0]).toContain('residus.mobles ca');
    const answered = caseStateOf('C001-TEST', testDay, { kind: 'person', staffAt: testDay + 1 });
    const next = say('i qui em respon?', guess, underWay({ cases: [answered] }));
    expect(eventsOf(next)).not.toContain('case.added');
  });
});

describe('after an alarm', () => {
  const { state } = turnOf('hi ha foc', {});

  test('what does not clearly ask for something else gets the number once more, and goes to who was alerted', () => {
    const next = say('ell ara no hi és però tornarà', topics('residus.mobles', 0.5), state);
    const [text = ''] = textsOf(next);
    expect(text).toMatch(/^el 112 atén/);
    expect(text).toContain(state.cases[0]?.code ?? 'none');
    expect(eventsOf(next)).toContain('case.added');
    expect(next.state.dialogue.last).toEqual({ did: 'warned', whom: 'general', again: true });
  });

  test('a clear question of its own is answered', () => {
    const asked = { ...topics('residus.mobles', 0.6), shape: { ...notUnderstood('v1').shape, words: 5, asks: true } };
    for (const read of [topics('residus.mobles', 0.99), asked])
      expect(textsOf(say('on porto els mobles vells?', read, state))[0]).toContain('residus.mobles ca');
  });

  test('where nobody was alerted, a person is offered', () => {
    const next = say('i ara què faig', {}, { ...state, cases: [] });
    expect(textsOf(next)[0]).toMatch(/^el 112 atén/);
    expect(next.state.offered).toEqual(['command:person']);
  });
});
