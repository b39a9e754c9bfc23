import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import type { ContentSource } from '../../../src/content/documents/source.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import { createDeskStore, editDocument, openTestDesk, type TestDesk, testContent } from '../../support/contentDesk.ts';

const entry = 'faq/padro/padro.alta';
const other = 'faq/padro/padro.certificat';
let shipped: ContentSource;
let store: ReturnType<typeof createDeskStore>;
let opened: TestDesk;
let desk: ContentDesk;

beforeEach(async () => {
  shipped ??= await testContent();
  store = createDeskStore();
  opened = await openTestDesk(store, shipped);
  desk = opened.desk;
});

const edit = (document: string, from: string, to: string, by?: string) => editDocument(desk, document, from, to, by);
const answerNow = () => opened.knowledge.content().faq['faq/padro.yaml']?.entries[0]?.answer.ca;
const publish = (note: string, by = 'eva') => desk.publish({ note, at: null, documents: null, by });

describe('documents', () => {
  test('the first start imports what ships, an entry a document', async () => {
    const { release, topics, documents } = await desk.list();
    expect(release).toBe(1);
    expect(topics).toEqual(['padro', 'residus']);
    expect(documents.find(({ id }) => id === entry)).toMatchObject({
      kind: 'entry',
      file: 'faq/padro.yaml',
      topic: 'padro',
      title: { ca: 'padro.alta ca', es: 'padro.alta es', en: 'padro.alta en' },
      state: 'live',
      department: 'oiac',
      languages: ['ca', 'es', 'en'],
      verified: '2026-11-24',
      validUntil: null,
      expires: '2027-11-24',
      draft: null,
      proposal: null,
    });
    expect(documents.map(({ id }) => id)).toEqual(expect.arrayContaining(['council.yaml', 'dangers/examples.tsv']));
  });

  test('one that is not there is unknown, and a path out of the content is none', async () => {
    for (const id of ['faq/padro/padro.gone', 'gone.yaml', '../secret.yaml']) {
      await expect(desk.read(id)).rejects.toMatchObject({ code: 'content.unknown' });
    }
  });
});

describe('a draft', () => {
  test('is not live before it is published, and then it is', async () => {
    const saved = await edit(entry, 'Resposta.', 'Resposta nova.');
    expect(saved).toMatchObject({ state: 'changed', draft: { by: 'eva' }, problems: [] });
    expect(answerNow()).toBe('Resposta.');
    expect(await publish('Nova resposta')).toMatchObject({ kind: 'released', release: { number: 2, changed: 1 } });
    expect(answerNow()).toBe('Resposta nova.');
    expect((await desk.list()).documents.filter(({ draft }) => draft !== null)).toEqual([]);
  });

  test('is saved however incomplete, and its problems are told by the line of the entry', async () => {
    const saved = await edit(entry, '      es: Respuesta.\n', '');
    expect(saved.problems).toEqual([
      { document: entry, line: 6, message: expect.stringContaining('`answer.es` is missing'), fatal: true },
    ]);
    expect((await desk.changes()).changes).toMatchObject([
      { document: entry, kind: 'changed', problems: [{ document: entry, line: 6, fatal: true }] },
    ]);
    await expect(publish('x')).rejects.toMatchObject({ code: 'content.blocked' });
    expect(answerNow()).toBe('Resposta.');
  });

  test('that breaks an entry costs no other one its draft', async () => {
    await edit(entry, '      es: Respuesta.\n', '');
    await edit(other, 'Resposta.', 'Una altra.');
    await desk.publish({ note: 'x', at: null, documents: [other], by: 'eva' });
    expect(opened.knowledge.content().faq['faq/padro.yaml']?.entries[1]?.answer.ca).toBe('Una altra.');
    expect((await desk.changes()).changes.map(({ document }) => document)).toEqual([entry]);
  });

  test('by fields changes their lines alone', async () => {
    const { base, text } = await desk.read(entry);
    const change = { entry: { verified: '2026-12-01', answer: { ca: 'A.\n\nB.', es: 'Respuesta.', en: 'Answer.' } } };
    const saved = await desk.save({ document: entry, base, onto: null, change, by: 'eva' });
    expect(saved).toMatchObject({ kind: 'saved' });
    const lines = (saved.kind === 'saved' ? saved.document.text : '')?.split('\n');
    expect(lines).toEqual(
      text
        ?.replace('      ca: Resposta.', '      ca: |-\n        A.\n\n        B.')
        .replace('verified: 2026-11-24', 'verified: 2026-12-01')
        .split('\n'),
    );
  });

  test('goes when the text is again what is live', async () => {
    await edit(entry, 'Resposta.', 'Resposta nova.');
    expect(await edit(entry, 'Resposta nova.', 'Resposta.')).toMatchObject({ state: 'live', draft: null });
  });

  test('can be discarded once', async () => {
    await edit(entry, 'Resposta.', 'Resposta nova.');
    expect(await desk.discard(entry, 'eva')).toMatchObject({ state: 'live', draft: null });
    await expect(desk.discard(entry, 'eva')).rejects.toMatchObject({ code: 'content.unknown' });
  });
});

describe('two people on one draft', () => {
  test('who saves on an old version is shown the other text, with both merged', async () => {
    const { base, text } = await desk.read(entry);
    await edit(entry, 'ca: Resposta.', 'ca: Una.', 'eva');
    const mine = text?.replace('en: Answer.', 'en: One.') ?? '';
    const saved = await desk.save({ document: entry, base, onto: null, change: { text: mine }, by: 'pau' });
    expect(saved).toMatchObject({ kind: 'conflict', conflict: { yours: mine, theirs: { draft: { by: 'eva' } } } });
    if (saved.kind !== 'conflict') throw new Error('no conflict');
    const { merged, theirs } = saved.conflict;
    expect(merged).toContain('ca: Una.');
    expect(merged).toContain('en: One.');
    const again = { document: entry, base: theirs.base, onto: null, change: { text: merged ?? '' }, by: 'pau' };
    expect(await desk.save(again)).toMatchObject({ kind: 'saved', document: { draft: { by: 'pau' }, text: merged } });
  });

  test('changes of the same line are not merged', async () => {
    const { base, text } = await desk.read(entry);
    await edit(entry, 'ca: Resposta.', 'ca: Una.', 'eva');
    const mine = text?.replace('ca: Resposta.', 'ca: Dues.') ?? '';
    const saved = await desk.save({ document: entry, base, onto: null, change: { text: mine }, by: 'pau' });
    expect(saved).toMatchObject({ kind: 'conflict', conflict: { merged: null } });
    expect((await desk.read(entry)).text).toContain('Una.');
  });
});

describe('a new entry', () => {
  test('gets an id from its title, and is published once nothing is missing', async () => {
    const begun = await desk.create('padro', { ca: "Inscriure's al casal d'estiu" }, 'eva');
    expect(begun).toMatchObject({
      id: 'faq/padro/padro.inscriure-casal-estiu',
      state: 'new',
      department: 'oiac',
      languages: [],
    });
    expect(begun.problems.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('`title.es` is missing')]),
    );
    const again = await desk.create('padro', { ca: "Inscriure's al casal d'estiu" }, 'eva');
    expect(again.id).toBe('faq/padro/padro.inscriure-casal-estiu-2');
    await desk.discard(again.id, 'eva');
    const eight = (of: string) => Array.from({ length: 8 }, (_, index) => `casal ${of} ${index}`);
    const change = {
      entry: {
        title: { ca: 'Casal', es: 'Casal', en: 'Summer club' },
        questions: { ca: eight('ca'), es: eight('es'), en: eight('en') },
        answer: { ca: 'Text sencer que diu què cal fer i on.', es: 'Texto.', en: 'Text.' },
        source: { url: 'https://seu.example', name: 'Seu' },
        verified: '2026-11-24',
      },
    };
    const saved = await desk.save({ document: begun.id, base: begun.base, onto: null, change, by: 'eva' });
    expect(saved).toMatchObject({ kind: 'saved', document: { problems: [], languages: ['ca', 'es', 'en'] } });
    await publish('Casal');
    const ids = opened.knowledge.content().faq['faq/padro.yaml']?.entries.map(({ id }) => id);
    expect(ids).toEqual(['padro.alta', 'padro.certificat', 'padro.inscriure-casal-estiu']);
  });

  test('can be removed again, at its place', async () => {
    await desk.remove(entry, 'eva');
    expect(await desk.read(entry)).toMatchObject({ state: 'removed', text: null, base: null });
    await publish('Fora');
    await expect(desk.read(entry)).rejects.toMatchObject({ code: 'content.unknown' });
    await desk.revert(2, 'Torna', 'eva');
    const ids = opened.knowledge.content().faq['faq/padro.yaml']?.entries.map(({ id }) => id);
    expect(ids).toEqual(['padro.alta', 'padro.certificat']);
  });

  test('a file goes with its last entry', async () => {
    await desk.remove('faq/residus/residus.mobles', 'eva');
    await publish('Fora');
    expect(Object.keys(opened.knowledge.content().faq)).toEqual(['faq/padro.yaml']);
  });
});

describe('releases', () => {
  test('are told with who, when, why and what', async () => {
    await edit(entry, 'Resposta.', 'Resposta nova.');
    await publish('Perquè sí', 'pau');
    expect(await desk.releases(null)).toMatchObject({
      live: 2,
      inUse: 2,
      next: null,
      releases: [
        { number: 2, by: 'pau', note: 'Perquè sí', reverts: null, changed: 1 },
        { number: 1, by: null, note: '' },
      ],
    });
    const { changes } = await desk.release(2);
    expect(changes).toMatchObject([{ document: entry, kind: 'changed' }]);
    expect(changes[0]?.diff.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', lines: ['      ca: Resposta.'] },
      { kind: 'added', lines: ['      ca: Resposta nova.'] },
    ]);
  });

  test('a revert undoes one, and leaves what came later', async () => {
    await edit(entry, 'ca: Resposta.', 'ca: Nova.');
    await publish('primera');
    await edit(entry, 'en: Answer.', 'en: New.');
    await publish('segona');
    expect(await desk.revert(2, 'no', 'pau')).toMatchObject({ release: { number: 4, reverts: 2 } });
    const answer = opened.knowledge.content().faq['faq/padro.yaml']?.entries[0]?.answer;
    expect(answer).toMatchObject({ ca: 'Resposta.', en: 'New.' });
    await expect(desk.revert(1, 'x', 'pau')).rejects.toMatchObject({ code: 'content.conflict' });
  });

  test('a revert of lines that changed since is refused', async () => {
    await edit(entry, 'ca: Resposta.', 'ca: Nova.');
    await publish('primera');
    await edit(entry, 'ca: Nova.', 'ca: Novíssima.');
    await publish('segona');
    await expect(desk.revert(2, 'no', 'pau')).rejects.toMatchObject({
      code: 'content.conflict',
      message: expect.stringContaining(entry),
    });
  });

  test('a draft that was begun before a release is merged with it', async () => {
    await edit(entry, 'ca: Resposta.', 'ca: Nova.');
    await edit(other, 'ca: Resposta.', 'ca: Altra.');
    await desk.publish({ note: 'x', at: null, documents: [other], by: 'eva' });
    await desk.revert(2, 'x', 'eva');
    await publish('y');
    expect(answerNow()).toBe('Nova.');
  });

  test('older ones than the state keeps are read from the journal', async () => {
    for (let count = 0; count < 25; count++) {
      await edit(entry, 'Resposta', 'Resposta a');
      await publish(`nota ${count}`);
    }
    const first = await desk.releases(null);
    expect(first.releases).toHaveLength(20);
    const rest = await desk.releases(first.next);
    expect(rest.releases.map(({ number }) => number)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await desk.release(3)).toMatchObject({ note: 'nota 1', changes: [{ document: entry }] });
  });

  test('learning comes before the release: what cannot be learnt is not live', async () => {
    const failing = await openTestDesk(store, shipped, {
      builder: { whole: async () => Promise.reject(new Error('x')) },
    });
    desk = failing.desk;
    await edit(entry, 'Resposta.', 'Nova.');
    await expect(publish('x')).rejects.toThrow('x');
    expect((await opened.content.state()).live.number).toBe(1);
  });

  test('a gate may refuse one', async () => {
    const gate = async () => {
      throw new CodedError('content.blocked', 'A pinned question falls.');
    };
    desk = (await openTestDesk(store, shipped, { gate })).desk;
    await edit(entry, 'Resposta.', 'Nova.');
    await expect(publish('x')).rejects.toMatchObject({ code: 'content.blocked' });
  });
});

describe('history', () => {
  test('says who let a release pass though pinned questions fell, and why; not of the next one', async () => {
    let asked = '';
    let falls = true;
    opened = await openTestDesk(store, shipped, {
      gate: async ({ after }) => {
        asked = after.knowledge.version;
        if (falls) throw new CodedError('content.blocked', 'A pinned question falls.');
      },
    });
    desk = opened.desk;
    await edit(entry, 'Resposta.', 'Nova.');
    await expect(publish('x', 'eva')).rejects.toMatchObject({ code: 'content.blocked' });
    const reason = await opened.trees.putText('La pregunta ja no és vigent');
    // The author's own acceptance lets nothing pass.
    await opened.content.take({ type: 'accept', content: asked, falls: 1, reason, by: 'eva' });
    await opened.content.take({ type: 'accept', content: asked, falls: 1, reason, by: 'pau' });
    falls = false;
    await publish('x', 'eva');
    await edit(entry, 'Nova.', 'Altra.');
    await publish('y', 'eva');
    expect((await desk.releases(null)).releases.map(({ number, accepted }) => [number, accepted])).toEqual([
      [3, null],
      [2, { by: 'pau', reason: 'La pregunta ja no és vigent' }],
      [1, null],
    ]);
  });
});

describe('proposals', () => {
  test('where a second person must approve, it is not the one who proposed', async () => {
    opened = await openTestDesk(store, shipped, { approval: 'required' });
    desk = opened.desk;
    await edit(entry, 'Resposta.', 'Nova.');
    const waiting = await publish('x', 'eva');
    if (waiting.kind !== 'waiting') throw new Error('it does not wait');
    expect(answerNow()).toBe('Resposta.');
    await expect(desk.approve(waiting.proposal.id, 'eva')).rejects.toMatchObject({ code: 'auth.refused' });
    expect(await desk.approve(waiting.proposal.id, 'pau')).toMatchObject({
      kind: 'released',
      release: { by: 'eva', reviewer: 'pau', note: 'x' },
    });
    expect(answerNow()).toBe('Nova.');
  });

  test('a second account of who proposed it approves nothing, and the release keeps who let the approver in', async () => {
    const access = { by: 'eva', at: 7 };
    const fourEyes = {
      accountsOf: async (agent: string) => (agent.startsWith('eva') ? ['eva', 'eva-2'] : [agent]),
      accessOf: async (agent: string) => (agent === 'pau' ? access : null),
    };
    opened = await openTestDesk(store, shipped, { approval: 'required', fourEyes });
    desk = opened.desk;
    await edit(entry, 'Resposta.', 'Nova.');
    const waiting = await publish('x', 'eva');
    if (waiting.kind !== 'waiting') throw new Error('it does not wait');
    await expect(desk.approve(waiting.proposal.id, 'eva-2')).rejects.toMatchObject({ code: 'auth.same-person' });
    expect(answerNow()).toBe('Resposta.');
    expect((await desk.changes()).proposals).toMatchObject([{ reviewer: null, reviewerAccess: null }]);
    await desk.approve(waiting.proposal.id, 'pau');
    expect((await desk.releases(null)).releases).toMatchObject([
      { number: 2, reviewer: 'pau', reviewerAccess: access },
      { number: 1, reviewer: null, reviewerAccess: null },
    ]);
  });

  test('a time is kept, and not before', async () => {
    await edit(entry, 'Resposta.', 'Nova.');
    const at = store.clock.now() + 60_000;
    expect(await desk.publish({ note: 'x', at, documents: null, by: 'eva' })).toMatchObject({ kind: 'waiting' });
    const failed = () => {
      throw new Error('failed');
    };
    expect(await desk.releaseDue(failed)).toBe(at);
    expect(answerNow()).toBe('Resposta.');
    store.clock.advance(60_000);
    expect(await desk.releaseDue(failed)).toBeNull();
    expect(answerNow()).toBe('Nova.');
    expect((await desk.changes()).proposals).toEqual([]);
  });

  test('what is withdrawn is a draft again, with what was written on it since', async () => {
    await edit(entry, 'ca: Resposta.', 'ca: Nova.');
    const at = store.clock.now() + 60_000;
    const waiting = await desk.publish({ note: 'x', at, documents: null, by: 'eva' });
    if (waiting.kind !== 'waiting') throw new Error('it does not wait');
    expect((await desk.read(entry)).text).toContain('ca: Nova.');
    await edit(entry, 'en: Answer.', 'en: New.');
    await desk.withdraw(waiting.proposal.id, 'pau');
    await publish('y');
    const answer = opened.knowledge.content().faq['faq/padro.yaml']?.entries[0]?.answer;
    expect(answer).toMatchObject({ ca: 'Nova.', en: 'New.' });
  });

  test('what cannot be released when it is due becomes drafts again, and is told', async () => {
    await edit(entry, 'ca: Resposta.', 'ca: Nova.');
    await desk.publish({ note: 'x', at: store.clock.now() + 60_000, documents: null, by: 'eva' });
    await edit(entry, 'ca: Nova.', 'ca: Abans.');
    // What is published alone changes the line that waits.
    await expect(publish('y')).rejects.toMatchObject({ code: 'content.conflict' });
    await desk.discard(entry, 'eva');
    const id = (await desk.changes()).proposals[0]?.id;
    const gate = async () => {
      throw new CodedError('content.blocked', 'A pinned question falls.');
    };
    const { desk: refusing } = await openTestDesk(store, shipped, { gate });
    store.clock.advance(60_000);
    const failed: string[] = [];
    await refusing.releaseDue((proposal) => failed.push(proposal));
    expect(failed).toEqual([id]);
    expect(await desk.changes()).toMatchObject({
      release: 1,
      proposals: [],
      changes: [{ document: entry, by: 'eva' }],
    });
  });
});
