import { describe, expect, test } from '@jest/globals';
import { envelopeOf } from '../../core/cases/bench.ts';
import { leaseOf } from '../../support/questionDesk.ts';
import { hens, openStory, type Story } from './story.ts';

const furniture = 'faq/residus/residus.mobles';

/** Asks about hens three times in two languages, and about a castle. */
async function askAll({ bench, readOn }: Story): Promise<void> {
  await bench.say('c1', hens.ca);
  await bench.say('c2', `${hens.ca}?`);
  await bench.say('c3', hens.es);
  await bench.say('c4', 'on és el castell');
  await readOn();
}

/** Adds the first question of the first cluster to an entry. */
async function add({ questions, first }: Story, text: string, document = furniture) {
  const { cluster, question } = await first();
  const wording = { cluster: cluster.id, question: question.mark, locale: question.locale, text, by: 'eva' };
  return questions.addWording(wording, document);
}

const wordings = async ({ content }: Story) => (await content.desk.read(furniture)).entry?.questions?.ca ?? [];

describe('a question that nobody answers', () => {
  test('is clustered over languages, added to an entry, published, followed, and gone once it is erased', async () => {
    const story = await openStory();
    const { bench, list, readOn } = story;
    await askAll(story);
    const waiting = await list();
    expect(waiting).toMatchObject({ counts: { open: 2, followed: 0, aside: 0 }, next: null, ready: true });
    expect(waiting.clusters[0]).toMatchObject({
      times: 3,
      people: 3,
      languages: { ca: 2, es: 1 },
      accounts: { web: 3 },
      problems: { unknown: 3 },
      progress: { state: 'open' },
      reply: null,
    });
    expect(waiting.clusters[0]?.questions.map(({ text }) => text)).toEqual(['puc tenir gallines?', hens.es]);

    const added = await add(story, 'Puc tenir gallines?');
    expect(added?.progress).toMatchObject({ state: 'drafted', by: 'eva', document: furniture });
    expect(await wordings(story)).toContain('Puc tenir gallines?');
    // Seen at once, before the index has followed.
    expect((await list()).counts).toEqual({ open: 1, followed: 1, aside: 0 });

    await story.publish('Gallines.');
    story.learn({ [hens.ca]: ['residus.mobles'], [hens.en]: ['residus.mobles'] });
    await bench.say('c5', hens.ca);
    await bench.say('c6', hens.en);
    await readOn();
    const since = { asked: 2, answered: 2, offered: 0, missed: 0 };
    expect((await story.first('followed')).cluster.progress).toMatchObject({ state: 'live', release: 2, since });
    await bench.say('c7', hens.es);
    await readOn();
    expect((await story.first('followed')).cluster).toMatchObject({
      times: 4,
      progress: { state: 'live', since: { asked: 3, answered: 2, missed: 1 } },
    });

    for (const name of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7']) await story.erase(name);
    await readOn();
    expect(await list()).toMatchObject({ counts: { open: 0, followed: 0, aside: 0 }, clusters: [] });
    expect((await list('followed')).clusters).toEqual([]);
  });

  test('is told apart by its words where there are no vectors', async () => {
    const story = await openStory({ vectorOf: null });
    await askAll(story);
    const { clusters } = await story.list();
    expect(clusters.map(({ times }) => times)).toEqual([2, 1, 1]);
    expect(clusters[0]?.languages).toEqual({ ca: 2 });
  });

  test('is shown without identifiers, and nothing of it is stored', async () => {
    const story = await openStory();
    await story.bench.say('c1', 'soc la 12345678Z i vull gallines');
    await story.readOn();
    const { cluster, question } = await story.first();
    expect(question.text).toBe('soc la [dni] i vull gallines');
    const names = await story.derived.names('(questions) default');
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const { bytes } = (await story.derived.get('(questions) default', name)) ?? { bytes: new Uint8Array() };
      expect(new TextDecoder().decode(bytes)).not.toMatch(/gallines|12345678/);
    }
    const given = { cluster: cluster.id, question: question.mark, locale: 'ca', by: 'eva' } as const;
    for (const text of ['soc la [dni] i vull gallines', 'soc la 12345678Z'])
      await expect(story.questions.addWording({ ...given, text }, furniture)).rejects.toMatchObject({
        code: 'input.invalid',
      });
  });

  test('that was erased moments ago is shown no more, before the index has followed', async () => {
    const story = await openStory();
    await askAll(story);
    await story.erase('c4');
    expect((await story.list()).clusters).toHaveLength(1);
  });

  test('is put aside, and comes back', async () => {
    const story = await openStory();
    await askAll(story);
    const { cluster } = await story.first();
    const aside = await story.questions.putAside(cluster.id, 'not-ours', 'eva');
    expect(aside?.progress).toMatchObject({ state: 'not-ours', by: 'eva' });
    await story.readOn();
    expect((await story.list('aside')).clusters[0]?.id).toBe(cluster.id);
    // Asked again, it stays aside.
    await story.bench.say('c9', hens.ca);
    await story.readOn();
    expect((await story.list()).counts).toEqual({ open: 1, followed: 0, aside: 1 });
    expect((await story.questions.undo(cluster.id, 'eva'))?.progress).toEqual({ state: 'open' });
    await story.readOn();
    expect((await story.first()).cluster).toMatchObject({ id: cluster.id, times: 4 });
  });

  test('leaves the draft again when its addition is undone, and what others wrote stays', async () => {
    const story = await openStory();
    await askAll(story);
    const before = await wordings(story);
    const added = await add(story, 'Puc tenir gallines?');
    await story.questions.undo(added?.id ?? '', 'eva');
    expect(await wordings(story)).toEqual(before);
    expect((await story.content.desk.read(furniture)).draft).toBeNull();
    expect((await story.list()).counts).toEqual({ open: 2, followed: 0, aside: 0 });
  });

  test('is open again once its draft is discarded, or its release is undone', async () => {
    const story = await openStory();
    await askAll(story);
    await add(story, 'Puc tenir gallines?');
    await story.readOn();
    await story.content.desk.discard(furniture, 'eva');
    await story.readOn();
    expect((await story.list()).counts.open).toBe(2);
    await add(story, 'Puc tenir gallines?');
    await story.publish('Gallines.');
    await story.readOn();
    expect((await story.list()).counts).toEqual({ open: 1, followed: 1, aside: 0 });
    await story.content.desk.revert(2, 'Fora.', 'eva');
    await story.readOn();
    expect((await story.list()).counts.open).toBe(2);
  });

  test('waits for a second person with its draft', async () => {
    const story = await openStory();
    await askAll(story);
    await add(story, 'Puc tenir gallines?');
    const at = story.bench.clock.now() + 3_600_000;
    await story.content.desk.publish({ note: 'Demà.', at, documents: null, by: 'eva' });
    expect((await story.first('followed')).cluster.progress).toMatchObject({ state: 'proposed' });
  });
});

describe('an answer of staff', () => {
  const reply = (text: string) => ({ kind: 'reply', text, files: [] }) as const;

  test('begins a new entry, which goes again with it while nobody has written on', async () => {
    const story = await openStory();
    const { bench, questions, content } = story;
    await bench.say('c1', hens.ca);
    const opened = await bench.openCase('c1');
    await bench.engine.handleCommand(
      envelopeOf(opened, 'ona', reply('Sí: fins a quatre. Truqueu al 612345678.'), { id: 'd1' }),
    );
    await story.readOn();
    const { cluster, question } = await story.first();
    expect(cluster).toMatchObject({
      times: 1,
      problems: { unknown: 1, 'staff-answered': 1 },
      reply: { text: 'Sí: fins a quatre. Truqueu al [phone].', by: 'ona', locale: 'ca' },
    });
    const { document } = await questions.beginEntry({
      ...{ cluster: cluster.id, question: question.mark, locale: 'ca', text: 'Puc tenir gallines?', by: 'eva' },
      ...{ topic: 'residus', title: { ca: 'Gallines a casa' }, withReply: true },
    });
    expect((await content.desk.read(document)).entry).toMatchObject({
      title: { ca: 'Gallines a casa' },
      questions: { ca: ['Puc tenir gallines?'] },
      answer: { ca: 'Sí: fins a quatre. Truqueu al [phone].' },
    });
    await story.readOn();
    expect((await story.first('followed')).cluster.progress).toMatchObject({ state: 'drafted', document });
    await questions.undo(cluster.id, 'eva');
    await expect(content.desk.read(document)).rejects.toMatchObject({ code: 'content.unknown' });
    await story.readOn();
    expect((await story.list()).counts.open).toBe(1);
  });

  test('that is an entry says which one is the nearest to add the question to', async () => {
    const story = await openStory();
    const { bench } = story;
    await bench.say('c1', hens.ca);
    const opened = await bench.openCase('c1');
    const given = { kind: 'give-entry', entry: 'padro.alta' } as const;
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', given, { id: 'd1' }));
    await story.readOn();
    expect((await story.first()).cluster).toMatchObject({ problems: { 'staff-answered': 1 }, reply: null });
  });
});

describe('what people refuse', () => {
  test('waits with the entries that were offered', async () => {
    const story = await openStory();
    await story.bench.say('c1', 'taxes or papers');
    await story.bench.say('c1', { kind: 'choice', value: 'none', text: '' });
    await story.readOn();
    const { cluster } = await story.first();
    expect(cluster).toMatchObject({ times: 1, problems: { 'none-of-these': 1 } });
    // The other one is not in the content of the desk.
    expect(cluster.nearest.map(({ entry, document }) => [entry, document])).toEqual([
      ['padro.alta', 'faq/padro/padro.alta'],
    ]);
    expect((await story.list('open', 'tributs.ibi')).clusters).toHaveLength(1);
    expect((await story.list('open', 'padro.alta')).clusters).toEqual([]);
    const { rows } = await story.questions.figures(30);
    const of = (id: string) => rows.find(({ entry }) => entry === id);
    expect(of('tributs.ibi')).toMatchObject({ asked: 1, given: 0, offered: 1, refused: 1 });
    expect(of('padro.alta')).toMatchObject({ asked: 0, offered: 1, refused: 1 });
    expect(of('')).toMatchObject({ asked: 1, given: 0, offered: 1 });
  });
});

describe('the index', () => {
  test('goes on in another process as if it were one, and is made again over another journal', async () => {
    const story = await openStory();
    await askAll(story);
    await add(story, 'Puc tenir gallines?');
    // A process that begins now compares with what another one has found.
    await story.bench.say('c5', hens.en);
    await story.readOn();
    expect((await story.first('followed')).cluster).toMatchObject({ times: 4, languages: { ca: 2, es: 1, en: 1 } });
    const counted = await story.questions.figures(30);
    // As if the store had been emptied.
    await story.derived.remove('(questions) default', await story.derived.names('(questions) default'));
    expect(await story.list()).toMatchObject({ clusters: [], ready: false });
    await story.readOn();
    expect((await story.first('followed')).cluster).toMatchObject({ times: 4, progress: { document: furniture } });
    expect(await story.questions.figures(30)).toEqual(counted);
  });

  test('ends at once where a vector does not come, and the next process reads the same again', async () => {
    const waiting = Promise.withResolvers<void>();
    const slow = { now: true };
    const vectorOf = async (): Promise<Float32Array | null> => {
      if (!slow.now) return null;
      waiting.resolve();
      return new Promise<never>(() => {});
    };
    const story = await openStory({ vectorOf });
    await story.bench.say('c1', hens.ca);
    const end = new AbortController();
    const followed = story.questions.follow(leaseOf(1), end.signal);
    await waiting.promise;
    end.abort();
    await followed;
    expect(await story.list()).toMatchObject({ ready: false });
    slow.now = false;
    await story.readOn();
    expect((await story.first()).cluster.times).toBe(1);
  });
});
