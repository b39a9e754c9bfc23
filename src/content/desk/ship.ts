import type { ContentChange, ContentVersion } from '../../core/model/records.ts';
import { mergeTexts } from '../documents/mergeTexts.ts';
import type { ContentSource } from '../documents/source.ts';
import { diffTrees, versionIn } from '../documents/tree.ts';
import type { ContentLog } from './contentLog.ts';
import type { ShippedDraft } from './decideContent.ts';
import type { Trees } from './trees.ts';

/** What came of comparing the content that ships with the one that is live. */
export type Shipped =
  | { readonly kind: 'imported' | 'proposed'; readonly documents: number }
  | { readonly kind: 'known' };

/** How often the comparison is repeated because a release came in between. */
const maxAttempts = 5;

/**
 * Makes the content that ships with the bot the first release. Later, what a new version of the bot changes in it is
 * proposed as drafts, merged with what the council changed; nothing is overwritten.
 */
export async function shipContent(
  { log, trees }: { readonly log: ContentLog; readonly trees: Trees },
  source: ContentSource,
): Promise<Shipped> {
  for (let attempt = 1; ; attempt++) {
    const state = await log.newest();
    if (state === null) {
      const { version, tree } = await trees.keep(source);
      const imported = await log.take({ type: 'import', tree: version, documents: tree.length });
      return imported === null ? { kind: 'known' } : { kind: 'imported', documents: tree.length };
    }
    const [last] = state.shipped;
    if (last === undefined || state.shipped.includes(await trees.versionOf(source))) return { kind: 'known' };
    const { version, tree } = await trees.keep(source);
    const [before, live] = await Promise.all([trees.get(last), trees.get(state.live.tree)]);
    const drafts = await Promise.all(
      diffTrees(before, tree).map((change) => shippedDraft(trees, change, versionIn(live, change.document))),
    );
    const found = drafts.filter((draft) => draft !== null);
    const step = { type: 'ship', tree: version, documents: tree.length, onto: state.live.tree, drafts: found } as const;
    try {
      const taken = await log.take(step);
      return taken === null ? { kind: 'known' } : { kind: 'proposed', documents: found.length };
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'content.moved' || attempt >= maxAttempts) throw error;
    }
  }
}

/** What a change of the shipped content makes of a live document; null: nothing. */
async function shippedDraft(
  trees: Trees,
  change: ContentChange,
  live: ContentVersion | null,
): Promise<ShippedDraft | null> {
  const { before, after } = change;
  const ships = after;
  if (live === after) return null;
  if (live === before) return { ...change, before: live, ships };
  // The council removed it, or changed what is no longer shipped: that stays.
  if (live === null || after === null) return null;
  const [base, ours, theirs] = await Promise.all([
    before === null ? '' : trees.text(before),
    trees.text(live),
    trees.text(after),
  ]);
  const { text, isConflict } = mergeTexts(base, ours, theirs);
  const merged = { document: change.document, before: live, after: await trees.putText(text), ships };
  return isConflict ? { ...merged, shipped: after } : merged;
}
