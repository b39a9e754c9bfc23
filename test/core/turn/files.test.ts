import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileRef, InboundContent, NotKept } from '../../../src/core/model/message.ts';
import { mediaKinds, notKeptReasons } from '../../../src/core/model/message.ts';
import type { TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { testDay } from '../../support/clock.ts';
import { eventsOf, notificationsOf, textsOf, turnOf, underWay } from '../../support/turn.ts';

const hour = 3_600_000;
const lamp = turnOf('el fanal no funciona', {});
const code = 'C4SE-0007';
const added = `caseAdded ca ${code} OIAC ca`;
const photo: FileRef = { id: 'f', name: 'foto.jpg', type: 'image/jpeg', size: 1 };
const voice: NotKept = { what: 'voice', why: 'too-large' };
const files = (changes: Partial<Extract<InboundContent, { kind: 'files' }>>): InboundContent => ({
  ...{ kind: 'files', files: [], text: '' },
  ...changes,
});
const next = (content: InboundContent, before: TurnResult, changes: Parameters<typeof turnOf>[1] = {}) =>
  turnOf(content, { state: before.state, revision: 8, now: testDay + hour, ...changes });

describe('what was not kept', () => {
  test.each(notKeptReasons)('is not said to be added to the case that waits: %s', (why) => {
    const sent = next(files({ notKept: [{ what: 'video', why }] }), lamp);
    expect(textsOf(sent)).toEqual([`notKept.${why} ca media.video ca`]);
    expect(sent.state.cases).toEqual(lamp.state.cases);
    expect(notificationsOf(sent)).toEqual([]);
    expect(sent.events).toContainEqual({ type: 'files.not-kept', reasons: [why] });
  });

  test('is said where an adapter knows nothing of what came', () => {
    expect(textsOf(next(files({}), lamp))).toEqual(['notKept.unsupported ca media.other ca']);
    expect(textsOf(turnOf(files({}), {}))).toEqual(['notKept.unsupported ca media.other ca']);
  });

  test('is said with what was kept, in one message', () => {
    const sent = next(files({ files: [photo], notKept: [voice] }), lamp);
    expect(textsOf(sent)).toEqual([`${added}\n\nnotKept.too-large ca media.voice ca`]);
    expect(notificationsOf(sent)).toMatchObject([{ reason: 'citizen-wrote', case: code }]);
  });

  test('is named and counted, each reason by itself', () => {
    const missing: readonly NotKept[] = [
      ...[voice, voice],
      { what: 'photo', why: 'too-large' },
      { what: 'sticker', why: 'unsupported' },
    ];
    expect(textsOf(turnOf(files({ notKept: missing }), {}))).toEqual([
      'notKept.too-large ca media.voice ca (×2) i media.photo ca\n\nnotKept.unsupported ca media.sticker ca',
    ]);
  });

  test('is said after the answer to the words beside it', () => {
    expect(textsOf(turnOf(files({ text: "com m'empadrono", notKept: [voice] }), {}))).toEqual([
      expect.stringMatching(/^padro\.alta ca\n\nsource .*\n\nnotKept\.too-large ca media\.voice ca$/),
    ]);
    const receipt = turnOf(files({ text: 'el fanal no funciona', notKept: [voice] }), {});
    expect(textsOf(receipt)).toEqual([expect.stringMatching(/^receipt .*\n\nnotKept\.too-large ca media\.voice ca$/s)]);
    expect(receipt.state.cases).toHaveLength(1);
  });

  test('comes after the number to call', () => {
    const [first] = textsOf(turnOf(files({ text: 'hi ha foc', notKept: [voice] }), {}));
    expect(first).toMatch(/^truqueu.*notKept/s);
  });

  test('is said also while a person serves, who learns that something was tried', () => {
    const state = underWay({ cases: lamp.state.cases, takeover: { by: 'ona', since: testDay, case: code } });
    const sent = turnOf(files({ notKept: [voice] }), { state });
    expect(textsOf(sent)).toEqual(['notKept.too-large ca media.voice ca']);
    expect(notificationsOf(sent)).toMatchObject([{ reason: 'citizen-wrote', agents: ['ona'] }]);
    expect(textsOf(turnOf(files({ files: [photo] }), { state }))).toEqual([]);
  });

  test('of a place is said beside the receipt for the place', () => {
    const place = { kind: 'location', latitude: 41.3, longitude: 2.1, text: '' } as const;
    const notKept = [{ what: 'live-location', why: 'unsupported' }] as const;
    expect(textsOf(next({ ...place, notKept }, lamp))).toEqual([
      `${added}\n\nnotKept.unsupported ca media.live-location ca`,
    ]);
  });

  test('never earns a receipt, and is always told of', () => {
    const missing = fc.record({ what: fc.constantFrom(...mediaKinds), why: fc.constantFrom(...notKeptReasons) });
    fc.assert(
      fc.property(fc.array(missing, { maxLength: 4 }), fc.nat(2), fc.boolean(), (notKept, count, hasCase) => {
        const kept = Array.from({ length: count }, (_, index) => ({ ...photo, id: `f${index}` }));
        const sent = next(files({ files: kept, notKept }), hasCase ? lamp : turnOf('moltes gràcies', {}));
        const said = textsOf(sent).join('\n');
        expect(said.includes('caseAdded')).toBe(hasCase && count > 0);
        expect(sent.outbound).toHaveLength(1);
        for (const { what, why } of notKept)
          expect(said).toMatch(new RegExp(`notKept\\.${why} ca .*media\\.${what} ca`));
        if (count === 0) expect(sent.state.cases).toEqual(hasCase ? lamp.state.cases : []);
      }),
    );
  });
});

describe('a file with words', () => {
  const beside = 'fileBeside ca';

  test.each([
    ['a question', "com m'empadrono", /^padro\.alta ca\n\nsource .*\n\nfileBeside ca$/],
    ['several meanings', 'un paper del padró', /^clarify ca\n\nfileBeside ca$/],
    ['what nobody understands', 'blah', /^unanswered ca\n\nfileBeside ca$/],
  ])('is read by its words and gets one answer: %s', (_, text, answer) => {
    const sent = turnOf(files({ files: [photo], text }), {});
    expect(textsOf(sent)).toEqual([expect.stringMatching(answer)]);
    expect(eventsOf(sent)).not.toContain('files.not-kept');
  });

  test('keeps the choices of its answer', () => {
    const [message] = turnOf(files({ files: [photo], text: 'un paper del padró' }), {}).outbound;
    expect(message?.choices.map(({ value }) => value)).toEqual(['entry:padro.alta', 'entry:padro.certificat', 'none']);
  });

  test('opens a case by its words, which a person reads with the file', () => {
    const sent = turnOf(files({ files: [photo], text: 'el fanal no funciona' }), {});
    expect(textsOf(sent)).toEqual([expect.stringMatching(/^receipt C4SE-0007/)]);
    expect(textsOf(sent)[0]).not.toContain(beside);
  });

  test('is added to the case that waits, once', () => {
    const sent = next(files({ files: [photo], text: 'el fanal no funciona' }), lamp);
    expect(textsOf(sent)).toEqual([added]);
    expect(sent.state.cases).toHaveLength(1);
  });
});

describe('an album', () => {
  const of = (id: string, album = 'a1') => files({ files: [{ ...photo, id }], album });

  test('is one message: only the first of its files is answered, and told to the person who deals with the case', () => {
    const first = next(of('f1'), lamp);
    expect(textsOf(first)).toEqual([added]);
    const second = next(of('f2'), first, { revision: 9, now: testDay + 2 * hour });
    expect(textsOf(second)).toEqual([]);
    expect(second.sideEffects).toEqual([{ type: 'index-cases' }]);
    expect(eventsOf(second)).toContain('case.added');
    expect(second.state.cases[0]?.citizenAt).toBe(testDay + 2 * hour);
    expect(textsOf(next(of('f3', 'a2'), second, { revision: 10 }))).toEqual([added]);
  });

  test('is answered once where no case waits, too', () => {
    const first = turnOf(of('f1'), {});
    expect(textsOf(first)).toEqual(['files ca']);
    const second = next(of('f2'), first);
    expect(textsOf(second)).toEqual([]);
    expect(eventsOf(second)).not.toContain('question.unanswered');
  });

  test('says of each file that was not kept that it was not', () => {
    const first = next(of('f1'), lamp);
    const second = next(files({ album: 'a1', notKept: [voice] }), first, { revision: 9 });
    expect(textsOf(second)).toEqual(['notKept.too-large ca media.voice ca']);
  });
});
