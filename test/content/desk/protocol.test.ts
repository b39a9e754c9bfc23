import { beforeEach, describe, expect, test } from '@jest/globals';
import { compileProtocol } from '../../../src/content/buildProtocol.ts';
import { calendarYear, yearsWithoutLocalDays } from '../../../src/content/calendarYear.ts';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import { readFileFields } from '../../../src/content/desk/editFields.ts';
import { casesSince, replayCases } from '../../../src/content/desk/protocolReplay.ts';
import { placeProblem } from '../../../web/console/model/content/problems.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { caseRowOf, caseStateOf } from '../../support/caseState.ts';
import { testDay } from '../../support/clock.ts';
import { createDeskStore, openTestDesk, type TestDesk, testContent } from '../../support/contentDesk.ts';

let opened: TestDesk;
let desk: ContentDesk;
beforeEach(async () => {
  opened = await openTestDesk(createDeskStore(), await testContent());
  desk = opened.desk;
});

// biome-ignore lint/suspicious/noExplicitAny: whatever a file holds.
type Any = any;

/** Changes fields of a file as the console does. */
async function change(document: string, to: (fields: Any) => Any) {
  const { base, fields } = await desk.read(document);
  const saved = await desk.save({
    document,
    base,
    onto: null,
    change: { fields: to(structuredClone(fields)) },
    by: 'eva',
  });
  if (saved.kind === 'conflict') throw new Error('conflict');
  return saved.document;
}

const rules = (to: (rules: Any) => void) => (fields: Any) => {
  to(fields.rules);
  return { rules: fields.rules };
};

describe('the protocol by its fields', () => {
  test('is saved as a draft whose other lines stay', async () => {
    const before = (await desk.read('protocol.yaml')).text ?? '';
    const saved = await change(
      'protocol.yaml',
      rules((all) => Object.assign(all[1], { first: undefined, to: 'hisenda' })),
    );
    expect(saved.text).toBe(
      before.replace('    to: responsible\n', '    to: hisenda\n').replace('    first: chat\n', ''),
    );
    expect(saved.fields).toEqual(readFileFields(saved.text ?? ''));
    expect(
      await desk
        .save({ document: 'council.yaml', base: null, onto: null, change: { fields: {} }, by: 'eva' })
        .catch(({ code }) => code),
    ).toBe('input.invalid');
  });

  test('tells what is wrong beside the field', async () => {
    const { problems } = await change(
      'protocol.yaml',
      rules((all) => Object.assign(all[1], { tone: 'rude', first: 'never', do: [], cites: ['X'] })),
    );
    expect(problems.map(({ path, message }) => [path, message.slice(0, 24)])).toEqual([
      ['rules.1.do', 'is empty: write at least'],
    ]);
    const { problems: more } = await change(
      'protocol.yaml',
      rules((all) => Object.assign(all[1], { do: ['forward'] })),
    );
    expect(more.map(({ path }) => path)).toEqual(['rules.1.tone', 'rules.1.first', 'rules.1.cites']);
    const { problems: hidden } = await change(
      'protocol.yaml',
      rules((all) => all.unshift(all.pop())),
    );
    expect(hidden.map(({ path }) => path)).toContain('rules.1');
    // The console says each of them in the reader's language.
    for (const problem of [...problems, ...more, ...hidden]) {
      expect([problem.message, placeProblem(problem).cause === null]).toEqual([problem.message, false]);
    }
  });
});

test('a flow has its own title in lists and among changes', async () => {
  const three = (text: string) => `{ ca: ${text} ca, es: ${text} es, en: ${text} en }`;
  const flow = (title: string) =>
    `flow: hall\ntitle: ${three(title)}\nabout: ${three('it')}\nsteps:\n  - say: ${three('Hello')}\n`;
  ({ desk } = await openTestDesk(createDeskStore(), await testContent({ 'flows/hall.yaml': flow('Hall') })));
  const listed = async () => (await desk.list()).documents.find(({ id }) => id === 'flows/hall.yaml')?.title?.ca;
  expect(await listed()).toBe('Hall ca');
  await change('flows/hall.yaml', ({ title }) => ({ title: { ...title, ca: 'Sala' } }));
  expect(await listed()).toBe('Sala');
  expect((await desk.changes()).changes).toMatchObject([{ title: { ca: 'Sala' } }]);
});

describe('a message is tried', () => {
  test('by the drafts: its kind, the rule, who answers, and by when', async () => {
    await change('protocol.yaml', (fields) => ({
      ...fields,
      rules: [{ ...fields.rules[1], id: 'scope', when: { kinds: ['question'] }, to: 'hisenda' }, ...fields.rules],
    }));
    expect(await desk.tryProtocol({ text: 'qui ho porta, això?', locale: 'ca', surface: 'private' })).toMatchObject({
      ...{ kind: 'question', traits: [], answered: null, rule: 'scope', department: 'hisenda' },
      first: { id: 'chat', binding: 'guide', until: { ca: expect.stringContaining('13.00') } },
      ...{ resolution: null, cites: ['own'], isOfLastGood: false },
    });
    expect((await desk.changes()).release).toBe(1);
  });

  test('by the last good ones where the drafts cannot be used, which is said', async () => {
    await change(
      'protocol.yaml',
      rules((all) => Object.assign(all[1], { tone: 'rude' })),
    );
    const tried = await desk.tryProtocol({ text: 'hola', locale: 'ca', surface: 'public' });
    expect([tried.rule, tried.isOfLastGood]).toEqual(['everything', true]);
  });
});

describe('the cases of a month are decided again', () => {
  const day = 24 * 60 * 60_000;
  const since = testDay - 30 * day;
  const row = (code: string, openedAt: number, changes: Parameters<typeof caseStateOf>[2] = {}, changedAt = openedAt) =>
    caseRowOf(caseStateOf(code, openedAt, { rule: 'everything', ...changes }), { changedAt });
  const replay = async (rows: readonly ReturnType<typeof row>[]) => {
    const { content } = await desk.draftContent();
    const current = opened.knowledge.current();
    const before = { protocol: current.protocol, rules: opened.knowledge.content().protocol.rules };
    return replayCases(rows, [], before, { protocol: compileProtocol(content) });
  };
  const rows = [
    row('A', testDay - day, { kind: 'complaint' }),
    row('B', testDay - 2 * day, { kind: 'complaint' }),
    row('C', testDay - 3 * day, { kind: 'person' }),
    row('D', testDay - 4 * day, { kind: 'insult', surface: 'public', rule: 'insult' }),
  ];

  test('and nothing changes where nothing was changed', async () => {
    expect((await replay(rows)).map(({ rule, cases, changed }) => [rule, cases, changed])).toEqual([
      ['everything', 3, 0],
      ['insult', 1, 0],
    ]);
  });

  test('and those that another rule, department or deadline would take are counted', async () => {
    await change('protocol.yaml', (fields) => ({
      rules: [
        { ...fields.rules[1], id: 'complaint', when: { kinds: ['complaint'] }, to: 'hisenda' },
        fields.rules[0],
        { ...fields.rules[1], do: ['acknowledge'], to: undefined, reply: undefined, first: 'quick' },
      ],
      deadlines: { ...fields.deadlines, quick: { unit: 'working-hours', amount: 1, binding: 'own', cites: ['own'] } },
    }));
    const [everything, insult] = await replay(rows);
    expect(everything).toEqual({
      ...{ rule: 'everything', cases: 3, changed: 3, unopened: 1 },
      rules: [{ rule: 'complaint', cases: 2 }],
      departments: [{ from: 'oiac', to: 'hisenda', cases: 2 }],
      first: { earlier: 1, later: 0, more: 0, fewer: 0 },
      resolution: { earlier: 0, later: 0, more: 0, fewer: 0 },
    });
    expect(insult).toMatchObject({ rule: 'insult', cases: 1, changed: 0 });
  });

  test('by the cases that were opened since, and no page more', async () => {
    const index = createMemoryCaseIndex();
    const many = Array.from({ length: 420 }, (_, n) => row(`N${n}`, testDay - n * day, {}, testDay - n * day));
    await index.put([...many, row('OLD', since - day, {}, testDay)]);
    let asked = 0;
    const counting: Pick<typeof index, 'find'> = {
      find(query) {
        asked += 1;
        return index.find(query);
      },
    };
    expect((await casesSince(counting, 'default', since)).map(({ case: { code } }) => code)).toHaveLength(31);
    expect(asked).toBe(1);
  });
});

describe('a year of the calendar', () => {
  test('has the holidays that are known and those that the council wrote, each with where it is from', async () => {
    await change('calendar.yaml', ({ holidays }) => ({
      holidays: { ...holidays, also: ['2026-05-15'], except: ['2026-12-26'] },
    }));
    const { content } = await desk.draftContent();
    const { days, localMissing } = await calendarYear(content.calendar, 2026);
    expect(days.filter(({ from }) => from !== 'country').map(({ day, from }) => `${day} ${from}`)).toEqual([
      '2026-04-06 region',
      '2026-05-15 also',
      '2026-06-24 region',
      '2026-09-11 region',
      '2026-09-28 local',
      '2026-12-26 region',
      '2026-12-26 except',
    ]);
    expect(days.filter(({ from }) => from === 'country')).toContainEqual({
      day: '2026-04-03',
      from: 'country',
      rule: 'easter -2',
      name: 'Viernes Santo',
    });
    expect(localMissing).toBe(1);
  });

  test('asks for the days of this year, and from October for those of the next', () => {
    const local = { 2026: ['2026-09-28', '2026-09-29'] };
    expect(yearsWithoutLocalDays({ local }, Date.parse('2026-09-30T12:00Z'))).toEqual([]);
    expect(yearsWithoutLocalDays({ local }, Date.parse('2026-10-01T12:00Z'))).toEqual([2027]);
    expect(yearsWithoutLocalDays({ local: {} }, Date.parse('2026-11-01T12:00Z'))).toEqual([2026, 2027]);
  });
});
