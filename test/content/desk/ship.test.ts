import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import type { ContentSource } from '../../../src/content/documents/source.ts';
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

describe('a new version of the bot', () => {
  const shippedAgain = (from: string, to: string) =>
    testContent().then(async (source) => {
      const bytes = await source.read('faq/padro.yaml');
      const text = new TextDecoder().decode(bytes ?? new Uint8Array());
      return testContent({ 'faq/padro.yaml': text.replace(from, to) });
    });

  test('proposes what it brings as drafts, once', async () => {
    const newer = await shippedAgain('ca: Resposta.', 'ca: De fàbrica.');
    opened = await openTestDesk(store, newer);
    desk = opened.desk;
    expect(answerNow()).toBe('Resposta.');
    expect((await desk.changes()).changes).toMatchObject([{ document: entry, by: null, conflict: false }]);
    await desk.discard(entry, 'eva');
    for (const source of [newer, shipped, newer]) {
      expect((await (await openTestDesk(store, source)).desk.changes()).changes).toEqual([]);
    }
  });

  test('merges it with what the council changed', async () => {
    await edit(entry, 'en: Answer.', 'en: Ours.');
    await publish('x');
    opened = await openTestDesk(store, await shippedAgain('ca: Resposta.', 'ca: De fàbrica.'));
    desk = opened.desk;
    const { text, shipped: apart } = await desk.read(entry);
    expect(text).toContain('en: Ours.');
    expect(text).toContain('ca: De fàbrica.');
    expect(apart).toBeNull();
  });

  test('never overwrites: where both changed a line, the council’s stays and the other is shown', async () => {
    await edit(entry, 'ca: Resposta.', 'ca: Nostra.');
    await publish('x');
    await edit(other, 'ca: Resposta.', 'ca: A mig fer.');
    const both = await shippedAgain('ca: Resposta.', 'ca: De fàbrica.');
    opened = await openTestDesk(store, both);
    desk = opened.desk;
    const document = await desk.read(entry);
    expect(document.text).toContain('ca: Nostra.');
    expect(document.shipped?.text).toContain('ca: De fàbrica.');
    expect((await desk.read(other)).text).toContain('A mig fer.');
  });
});

describe('a trial chat', () => {
  test('speaks as the drafts say, goes on, and is forgotten after half an hour', async () => {
    await edit('smalltalk.yaml', 'Welcome ca', 'De res');
    const began = await desk.try({ content: { kind: 'text', text: 'thanks ca 0' }, locale: 'ca', conversation: null });
    expect(began.replies.map(({ text }) => text)).toContain('De res');
    expect(began.restarted).toBe(false);
    const on = { content: { kind: 'text', text: 'hola' }, locale: 'ca', conversation: began.conversation } as const;
    expect(await desk.try(on)).toMatchObject({ conversation: began.conversation, restarted: false });
    store.clock.advance(30 * 60_000);
    expect(await desk.try(on)).toMatchObject({ restarted: true });
  });

  test('builds the knowledge of the drafts once, until one changes', async () => {
    await edit(entry, 'Resposta.', 'Nova.');
    const say = () => desk.try({ content: { kind: 'text', text: 'hola' }, locale: 'ca', conversation: null });
    await say();
    await say();
    expect(opened.built).toHaveLength(1);
    await publish('x');
    expect(opened.built).toHaveLength(1);
  });
});
