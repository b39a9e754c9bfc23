import type { ContentChange, ContentRecord, ContentVersion, DocumentId } from '../../core/model/records.ts';
import { mergeTexts } from '../documents/mergeTexts.ts';
import { fileOf } from '../documents/split.ts';
import { changeTree, type Tree, versionIn } from '../documents/tree.ts';
import { draftIn } from './decideContent.ts';
import type { Trees } from './trees.ts';

/** A change as it applies to what is live now. */
export interface Resolved {
  readonly change: ContentChange;
  /** What is live and the change both altered the same lines: `change` has its own text. */
  readonly isConflict: boolean;
}

/** Brings a change up to date: where its base is not what is live, both are merged. */
export async function resolveChange(
  trees: Trees,
  change: ContentChange,
  live: ContentVersion | null,
): Promise<Resolved> {
  const { before, after } = change;
  if (before === live || after === live) return { change: { ...change, before: live }, isConflict: false };
  if (live === null || after === null || before === null) {
    return { change: { ...change, before: live }, isConflict: true };
  }
  const [base, ours, theirs] = await Promise.all([trees.text(before), trees.text(after), trees.text(live)]);
  const merged = mergeTexts(base, ours, theirs);
  if (merged.isConflict) return { change: { ...change, before: live }, isConflict: true };
  return { change: { ...change, before: live, after: await trees.putText(merged.text) }, isConflict: false };
}

/** The live tree with changes made. A file of the FAQ goes with its last entry. */
export function applyChanges(live: Tree, changes: readonly ContentChange[]): Tree {
  const changed = changeTree(live, changes);
  const hasEntries = (tree: Tree, file: string) =>
    tree.some(({ document }) => document !== file && fileOf(document) === file);
  return changed.filter(
    ({ document }) => fileOf(document) !== document || hasEntries(changed, document) || !hasEntries(live, document),
  );
}

/** What a document would be if everything were published: its draft, or what is proposed, or what is live. */
export interface Head {
  readonly version: ContentVersion | null;
  /** What a new draft would change. */
  readonly base: ContentVersion | null;
  readonly live: ContentVersion | null;
}

export function headOf(state: ContentRecord, live: Tree, document: DocumentId): Head {
  const { proposals } = state;
  const own = draftIn(state, document);
  const current = versionIn(live, document);
  const proposed = proposals.flatMap(({ changes }) => changes).findLast((change) => change.document === document);
  const base = proposed === undefined ? current : proposed.after;
  return { version: own === undefined ? base : own.after, base: own === undefined ? base : own.before, live: current };
}
