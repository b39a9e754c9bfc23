import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeskItem } from '../../../../src/content/desk/views.ts';
import type { Clash } from '../../../../src/content/gate/views.ts';
import { actionsFor, withSettled } from '../../../../web/console/model/content/clashes.ts';
import { changedFields, type DataObject, isSame, withValue } from '../../../../web/console/model/content/fields.ts';
import { diffHunks, hunksOf } from '../../../../web/console/model/content/hunks.ts';
import { keptText, readWordings, withWordings } from '../../../../web/console/model/content/lines.ts';
import {
  everything,
  expiresIn,
  isExpired,
  shownItems,
  titleOf,
} from '../../../../web/console/model/content/listFilter.ts';
import { mergeFields, takeTheirs } from '../../../../web/console/model/content/mergeFields.ts';
import { otherProblems, placeProblem, problemsOf } from '../../../../web/console/model/content/problems.ts';
import { similarServices } from '../../../../web/console/model/content/similarServices.ts';
import { staleTranslations } from '../../../../web/console/model/content/staleTranslations.ts';
import { diffWords } from '../../../../web/console/model/content/wordDiff.ts';
import { pathOf, routeOf } from '../../../../web/console/model/route.ts';
import { standIn } from '../../../support/standIn.ts';

const words = fc.array(fc.constantFrom('gos', 'gat', 'el', ' ', '\n', ',', 'cens', 'fura'), { maxLength: 30 });
const entry = fc.record(
  {
    title: fc.record({ ca: fc.constantFrom('a', 'b', 'c'), es: fc.constantFrom('a', 'b', 'c') }, { requiredKeys: [] }),
    questions: fc.record({ ca: fc.uniqueArray(fc.constantFrom('p', 'q', 'r', 's'), { minLength: 1 }) }),
    verified: fc.constantFrom('2026-01-01', '2026-02-02'),
    personal: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('fields of an entry', () => {
  test('setting one keeps the others, and takes objects away that get empty', () => {
    const before = { title: { ca: 'A', es: 'B' }, exceptions: [{ id: 'x' }, { id: 'y' }] };
    expect(withValue(before, ['title', 'ca'], 'C')).toEqual({ ...before, title: { ca: 'C', es: 'B' } });
    expect(withValue({ title: { ca: 'A' }, id: 'x' }, ['title', 'ca'], undefined)).toEqual({ id: 'x' });
    expect(withValue(before, ['exceptions', 0], undefined)).toEqual({ ...before, exceptions: [{ id: 'y' }] });
    expect(withValue(before, ['aspects', 'cost', 'answer', 'ca'], 'N')).toMatchObject({
      aspects: { cost: { answer: { ca: 'N' } } },
    });
  });

  test('only what differs is sent, and null for what is gone', () => {
    fc.assert(
      fc.property(entry, entry, (before, after) => {
        const changed = changedFields(before as DataObject, after as DataObject);
        const applied: Record<string, unknown> = { ...before };
        for (const [key, value] of Object.entries(changed)) {
          if (value === null) delete applied[key];
          else applied[key] = value;
        }
        expect(isSame(applied, after)).toBe(true);
        expect(Object.keys(changed).filter((key) => isSame(before[key as 'title'], after[key as 'title']))).toEqual([]);
      }),
    );
  });
});

describe('two changes of one entry', () => {
  test('that touch different fields, languages and wordings are both kept', () => {
    const base = { title: { ca: 'A', es: 'A' }, questions: { ca: ['p', 'q'] }, verified: '1' };
    const mine = { ...base, title: { ca: 'Mine', es: 'A' }, questions: { ca: ['p', 'q', 'mine'] } };
    const theirs = { title: { ca: 'A', es: 'Theirs' }, questions: { ca: ['q', 'theirs'] }, personal: true };
    expect(mergeFields(base, mine, theirs)).toEqual({
      entry: { title: { ca: 'Mine', es: 'Theirs' }, questions: { ca: ['q', 'theirs', 'mine'] }, personal: true },
      conflicts: [],
    });
  });

  test('that touch the same text differently are told, with mine on the page, and theirs to take', () => {
    const { entry: merged, conflicts } = mergeFields(
      { answer: { ca: 'A', es: 'A' } },
      { answer: { ca: 'Mine', es: 'A' } },
      { answer: { ca: 'Theirs', es: 'B' } },
    );
    expect(merged).toEqual({ answer: { ca: 'Mine', es: 'B' } });
    expect(conflicts).toEqual([{ path: ['answer', 'ca'], mine: 'Mine', theirs: 'Theirs' }]);
    expect(conflicts.reduce(takeTheirs, merged)).toEqual({ answer: { ca: 'Theirs', es: 'B' } });
  });

  test('in lists of rules keep what only one changed, and the order of the one who moved them', () => {
    const [a, b, c] = [
      { id: 'a', tone: 'x' },
      { id: 'b', tone: 'x', when: { kinds: ['spam'] } },
      { id: 'c', tone: 'x' },
    ];
    const mine = { rules: [{ ...a, tone: 'mine' }, b, c] };
    const theirs = { rules: [c, a, { ...b, when: { kinds: ['spam', 'insult'] } }, { id: 'd', tone: 'new' }] };
    expect(mergeFields({ rules: [a, b, c] }, mine, theirs)).toEqual({
      entry: {
        rules: [c, { ...a, tone: 'mine' }, { ...b, when: { kinds: ['spam', 'insult'] } }, { id: 'd', tone: 'new' }],
      },
      conflicts: [],
    });
    const both = mergeFields({ rules: [a] }, mine, { rules: [{ ...a, tone: 'theirs' }, b, c] });
    expect(both.conflicts).toEqual([{ path: ['rules', 0, 'tone'], mine: 'mine', theirs: 'theirs' }]);
    expect(mergeFields({ rules: [a, b] }, { rules: [b, a] }, { rules: [b] }).conflicts).toHaveLength(1);
  });

  test('lose nothing: what only one changed is as that one has it', () => {
    fc.assert(
      fc.property(entry, entry, entry, (base, mine, theirs) => {
        const merged = mergeFields(base as DataObject, mine as DataObject, theirs as DataObject);
        for (const key of ['verified', 'personal'] as const) {
          if (mine[key] === base[key]) expect(merged.entry[key]).toEqual(theirs[key]);
          else expect(merged.entry[key]).toEqual(mine[key]);
        }
        expect(mergeFields(base as DataObject, base as DataObject, theirs as DataObject).conflicts).toEqual([]);
        expect(isSame(mergeFields(base as DataObject, mine as DataObject, base as DataObject).entry, mine)).toBe(true);
      }),
    );
  });
});

describe('differences', () => {
  test('word by word, they give back both texts', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const diff = diffWords(before, after);
        const textOf = (kind: 'removed' | 'added') =>
          diff.map((each) => (each.kind === kind || each.kind === 'same' ? each.text : '')).join('');
        expect([textOf('removed'), textOf('added')]).toEqual([before, after]);
      }),
    );
  });

  test('name the word that changes, and a passage as a whole where hardly a word stays', () => {
    expect(diffWords('Cal censar el gos en tres mesos.', 'Cal censar el gat en tres mesos.')).toEqual([
      { kind: 'same', text: 'Cal censar el ' },
      { kind: 'removed', text: 'gos' },
      { kind: 'added', text: 'gat' },
      { kind: 'same', text: ' en tres mesos.' },
    ]);
    expect(diffWords('Demaneu hora a la seu.', 'Aneu a una oficina i espereu.').map(({ kind }) => kind)).toEqual([
      'removed',
      'added',
      'same',
    ]);
  });

  test('show the lines that change with one around them, and leave a gap for the rest', () => {
    const hunks = diffHunks('a\nb\nc\nd\ne', 'a\nb\nc\nX\ne');
    expect(hunks.map((hunk) => (hunk.kind === 'gap' ? '…' : hunk.words.map(({ text }) => text).join('|')))).toEqual([
      '…',
      'c',
      'd|X',
      'e',
    ]);
    expect(hunksOf([{ kind: 'added', lines: ['  - id: x', '    a: 1'] }])).toEqual([
      { kind: 'changed', words: [{ kind: 'added', text: '- id: x\n  a: 1' }] },
    ]);
  });
});

describe('problems', () => {
  const reported = (message: string) => placeProblem({ document: 'd', line: 3, message, fatal: true });

  test('are placed at the field that they name, in words that can be translated', () => {
    expect(reported('`title.en` is missing: write text here')).toMatchObject({ path: 'title.en', cause: 'missing' });
    expect(reported('`questions.ca` has too few questions: write at least 8, as people type')).toMatchObject({
      cause: 'few',
      limit: '8',
    });
    expect(reported('`answer.ca` is too long to read in a chat: write at most 3,000 characters, and')).toMatchObject({
      cause: 'long',
      limit: '3,000',
    });
    expect(reported('is not valid YAML (x): check')).toMatchObject({ path: null, cause: null, line: 3 });
    const rule = { document: 'protocol.yaml', line: 3, fatal: true, path: 'rules.3' };
    const hidden = '`b` is never reached: `a` above it matches all its messages; move it up, or narrow the other';
    expect(placeProblem({ ...rule, message: hidden })).toMatchObject({ path: 'rules.3', cause: 'hidden', limit: 'a' });
    const tone = '`rude` is not among `tones`: add it there';
    expect(placeProblem({ ...rule, message: tone })).toMatchObject({
      path: 'rules.3',
      cause: 'unknown',
      limit: 'rude',
    });
    const all = [
      reported('`answer.es` is empty: write'),
      reported('`general.0` is odd'),
      reported('is not valid YAML'),
    ];
    expect(problemsOf(all, ['answer']).map(({ path }) => path)).toEqual(['answer.es']);
    expect(problemsOf(all, ['answer', 'ca'])).toEqual([]);
    expect(otherProblems(all)).toEqual(all.slice(1));
  });
});

test('a translation is old where the Catalan changed after it', () => {
  const live = { answer: { ca: 'A', es: 'A', en: 'A' }, exceptions: [{ id: 'x', answer: { ca: 'B', es: 'B' } }] };
  const draft = {
    answer: { ca: 'New', es: 'New', en: 'A' },
    exceptions: [{ id: 'new' }, { id: 'x', answer: { ca: 'C', es: 'B' } }],
  };
  expect([...staleTranslations(live, draft)]).toEqual(['answer.en', 'exceptions.1.answer.es']);
  expect([...staleTranslations(null, draft)]).toEqual([]);
});

test('pasted wordings lose list signs, numbers and quotes, and come once', () => {
  expect(readWordings('- com m’hi apunto?\n2. «quan comença»\n\n  què costa  ')).toEqual([
    'com m’hi apunto?',
    'quan comença',
    'què costa',
  ]);
  expect(withWordings(['a', 'b'], ['b', 'c', 'c'])).toEqual(['a', 'b', 'c']);
});

test('a long text ends with an end of line, except where it is one line by hand', () => {
  expect([
    keptText('A', ''),
    keptText('A', 'B\n'),
    keptText('A', 'B'),
    keptText('A\nB', 'B'),
    keptText(' ', 'B'),
  ]).toEqual(['A\n', 'A\n', 'A', 'A\nB\n', undefined]);
});

describe('the list', () => {
  const item = (id: string, changes: Partial<DeskItem>): DeskItem => ({
    id,
    kind: 'entry',
    file: 'faq/padro.yaml',
    topic: 'padro',
    title: { ca: 'Empadronar-se', es: 'Empadronarse' },
    state: 'live',
    department: 'oiac',
    languages: ['ca', 'es', 'en'],
    verified: '2026-06-01',
    validUntil: null,
    expires: '2027-06-01',
    draft: null,
    proposal: null,
    ...changes,
  });
  const today = '2026-12-01';
  const items = [
    item('faq/padro/padro.alta', {}),
    item('faq/padro/padro.nou', { state: 'new', languages: ['ca'], title: { ca: 'Àrea nova' } }),
    item('faq/padro/padro.vell', { verified: '2025-11-30', expires: '2026-11-30', department: 'hisenda' }),
    item('faq/padro/padro.acabat', { validUntil: '2026-12-01', expires: '2026-12-01' }),
    item('faq/padro/padro.aviat', { validUntil: '2026-12-31', expires: '2026-12-31' }),
    item('council.yaml', { kind: 'file', topic: null, title: null }),
    item('faq/padro.yaml', { kind: 'file', topic: null, title: null }),
  ];
  const shown = (filter: Partial<typeof everything>) =>
    shownItems(items, { ...everything, ...filter }, 'ca', today).map(({ id }) => id.replace('faq/padro/padro.', ''));

  test('shows what the filters ask for, by title', () => {
    expect(shown({})).toEqual(['nou', 'alta', 'vell', 'acabat', 'aviat']);
    expect(shown({ state: 'draft' })).toEqual(['nou']);
    expect(shown({ state: 'incomplete' })).toEqual(['nou']);
    expect(shown({ state: 'expired' })).toEqual(['vell']);
    expect(shown({ state: 'expiring', days: 30 })).toEqual(['acabat', 'aviat']);
    expect(shown({ state: 'expiring', days: 7 })).toEqual(['acabat']);
    expect(shown({ department: 'hisenda' })).toEqual(['vell']);
    expect(shown({ search: 'area' })).toEqual(['nou']);
    expect(shown({ kind: 'file' })).toEqual(['council.yaml']);
  });

  test('knows what has to be checked again, and a title in the nearest language', () => {
    expect(items.slice(1, 5).map((each) => isExpired(each, today))).toEqual([false, true, false, false]);
    expect(items.slice(1, 5).map((each) => expiresIn(each, today))).toEqual([182, -1, 0, 30]);
    expect(expiresIn({ expires: null }, today)).toBeNull();
    expect(isExpired({ expires: null }, today)).toBe(false);
    expect(titleOf({ id: 'faq/padro/padro.x', title: { es: 'Solo' } }, 'en')).toBe('Solo');
    expect(titleOf({ id: 'faq/padro/padro.x', title: null }, 'en')).toBe('padro.x');
  });
});

test('each page of the content has its address', () => {
  for (const route of [
    { page: 'content', document: null },
    { page: 'content', document: 'faq/padro/padro.alta' },
    { page: 'content', document: 'council.yaml' },
    { page: 'publish' },
    { page: 'releases' },
  ] as const) {
    expect(routeOf(pathOf(route))).toEqual(route);
  }
  expect(pathOf({ page: 'content', document: 'faq/padro/padro.alta' })).toBe(
    '/console/contingut/text/faq/padro/padro.alta',
  );
});

describe('questions that come close to another service', () => {
  const clash = (entry: string, other: string): Clash => ({
    ...{ wording: { entry, locale: 'ca', text: 'on?' }, other, near: null, confidence: 0.5 },
    ...{ falls: [], taken: 0, advice: 'keep' },
  });

  test('are moved and removed where they are of services', () => {
    const isService = (entry: string) => !entry.startsWith('flow.');
    expect(actionsFor(clash('padro.alta', 'padro.baixa'), isService)).toEqual(['move', 'remove', 'keep']);
    expect(actionsFor(clash('padro.alta', 'flow.queixa'), isService)).toEqual(['remove', 'keep']);
    expect(actionsFor(clash('flow.queixa', 'padro.alta'), isService)).toEqual(['keep']);
  });

  test('stay in sight with what was done, also where the check says them no more', () => {
    const [one, two] = [clash('padro.alta', 'padro.baixa'), clash('padro.baixa', 'padro.alta')];
    const settled = { clash: one, action: 'keep', changed: [] } as const;
    expect(withSettled([one, two], [settled])).toEqual([
      { clash: one, settled },
      { clash: two, settled: null },
    ]);
    expect(withSettled([two], [settled])).toEqual([
      { clash: two, settled: null },
      { clash: one, settled },
    ]);
  });
});

describe('services like a new one', () => {
  const service = (id: string, ca: string) => {
    const title = { ca, es: '', en: '' };
    return standIn<DeskItem>({ id: `faq/x/${id}`, kind: 'entry', title });
  };
  const items = [
    service('a', "Casals d'estiu i ajuts"),
    service('b', 'Casament civil'),
    service('c', 'Horari d’estiu de la piscina'),
    service('d', 'Ajuts'),
  ];
  const found = (title: string) => similarServices(items, title).map(({ id }) => id);

  test('have all its significant words, in some form', () => {
    expect(found("Casal d'estiu")).toEqual(['faq/x/a']);
    expect(found('CASALS')).toEqual(['faq/x/a']);
    expect(found('Ajut')).toEqual(['faq/x/d', 'faq/x/a']);
    expect(found('Casaments')).toEqual(['faq/x/b']);
    expect(found('Piscines')).toEqual(['faq/x/c']);
  });

  test('are none where it says nothing yet, or something else', () => {
    expect(found('')).toEqual([]);
    expect(found('de la')).toEqual([]);
    expect(found('Piscina de gossos')).toEqual([]);
    expect(found('Estiuejar')).toEqual([]);
  });
});

test('what a removed service leaves behind is told with its name', () => {
  const problem = (message: string) => placeProblem({ document: 'tests.yaml', message, line: 3, fatal: false });
  expect(problem('follow-up `animals.cens` does not exist: correct the id or remove it')).toMatchObject({
    ...{ cause: 'goneFollowUp', limit: 'animals.cens' },
  });
  expect(problem('`animals.cens` does not exist: correct the id, or remove the question')).toMatchObject({
    ...{ cause: 'goneQuestion', limit: 'animals.cens' },
  });
});
