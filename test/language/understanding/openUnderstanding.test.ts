import { describe, expect, test } from '@jest/globals';
import { noDanger } from '../../../src/core/model/danger.ts';
import type { Kind } from '../../../src/core/model/kind.ts';
import type { VectorOf } from '../../../src/core/ports/knowledge.ts';
import { forMatching } from '../../../src/language/meaning/texts.ts';
import { openUnderstanding, type Readers } from '../../../src/language/understanding/openUnderstanding.ts';
import { readable } from '../../../src/language/understanding/readable.ts';
import { noKind, silent } from '../../support/silentReaders.ts';

const vector = Float32Array.of(1);
const none = () => null;
/** Texts, and the same as they are matched with what answers them. */
const andMatched = (...texts: readonly string[]) => [...texts, ...texts.map(forMatching)];
const open = (changes: Partial<Readers>) => {
  const read = openUnderstanding({ ...silent, ...changes });
  return (text: string, whole: string, vectorOf: VectorOf) => {
    const first = read(text, whole);
    return { ...first, understanding: first.weigh(vectorOf).understanding };
  };
};
/** Reads topics of a text as sure as given. */
const topicAt = (confidence: number): Partial<Readers> => ({
  topics: { read: () => () => [{ entry: 'padro.alta', confidence }], reachesBeyond: () => false, signals: () => null },
});
/** Topics are named after the text that was read. */
const echo: Pick<Readers, 'topics'> = {
  topics: {
    read: (text) => () => [{ entry: text, confidence: 0.95 }],
    reachesBeyond: () => false,
    signals: () => null,
  },
};
const topicsOf = (part: { readonly topics: readonly { readonly entry: string }[] } | null | undefined) =>
  part?.topics.map(({ entry }) => entry);

test('topics are read without where people come from, where they are plainer so', () => {
  const plainer = (plain: number): Partial<Readers> => ({
    topics: {
      ...silent.topics,
      read: (text) => () => [
        {
          entry: text.includes('Pakistan') ? 'a.near' : 'a.asked',
          confidence: text.includes('Pakistan') ? 0.4 : plain,
        },
      ],
    },
  });
  const said = "I'm from Pakistan, how do I register?";
  expect(topicsOf(open(plainer(0.8))(said, said, none).understanding)).toEqual(['a.asked']);
  expect(topicsOf(open(plainer(0.3))(said, said, none).understanding)).toEqual(['a.near']);
});

test('whose business a text is is read of the question itself', () => {
  const scope = (text: string) => () => (text === 'plourà?' ? [{ id: 'outside', confidence: 0.7 }] : []);
  expect(open({ scope })('Hola, plourà?', 'Hola, plourà?', none).understanding.scope).toEqual({
    outside: 0.7,
    report: 0,
  });
  expect(open({})('plourà?', 'plourà?', none).understanding.scope).toEqual({ outside: 0, report: 0 });
});

describe('a text', () => {
  test('is read by what asks in one of our languages, without what it says of languages', () => {
    const detect: Readers['detect'] = (text) => ({ ...silent.detect(text), locale: /ش/u.test(text) ? 'other' : 'en' });
    const read = open({ ...echo, detect, withoutLanguage: (text) => text.replace('English. ', '') });
    const { understanding } = read('شكرا. English. Can I pay it?', 'x', none);
    expect(topicsOf(understanding)).toEqual(['Can I pay it?']);
    expect(understanding.language).toMatchObject({ locale: 'en', foreign: null });
  });

  test('is read without its greeting; its kind, language and small talk are those of the whole', () => {
    const read: Record<string, string> = {};
    const note =
      <T>(what: string, result: T) =>
      (text: string) => {
        read[what] = text;
        return result;
      };
    open({
      topics: { read: note('topics', () => []), reachesBeyond: () => false, signals: () => null },
      aspects: note('aspects', () => []),
      kind: note('kind', noKind),
      smallTalk: note('smallTalk', null),
      detect: note('language', silent.detect('')),
      danger: note('danger', silent.danger('')),
    })('Hola, quant costa', 'Hola, quant costa 12345678Z', none);
    expect(read).toEqual({
      topics: 'quant costa',
      aspects: 'quant costa',
      kind: 'Hola, quant costa',
      smallTalk: 'Hola, quant costa',
      language: 'Hola, quant costa',
      danger: 'Hola, quant costa 12345678Z',
    });
  });

  test('is the same with the same vectors, with numbers of four decimals, and names its knowledge', () => {
    const read = open({
      ...topicAt(0.123_456),
      exceptions: () => () => [{ entry: 'padro.alta', exception: 'x', likeness: 0.987_654 }],
    });
    const { understanding } = read('quant costa', 'quant costa', none);
    expect(understanding).toMatchObject({
      knowledge: 'v1',
      voice: 'words',
      topics: [{ confidence: 0.1235 }],
      exceptions: [{ likeness: 0.9877 }],
    });
    expect(read('quant costa', 'quant costa', none).understanding).toEqual(understanding);
  });

  describe('that leads up to its only question', () => {
    const lead = 'No parlo bé.';
    const asked = 'quan obre la deixalleria?';
    /** The question alone is about `entry` with a confidence; the message is about the waste site, half surely. */
    const readWith = (entry: string, confidence: number, text = `${lead} ${asked}`) =>
      open({
        topics: {
          read: (part) => () => [
            part === asked ? { entry, confidence } : { entry: 'residus.deixalleria', confidence: 0.5 },
          ],
          reachesBeyond: () => false,
          signals: () => null,
        },
        aspects: (part) => () => (part === asked ? [{ id: 'hours', confidence: 0.9 }] : []),
        acts: (part) => () => [{ id: part === asked ? 'ask' : 'correct', confidence: 0.8 }],
      })(text, text, none).understanding;

    test('is read by the question where that says the same more clearly', () => {
      expect(readWith('residus.deixalleria', 0.9)).toMatchObject({
        topics: [{ entry: 'residus.deixalleria', confidence: 0.9 }],
        aspects: [{ aspect: 'hours' }],
        acts: [{ act: 'ask' }],
      });
    });

    test.each([
      ['is about something else', 'oiac.horari', 0.9],
      ['is less clear', 'residus.deixalleria', 0.3],
    ])('is read as a whole where the question %s', (_, entry, confidence) => {
      expect(readWith(entry, confidence)).toMatchObject({
        topics: [{ entry: 'residus.deixalleria', confidence: 0.5 }],
        aspects: [],
        acts: [{ act: 'correct' }],
      });
    });

    test('is read by a question about something else where the others only state something', () => {
      const text = `${asked} Ho necessito per la feina`;
      expect(readWith('oiac.horari', 0.9, text).topics).toEqual([{ entry: 'oiac.horari', confidence: 0.9 }]);
      expect(readWith('oiac.horari', 0.3, text).topics).toEqual([{ entry: 'residus.deixalleria', confidence: 0.5 }]);
    });

    test('is read as a whole where it asks twice', () => {
      expect(readWith('residus.deixalleria', 0.9, `on és això? ${asked}`)).toMatchObject({
        topics: [{ confidence: 0.5 }],
        aspects: [],
      });
    });
  });

  test('in a strange language names it; in one of ours names none', () => {
    const foreign = () => ({ locale: 'other', confidence: 0.9, isDistinctive: true }) as const;
    expect(open({ detect: foreign })('où', 'où', none).understanding.language).toMatchObject({ foreign: 'fr' });
    expect(open({})('on', 'on', none).understanding.language).toMatchObject({ locale: 'ca', foreign: null });
  });
});

describe('the meaning of a text', () => {
  test.each([
    ['where the words leave a doubt', 0.5, ['quant costa']],
    ['not where they are sure', 0.95, []],
    ['not where they know nothing like it', 0.01, []],
  ] as const)('is wanted %s', (_, confidence, wants) => {
    expect(open(topicAt(confidence))('quant costa', 'quant costa', none).wants).toEqual([
      ...wants,
      forMatching('quant costa'),
    ]);
  });

  test('is wanted of a short text whose aspect is not sure, and not of a long one', () => {
    const read = open({ ...topicAt(0.95), aspects: () => () => [{ id: 'cost', confidence: 0.4 }] });
    expect(read('quant costa', 'quant costa', none).wants).toEqual(andMatched('quant costa'));
    const long = 'quant '.repeat(13).trim();
    expect(read(long, long, none).wants).toEqual([forMatching(long)]);
  });

  test('is wanted of the whole and of each sentence where they may tell of a danger, and of small talk never', () => {
    const doubtful = { danger: () => () => ({ ...noDanger, doubtful: true }) };
    const text = 'Voldria demanar cita. El meu home em pega';
    const wants = ['Voldria demanar cita. El meu home em pega', 'Voldria demanar cita', 'El meu home em pega'];
    const matched = [text, 'Voldria demanar cita.', 'El meu home em pega'].map(forMatching);
    expect(open({ ...topicAt(0.01), ...doubtful })(text, text, none).wants).toEqual([...wants, ...matched]);
    expect(open({ ...topicAt(0.5), smallTalk: () => 'smalltalk.thanks' })('ok', 'ok', none).wants).toEqual([]);
  });

  test('is wanted of what follows a beginning, and of each of several questions', () => {
    const read = open(topicAt(0.5));
    expect(read('em referia a la biblioteca', '', none).wants).toEqual(
      andMatched('em referia a la biblioteca', 'la biblioteca'),
    );
    const two = 'Quant costa això? On és ara?';
    expect(read(two, '', none).wants).toEqual(andMatched(two, 'Quant costa això?', 'On és ara?'));
  });

  test('is looked up in lower case where the text is shouted', () => {
    expect(open(topicAt(0.5))('QUANT COSTA', 'QUANT COSTA', none).wants).toEqual(andMatched('quant costa'));
    expect([readable('HI HA FOC'), readable('Visc al Prat'), readable('112')]).toEqual([
      'hi ha foc',
      'Visc al Prat',
      '112',
    ]);
  });

  test('is passed on to all that read it, and tells that it was weighed', () => {
    const seen: (Float32Array | null)[] = [];
    const see = (given: Float32Array | null) => {
      seen.push(given);
      return [];
    };
    const readers = {
      topics: { read: () => see, reachesBeyond: () => false, signals: () => null },
      aspects: () => see,
      acts: () => see,
      exceptions: () => see,
      kindMeaning: see,
    };
    const first = openUnderstanding({ ...silent, ...readers })('quant costa', '');
    expect(seen.splice(0)).toEqual(Array.from({ length: 5 }, () => null));
    expect(first.weigh(() => vector).understanding.voice).toBe('meaning');
    expect(seen).toEqual(Array.from({ length: 5 }, () => vector));
  });

  test('is weighed in without reading any words again, and what failed once fails again', () => {
    const read: string[] = [];
    const note =
      <T>(result: T) =>
      (text: string) => {
        read.push(text);
        return result;
      };
    const readers: Partial<Readers> = {
      topics: { read: note(() => []), reachesBeyond: () => false, signals: () => null },
      aspects: note(() => []),
      acts: note(() => [{ id: 'correct', confidence: 0.9 }]),
      kind: note(noKind),
      exceptions: note(() => []),
      smallTalk: note(null),
      detect: note(silent.detect('')),
      danger: note(silent.danger('')),
      traits: note([]),
    };
    const first = openUnderstanding({ ...silent, ...readers })('no la grua, la multa', 'no la grua, la multa');
    expect(read.splice(0)).toContain('la multa');
    first.weigh(() => vector);
    expect(read).toEqual([]);
    const broken = openUnderstanding({
      ...silent,
      traits: () => {
        throw new Error('broken');
      },
    })('foc', 'foc');
    expect([broken.error, broken.weigh(() => vector).error]).toEqual([new Error('broken'), new Error('broken')]);
    expect(broken.wants).toEqual([]);
  });

  test('of the whole and of the sentences that came tells of danger', () => {
    const seen: unknown[] = [];
    const danger: Readers['danger'] = () => (meaning) => {
      seen.push(meaning);
      return { ...noDanger, doubtful: false };
    };
    const text = 'Voldria demanar cita. El meu home em pega';
    const { weigh } = openUnderstanding({ ...silent, danger })(text, text);
    weigh((of) => (of === text ? vector : of.startsWith('El') ? Float32Array.of(2) : null));
    weigh((of) => (of === text ? null : vector));
    expect(seen).toEqual([null, { vector, sentences: [Float32Array.of(2)] }, null]);
  });
});

describe('a beginning', () => {
  test.each([
    ['em referia a la biblioteca', 'correct', 'la biblioteca'],
    ["Em referia a l'horari d'estiu", 'correct', "l'horari d'estiu"],
    ['no, no, em referia a la biblioteca', 'correct', 'la biblioteca'],
    ['em referia a la targeta, no el padró', 'correct', 'la targeta'],
    ['tornant a la multa', 'back', 'la multa'],
    ['quin horari té, si us plau', 'add', 'quin horari té,'],
  ])('tells an act, and what follows is read on its own: %s', (text, act, rest) => {
    const { understanding } = open(echo)(text, text, none);
    expect(understanding.acts[0]).toEqual({ act, confidence: 0.95 });
    expect(topicsOf(understanding.rest)).toEqual([rest]);
  });

  test('leaves what follows as near to its special cases as it is alone', () => {
    const likeness = (text: string) => (text === 'la biblioteca' ? 0.8 : 0.5);
    const exceptions: Readers['exceptions'] = (text) => () => [
      { entry: 'civil.casament', exception: 'abroad', likeness: 0.6 },
      { entry: 'civil.casament', exception: 'witnesses', likeness: likeness(text) },
    ];
    const [meant, other] = ['em referia a la biblioteca', 'em referia a la deixalleria'];
    expect(open({ ...echo, exceptions })(meant, meant, none).understanding.exceptions).toEqual([
      { entry: 'civil.casament', exception: 'witnesses', likeness: 0.8 },
      { entry: 'civil.casament', exception: 'abroad', likeness: 0.6 },
    ]);
    expect(open({ ...echo, exceptions })(other, other, none).understanding.exceptions[0]?.likeness).toBe(0.6);
  });

  test.each(['no', 'no ho sé', 'referia a', 'em referia', 'normalment em referia a la biblioteca'])(
    'is none in %j',
    (text) => {
      const { understanding } = open(echo)(text, text, none);
      expect([understanding.acts, understanding.rest]).toEqual([[], null]);
    },
  );

  test.each([
    ['no, la biblioteca municipal', 'la biblioteca municipal'],
    ['no, el padró no, la targeta de resident', 'la targeta de resident'],
  ])('that is a no alone tells no act: it corrects, or answers: %s', (text, rest) => {
    const { understanding } = open(echo)(text, text, none);
    expect(understanding.acts).toEqual([]);
    expect(topicsOf(understanding.rest)).toEqual([rest]);
  });

  test('with nothing behind it leaves nothing', () => {
    const { understanding } = open(echo)('em referia a', 'em referia a', none);
    expect([understanding.acts[0]?.act, understanding.rest]).toEqual(['correct', null]);
  });

  test('goes before the acts that words tell, and is named once', () => {
    const acts: Readers['acts'] = () => () => [
      { id: 'ask', confidence: 0.6 },
      { id: 'correct', confidence: 0.3 },
    ];
    expect(open({ acts })('em referia a la biblioteca', '', none).understanding.acts).toEqual([
      { act: 'correct', confidence: 0.95 },
      { act: 'ask', confidence: 0.6 },
    ]);
  });
});

test('what only tells beside one question makes no second one of the message', () => {
  const questionsIn = (text: string) => open(echo)(text, text, none).understanding.questions;
  expect(questionsIn('I quant triga? Ho necessito per la feina')).toEqual([]);
  expect(questionsIn('Soc vídua. No tenim cotxe')).toHaveLength(2);
  expect(questionsIn("M'han multat. He de pagar?").map(({ asks }) => asks)).toEqual([undefined, true]);
});

test('each of several questions is read on its own, and none of small talk', () => {
  const two = 'Quant costa això? On és ara?';
  const { questions } = open(echo)(two, two, none).understanding;
  expect(questions.map(topicsOf)).toEqual([['Quant costa això?'], ['On és ara?']]);
  expect(open({ ...echo, smallTalk: () => 'smalltalk.thanks' })(two, two, none).understanding.questions).toEqual([]);
});

test('a text that names another town, and not this one, says so', () => {
  const readIn = (text: string, readers = {}) => open(readers)(text, '', none).understanding;
  expect(readIn("com m'empadrono a Barcelona")).toMatchObject({ elsewhere: true, isNear: true });
  expect(readIn('eso es del Prat, te pregunto por Castelldefels').elsewhere).toBe(true);
  expect(readIn('del Prat a Barcelona').elsewhere).toBe(false);
  // Buses go there.
  expect(readIn('quin bus va a Barcelona', { topics: { ...echo.topics, reachesBeyond: () => true } }).elsewhere).toBe(
    false,
  );
});

describe('the kind of a text', () => {
  const said = (kind: Kind, confidence: number) => () => ({
    ...{ kind, confidence, rule: null },
    ranked: [
      { kind, confidence },
      { kind: 'question' as const, confidence: 1 - confidence },
    ],
  });
  const meant = (complaint: number) => (given: Float32Array | null) =>
    given === null
      ? []
      : [
          { id: 'complaint', confidence: complaint },
          { id: 'question', confidence: 1 - complaint },
        ];

  test('is told by words and meaning together, half and half', () => {
    const read = open({ kind: said('complaint', 0.8), kindMeaning: meant(0.05) });
    expect(read('x', 'x', none).understanding.kind).toMatchObject({ kind: 'complaint', confidence: 0.8 });
    // The odds of words, 4, and of meaning, 1/19, make about 0.46.
    expect(read('x', 'x', () => vector).understanding.kind).toMatchObject({ kind: 'question', rule: null });
    const agreed = open({ kind: said('complaint', 0.8), kindMeaning: meant(0.8) });
    expect(agreed('x', 'x', () => vector).understanding.kind).toMatchObject({ kind: 'complaint', confidence: 0.8 });
  });

  test('that a rule tells is not weighed', () => {
    const rule = { id: 'threat.kill', kind: 'threat', evidence: { start: 0, end: 1 } } as const;
    const kind = { kind: 'threat', confidence: 0.99, ranked: [], rule } as const;
    const read = open({ kind: () => kind, kindMeaning: meant(0.9) });
    expect(read('x', 'x', () => vector).understanding.kind).toEqual(kind);
  });
});
