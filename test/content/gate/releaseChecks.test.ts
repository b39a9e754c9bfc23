import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { variantsOf } from '../../../src/content/entries.ts';
import type { ReleaseCheck } from '../../../src/content/gate/views.ts';
import { createDeskStore, testContent } from '../../support/contentDesk.ts';
import { type GatedDesk, linksWithout, openGatedDesk } from '../../support/gatedDesk.ts';
import { until } from '../../support/until.ts';

const entry = 'faq/padro/padro.alta';
const pinned = `questions:
  - { ask: ask padro.alta ca 3, locale: ca, expect: padro.alta }
  - { ask: ask residus.mobles ca 3, locale: ca, expect: residus.mobles }
`;
const all = (note: string, by = 'editor') => ({ note, at: null, documents: null, by });
const request = { by: 'editor', session: 's1' };
const hour = 60 * 60_000;

let store: ReturnType<typeof createDeskStore>;
let gated: GatedDesk;

beforeEach(async () => {
  store = createDeskStore();
  gated = await openGatedDesk(store, await testContent({ 'tests.yaml': pinned }));
});
afterEach(() => gated.checks.stop());

/** The check when it has ended. */
async function checked(): Promise<ReleaseCheck> {
  await gated.checks.start(request);
  let check: ReleaseCheck = await gated.checks.view();
  await until(async () => {
    check = await gated.checks.view();
    return check.state !== 'running';
  });
  return check;
}

async function doneCheck() {
  const check = await checked();
  if (check.state !== 'done') throw new Error(JSON.stringify(check));
  return check;
}

/** Drafts that take the entry's pinned question away from it. */
const removeEntry = () => gated.desk.remove(entry, 'editor');

async function editAnswer(answer = 'Nova resposta.'): Promise<void> {
  const { base, text } = await gated.desk.read(entry);
  const change = { text: text?.replace('ca: Resposta.', `ca: ${answer}`) ?? '' };
  await gated.desk.save({ document: entry, base, onto: null, change, by: 'editor' });
}

describe('a check of the drafts', () => {
  test('says what falls, and whether the drafts are still those that were checked', async () => {
    expect(await gated.checks.view()).toEqual({ state: 'none' });
    await removeEntry();
    const check = await doneCheck();
    expect(check).toMatchObject({
      by: 'editor',
      current: true,
      accepted: [],
      report: {
        questions: 2,
        problems: 0,
        pinned: 2,
        shipped: { questions: 0, left: 0 },
        past: { questions: 0, unreadable: 0, left: 0 },
        counts: { worse: 1, same: 1 },
        failing: [{ blocking: true, source: 'pinned', text: 'ask padro.alta ca 3', expect: { entry: 'padro.alta' } }],
        clashes: [],
      },
    });
    expect(gated.readBy).toEqual(['editor']);
    await gated.desk.discard(entry, 'editor');
    expect(await gated.checks.view()).toMatchObject({ state: 'done', current: false });
  });

  test('of nothing that citizens notice says so', async () => {
    await editAnswer();
    const { report } = await doneCheck();
    expect(report).toMatchObject({ counts: { better: 0, worse: 0, look: 0, same: 2 }, changes: [], failing: [] });
  });

  test('says which pages of changed services are gone, and how many could not be reached', async () => {
    const opened = await openGatedDesk(store, await testContent({ 'tests.yaml': pinned }), {
      links: linksWithout('mort.example'),
    });
    gated = opened;
    await editAnswer('Vegeu https://mort.example/tramit.');
    const { report } = await doneCheck();
    expect(report.findings).toEqual([{ kind: 'dead-link', entry: 'padro.alta', url: 'https://mort.example/tramit' }]);
    // The source of the service: nothing listens there.
    expect(report.links).toEqual({ checked: 1, unchecked: 1 });
  });

  test('says a clash until somebody lets it be, and again where they take that back', async () => {
    const { base, text } = await gated.desk.read(entry);
    const careless = 'ask residus mobles ca 3 o no';
    const change = { text: text?.replace('ca: [', `ca: [${careless}, `) ?? '' };
    await gated.desk.save({ document: entry, base, onto: null, change, by: 'editor' });
    const { report } = await doneCheck();
    const [clash] = report.clashes;
    if (clash === undefined) throw new Error('there is no clash');
    expect(clash).toMatchObject({ wording: { entry: 'padro.alta', text: careless }, other: 'residus.mobles' });
    await gated.desk.settleClash(clash, 'keep', 'editor');
    expect(await gated.checks.view()).toMatchObject({ current: true, report: { clashes: [] } });
    expect((await doneCheck()).report.clashes).toEqual([]);
    await gated.desk.settleClash(clash, 'forget', 'editor');
    expect(await gated.checks.view()).toMatchObject({ report: { clashes: [clash] } });
  });

  test('says that what cannot be published was not looked at', async () => {
    const { base, text } = await gated.desk.read(entry);
    const change = { text: text?.replace('es: Respuesta.', 'es: ""') ?? '' };
    await gated.desk.save({ document: entry, base, onto: null, change, by: 'editor' });
    const { report } = await doneCheck();
    expect(report.problems).toBeGreaterThan(0);
    expect(report.counts.same).toBe(2);
  });

  test('is forgotten with what people asked after an hour', async () => {
    await editAnswer();
    await doneCheck();
    expect(gated.checks.hasReport()).toBe(true);
    store.clock.advance(hour);
    gated.timers.ring();
    expect(gated.checks.hasReport()).toBe(false);
    expect(await gated.checks.view()).toEqual({ state: 'none' });
  });

  test('ends the one before', async () => {
    await editAnswer();
    await gated.checks.start({ by: 'first', session: 's1' });
    expect(await doneCheck()).toMatchObject({ by: 'editor' });
    expect(gated.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a release by which a pinned question falls', () => {
  test('is refused, and stays a draft', async () => {
    await removeEntry();
    await expect(gated.desk.publish(all('Fora'))).rejects.toMatchObject({
      code: 'content.blocked',
      message: expect.stringContaining('"ask padro.alta ca 3"'),
    });
    expect((await gated.desk.changes()).changes).toHaveLength(1);
    expect((await gated.desk.releases(null)).live).toBe(1);
  });

  test('passes where a second person accepts it with a reason, which is on record', async () => {
    await removeEntry();
    const { version } = await doneCheck();
    const check = await gated.checks.accept(version, 'El servei ja no existeix', 'administrator');
    expect(check).toMatchObject({ accepted: [{ by: 'administrator', reason: 'El servei ja no existeix' }] });
    const published = await gated.desk.publish(all('Fora'));
    expect(published).toMatchObject({ kind: 'released', release: { number: 2 } });
    const events = store.commits().flatMap((commit) => commit.events);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'content.accepted', by: 'administrator', content: version, falls: 1 }),
    );
  });

  test('does not pass because its own author accepts it', async () => {
    await removeEntry();
    const { version } = await doneCheck();
    await gated.checks.accept(version, 'Jo mateix ho trobo bé', 'editor');
    await expect(gated.desk.publish(all('Fora'))).rejects.toMatchObject({ code: 'content.blocked' });
    expect(await gated.desk.publish(all('Fora', 'administrator'))).toMatchObject({ kind: 'released' });
  });

  test('does not pass because something else was accepted', async () => {
    await removeEntry();
    const { version } = await doneCheck();
    await gated.checks.accept(version, 'El servei ja no existeix', 'administrator');
    await gated.desk.remove('faq/residus/residus.mobles', 'editor');
    await expect(gated.desk.publish(all('Fora'))).rejects.toMatchObject({ code: 'content.blocked' });
    await expect(gated.checks.accept(version, 'El servei ja no existeix', 'administrator')).rejects.toMatchObject({
      code: 'content.moved',
    });
  });
});

test('where each release needs a second person, the gate stands before the proposal and before the release', async () => {
  const strict = await openGatedDesk(createDeskStore(), await testContent({ 'tests.yaml': pinned }), {
    approval: 'required',
  });
  await strict.desk.remove(entry, 'editor');
  await expect(strict.desk.publish(all('Fora'))).rejects.toMatchObject({ code: 'content.blocked' });
  const { knowledge } = await strict.desk.draftKnowledge();
  await strict.checks.accept(knowledge.version, 'El servei ja no existeix', 'administrator');
  const proposed = await strict.desk.publish(all('Fora'));
  if (proposed.kind !== 'waiting') throw new Error('it must wait for approval');
  expect(await strict.desk.approve(proposed.proposal.id, 'administrator')).toMatchObject({
    kind: 'released',
    release: { number: 2, by: 'editor', reviewer: 'administrator' },
  });
});

test('a second account of the author lets no pinned question fall', async () => {
  const fourEyes = {
    accountsOf: async (agent: string) => (agent.startsWith('editor') ? ['editor', 'editor-2'] : [agent]),
    accessOf: async () => null,
  };
  const shared = await openGatedDesk(createDeskStore(), await testContent({ 'tests.yaml': pinned }), { fourEyes });
  await shared.desk.remove(entry, 'editor');
  const { knowledge } = await shared.desk.draftKnowledge();
  await shared.checks.accept(knowledge.version, 'El servei ja no existeix', 'editor-2');
  await expect(shared.desk.publish(all('Fora'))).rejects.toMatchObject({ code: 'content.blocked' });
});

test('a release that undoes another one passes the gate too', async () => {
  await removeEntry();
  const { version } = await doneCheck();
  await gated.checks.accept(version, 'El servei ja no existeix', 'administrator');
  await gated.desk.publish(all('Fora'));
  // What is said now, where the service is gone, is what is wanted from now on.
  const after = (await doneCheck()).report.failing[0]?.after;
  const now = after?.answers[0]?.entry ?? `${after?.menu[0]}, offered: true`;
  const { base, text } = await gated.desk.read('tests.yaml');
  const change = { text: (text ?? '').replace('expect: padro.alta', `expect: ${now}`) };
  await gated.desk.save({ document: 'tests.yaml', base, onto: null, change, by: 'editor' });
  await gated.desk.publish(all('Ja no hi és'));
  await expect(gated.desk.revert(2, 'Enrere', 'editor')).rejects.toMatchObject({ code: 'content.blocked' });
});

test('what lets nothing fall needs nobody to accept it', async () => {
  await editAnswer();
  const { version } = await doneCheck();
  await expect(gated.checks.accept(version, 'Per si de cas', 'administrator')).rejects.toMatchObject({
    code: 'content.conflict',
  });
  expect(await gated.desk.publish(all('Nou text'))).toMatchObject({ kind: 'released' });
});

describe('evaluation questions that ship', () => {
  const evaluation = `questions:
  - { ask: ask padro.alta ca 4, locale: ca, expect: padro.alta }
  - { ask: ask residus.mobles ca 4, locale: ca, expect: residus.mobles }
  - { ask: ask nobody ca 4, locale: ca, expect: padro.nobody }
`;
  beforeEach(async () => {
    store = createDeskStore();
    gated = await openGatedDesk(store, await testContent({ 'evaluation.yaml': evaluation }));
  });

  test('are counted apart, and told as worse where they fall, which stops no release', async () => {
    await removeEntry();
    const { report } = await doneCheck();
    expect(report).toMatchObject({
      ...{ questions: 2, pinned: 0, shipped: { questions: 2, left: 1 } },
      ...{ counts: { worse: 1, same: 1 }, failing: [] },
      changes: [{ source: 'shipped', verdict: 'worse', blocking: false, text: 'ask padro.alta ca 4' }],
    });
    const published = await gated.desk.publish(all('Ja no es fa'));
    expect(published.kind).toBe('released');
  });

  test('are nothing that the bot learns', async () => {
    const variants = variantsOf(gated.knowledge.content()).flatMap((each) => each.variants.map(({ text }) => text));
    expect(variants).not.toContain('ask nobody ca 4');
  });
});
