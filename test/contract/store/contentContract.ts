import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ContentDesk } from '../../../src/content/desk/desk.ts';
import { changeTree } from '../../../src/content/documents/tree.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { type DeskStore, openTestDesk, testContent } from '../../support/contentDesk.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { describeStore } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

const documents = ['padro.alta', 'padro.certificat', 'residus.mobles'].map((id) => `faq/${id.split('.')[0]}/${id}`);
const editors = 10;

/** One thing that one of ten editors does. */
const action = fc.record({
  editor: fc.nat({ max: editors - 1 }),
  document: fc.constantFrom(...documents),
  line: fc.nat({ max: 12 }),
});

/** Many editors and releases at once, over any store. */
export function contentContract(makeFixture: MakeFixture): void {
  describeStore('content that many people edit', makeFixture, (bed) => {
    test('no edit is lost, one release is live, and the history leads to it', async () => {
      const shipped = await testContent();
      const sealer = createMemorySealer(createMemoryKeys());
      let tenants = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 40 }), async (actions) => {
          const tenant = `council-${++tenants}`;
          const processes = await Promise.all(
            [bed.store, await bed.fixture.open()].map(({ journal, blobs }) => {
              const store: DeskStore = { journal, blobs, sealer, pubsub: createPubSub(), clock: createClock(testDay) };
              return openTestDesk(store, shipped, { tenant });
            }),
          );
          const deskOf = (editor: number) => processes[editor % 2]?.desk as ContentDesk;
          const marks = new Set<string>();
          const edits = Array.from({ length: editors }, async (_, editor) => {
            for (const [index, { document, line }] of actions.filter((each) => each.editor === editor).entries()) {
              const mark = `    # mark ${editor}-${index}.`;
              await editAsIs(deskOf(editor), document, mark, line, `editor ${editor}`);
              marks.add(mark);
            }
          });
          const releases = [0, 1].map((editor) => publishAnything(deskOf(editor), `release ${editor}`));
          await Promise.all([...edits, ...releases]);
          await publishAnything(deskOf(0), 'the rest');

          const [one, other] = processes;
          if (one === undefined || other === undefined) throw new Error('there are two');
          const state = await one.content.state();
          expect(await other.content.state()).toEqual(state);
          expect(state.drafts).toEqual([]);
          const texts = await Promise.all(documents.map(async (id) => (await one.desk.read(id)).live?.text ?? ''));
          expect([...marks].filter((mark) => !texts.join('').includes(`${mark}\n`))).toEqual([]);

          const reported = (await other.desk.releases(null)).releases.map(({ number }) => number);
          expect(reported).toEqual(Array.from({ length: state.live.number }, (_, index) => state.live.number - index));
          let tree = await one.trees.get(state.shipped[0] ?? '');
          for (const release of state.releases.toReversed().slice(1)) {
            const { event } = await one.content.releaseAt(release.revision);
            for (const { document, before } of event.changes) {
              expect(tree.find((each) => each.document === document)?.version ?? null).toBe(before);
            }
            tree = changeTree(tree, event.changes);
            expect(one.trees.hash(tree)).toBe(release.tree);
          }
          expect(one.trees.hash(tree)).toBe(state.live.tree);
        }),
        { numRuns: 2 },
      );
    }, 60_000);

    test('a draft and a release outlive a crash', async () => {
      const shipped = await testContent();
      const sealer = createMemorySealer(createMemoryKeys());
      const open = ({ journal, blobs }: typeof bed.store) =>
        openTestDesk({ journal, blobs, sealer, pubsub: createPubSub(), clock: createClock(testDay) }, shipped);
      const before = await open(bed.store);
      const [first = '', second = ''] = documents;
      await editAsIs(before.desk, first, '    # live.', 3, 'eva');
      await publishAnything(before.desk, 'x');
      await editAsIs(before.desk, second, '    # draft.', 3, 'eva');
      const after = await open(await bed.fixture.openAfterCrash());
      expect((await after.desk.read(first)).live?.text).toContain('# live.');
      expect(await after.desk.read(second)).toMatchObject({
        state: 'changed',
        text: expect.stringContaining('# draft.'),
      });
      expect(await after.desk.releases(null)).toMatchObject({ live: 2, inUse: 2 });
    });
  });
}

/** Adds a line to a document as an editor does: whose save comes late looks at the other text and saves again. */
async function editAsIs(desk: ContentDesk, document: string, mark: string, line: number, by: string): Promise<void> {
  let { base, text } = await desk.read(document);
  for (;;) {
    const lines = (text ?? '').split('\n');
    lines.splice(Math.max(1, Math.min(line, lines.length - 1)), 0, mark);
    const change = { text: lines.join('\n') };
    const saved = await desk.save({ document, base, onto: null, change, by });
    if (saved.kind === 'saved') return;
    ({ base, text } = saved.conflict.theirs);
  }
}

/** Publishes what there is; nothing to publish is well too. */
async function publishAnything(desk: ContentDesk, note: string): Promise<void> {
  try {
    await desk.publish({ note, at: null, documents: null, by: 'publisher' });
  } catch (error) {
    const known = ['content.conflict', 'content.moved'];
    if (!(error instanceof CodedError) || !known.includes(error.code)) throw error;
  }
}
