import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../../src/content/content.ts';
import { findingsIn, unpinnedIn } from '../../../src/content/gate/findings.ts';
import type { FaqEntry } from '../../../src/content/schema/faq.ts';
import { type TestsFile, testsFile } from '../../../src/content/schema/tests.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const now = Date.UTC(2026, 10, 26, 10);
const three = <T>(ca: T, es: T, en: T) => ({ ca, es, en });
const many = (count: number) => Array.from({ length: count }, (_, index) => `question ${index}`);
const long = 'Per censar un gos heu de demanar hora a l’oficina.';

const good: FaqEntry = {
  id: 'animals.cens',
  department: 'oiac',
  title: three('Cens', 'Censo', 'Census'),
  questions: three(many(8), many(8), many(8)),
  answer: three(
    long,
    'Para censar un perro tiene que pedir hora en la oficina.',
    'To register a dog, book an appointment.',
  ),
  aspects: {},
  general: [],
  exceptions: [],
  followUps: [],
  personal: false,
  quickExit: false,
  sensitive: false,
  source: { url: 'https://seu.example', name: 'Seu' },
  verified: '2026-11-24',
  valid: { from: '2026-11-24' },
};
const calendar = { timeZone: 'Europe/Madrid' } as Content['calendar'];
const findingsOf = (entry: FaqEntry, changed?: ReadonlySet<string>) =>
  findingsIn({ faq: { 'faq/animals.yaml': { topic: 'animals', entries: [entry] } }, calendar }, now, changed);

test('an entry that lacks nothing has no finding', () => {
  expect(findingsOf(good)).toEqual([]);
});

test('days are those of the town: there it is the next day already', () => {
  const evening = Date.parse('2026-11-25T23:30:00Z');
  const ended = { ...good, valid: { ...good.valid, until: '2026-11-25' } };
  expect(findingsIn({ faq: { a: { topic: 'animals', entries: [ended] } }, calendar }, evening, null)).toEqual([
    { kind: 'expired', entry: 'animals.cens', until: '2026-11-25' },
  ]);
});

describe('dates', () => {
  test.each([
    ['2026-11-25', [{ kind: 'expired', entry: 'animals.cens', until: '2026-11-25' }]],
    ['2026-11-26', [{ kind: 'expires', entry: 'animals.cens', until: '2026-11-26' }]],
    ['2026-12-25', [{ kind: 'expires', entry: 'animals.cens', until: '2026-12-25' }]],
    ['2026-12-26', []],
  ])('an answer until %s', (until, findings) => {
    expect(findingsOf({ ...good, valid: { from: '2026-01-01', until } })).toEqual(findings);
  });

  test('somebody must look at what was last looked at more than a year ago, part by part', () => {
    const part = { answer: good.answer, verified: '2025-11-25' };
    const entry: FaqEntry = {
      ...good,
      verified: '2025-11-26',
      aspects: { cost: part },
      exceptions: [{ ...part, id: 'no-chip', title: good.title, questions: good.questions }],
    };
    const old = { kind: 'unverified', entry: 'animals.cens', verified: '2025-11-25' };
    expect(findingsOf(entry)).toEqual([
      { ...old, part: 'cost' },
      { ...old, part: 'no-chip' },
    ]);
    expect(findingsOf({ ...entry, verified: '2025-11-25' })).toHaveLength(3);
  });
});

test('a text that is the Catalan one is not translated; short ones may be the same', () => {
  const untranslated = { kind: 'untranslated', entry: 'animals.cens' };
  expect(findingsOf({ ...good, answer: { ...good.answer, es: ` ${long}` } })).toEqual([
    { ...untranslated, part: null, locale: 'es' },
  ]);
  expect(findingsOf({ ...good, aspects: { cost: { answer: three(long, long, long) } } })).toEqual([
    { ...untranslated, part: 'cost', locale: 'es' },
    { ...untranslated, part: 'cost', locale: 'en' },
  ]);
  expect(findingsOf({ ...good, plain: three('010', '010', '010') })).toEqual([]);
});

test('questions that differ in capitals or accents count once', () => {
  const es = [...many(6), 'Cómo lo censo', 'como lo censo?', 'COMO LO CENSO'];
  expect(findingsOf({ ...good, questions: { ...good.questions, es } })).toEqual([
    { kind: 'few-questions', entry: 'animals.cens', locale: 'es', questions: 7 },
  ]);
});

test('only entries that a release changes are looked at, where it is said which', () => {
  const stale = { ...good, verified: '2020-01-01' };
  expect(findingsOf(stale, new Set(['animals.cens']))).toHaveLength(1);
  expect(findingsOf(stale, new Set(['padro.alta']))).toEqual([]);
});

describe('pinned questions', () => {
  const tests: TestsFile = testsFile.parse({
    questions: [
      { ask: 'cens', locale: 'ca', expect: 'animals.cens' },
      { ask: 'truqueu-me al 600 123 456', locale: 'ca', expect: 'none' },
    ],
    dialogues: [{ locale: 'es', turns: [{ ask: 'hola' }, { ask: 'censo', expect: 'animals.cens' }] }],
  });

  test('that stay, in any order, are no finding', () => {
    expect(unpinnedIn({ tests }, { tests: { ...tests, questions: tests.questions.toReversed() } })).toEqual([]);
    expect(unpinnedIn({}, { tests })).toEqual([]);
  });

  test('that are taken away or must find something else are told, without identifiers', () => {
    const [first] = tests.questions;
    if (first === undefined) throw new Error('no question');
    expect(unpinnedIn({ tests }, { tests: { questions: [{ ...first, offered: true }], dialogues: [] } })).toEqual([
      { kind: 'unpinned', entry: 'animals.cens', text: 'cens' },
      { kind: 'unpinned', entry: 'none', text: 'truqueu-me al [phone]' },
      { kind: 'unpinned', entry: 'animals.cens', text: 'hola → censo' },
    ]);
    expect(unpinnedIn({ tests }, {})).toHaveLength(3);
  });
});

test('what ships is translated and covered, and holds today', async () => {
  const kinds = findingsIn(await shippedContent(), now).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind !== 'expires')).toEqual([]);
});
