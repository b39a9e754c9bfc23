import { setImmediate } from 'node:timers/promises';
import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ContentRecord, DocumentId } from '../../core/model/records.ts';
import { entryOf } from '../documents/split.ts';
import type { Tree } from '../documents/tree.ts';
import { draftIn, type TogetherStep } from './decideContent.ts';
import type { DeskDeps } from './deps.ts';
import { draftTogether, type PlannedSteps } from './draftTogether.ts';
import { editEntry } from './editEntry.ts';
import { readFields } from './entryFields.ts';
import { headOf } from './resolve.ts';
import type { BulkChange, BulkEdit, BulkFields, BulkOutcome } from './views.ts';

/** Changes of several services at once: all of them are drafted in one step, or none. */
export interface Bulk {
  /** Drafts a change of services; those that it does not concern are skipped. @throws {CodedError} `content.moved` */
  change(documents: readonly DocumentId[], edit: BulkEdit, by: AgentId): Promise<BulkOutcome>;
  /** Brings back what was drafted before; what somebody has edited since is skipped. @throws {CodedError} `content.moved` */
  undo(changes: readonly BulkChange[], by: AgentId): Promise<BulkOutcome>;
}

export function createBulk({ log, trees }: Pick<DeskDeps, 'log' | 'trees'>): Bulk {
  const together = (by: AgentId, plan: (state: ContentRecord, live: Tree) => Promise<PlannedSteps>) =>
    draftTogether({ log, trees }, by, plan);

  async function stepFor(state: ContentRecord, live: Tree, document: DocumentId, edit: BulkEdit, by: AgentId) {
    const { version, base, live: current } = headOf(state, live, document);
    const own = draftIn(state, document);
    const drafted = (after: string | null): TogetherStep => ({
      type: 'draft',
      document,
      onto: state.live.tree,
      seen: version,
      base,
      version: after,
      by,
    });
    if (entryOf(document) === null || (version === null && current === null)) return null;
    if (edit.kind === 'restore') {
      const isRemoved = version === null && own !== undefined;
      return isRemoved ? { step: { type: 'discard', document, seen: null, by } as const, version: base } : null;
    }
    if (version === null) return null;
    // A service that is not live yet is no more than its draft: somebody discards that.
    if (edit.kind === 'remove') return current === null ? null : { step: drafted(null), version: null };
    const text = await trees.text(version);
    const edited = editedText(text, edit.fields);
    if (edited === null || edited === text) return null;
    const after = await trees.putText(edited);
    return { step: drafted(after), version: after };
  }

  return {
    change: (documents, edit, by) =>
      together(by, async (state, live) => {
        const steps: TogetherStep[] = [];
        const changed: BulkChange[] = [];
        const skipped: DocumentId[] = [];
        for (const document of new Set(documents)) {
          // Messages are answered meanwhile.
          await setImmediate();
          const found = await stepFor(state, live, document, edit, by);
          if (found === null) skipped.push(document);
          else {
            const { version: before } = headOf(state, live, document);
            steps.push(found.step);
            changed.push({
              document,
              before,
              hadDraft: draftIn(state, document) !== undefined,
              version: found.version,
            });
          }
        }
        return { steps, outcome: { changed, skipped } };
      }),

    undo: (changes, by) =>
      together(by, async (state, live) => {
        const steps: TogetherStep[] = [];
        const changed: BulkChange[] = [];
        const skipped: DocumentId[] = [];
        for (const { document, before, hadDraft, version: after } of changes) {
          const { version, base } = headOf(state, live, document);
          const isDraft = draftIn(state, document) !== undefined;
          if (version !== after || (!hadDraft && !isDraft)) {
            skipped.push(document);
            continue;
          }
          const onto = state.live.tree;
          steps.push(
            hadDraft
              ? { type: 'draft', document, onto, seen: version, base, version: before, by }
              : { type: 'discard', document, seen: version, by },
          );
          changed.push({ document, before: version, hadDraft: isDraft, version: before });
        }
        return { steps, outcome: { changed, skipped } };
      }),
  };
}

/** The text with other fields; null where it cannot be read. */
function editedText(text: string, fields: BulkFields): string | null {
  const { department, verified, validFrom, validUntil } = fields;
  const before = readFields(text);
  if (before === null) return null;
  const isValid = validFrom !== undefined || validUntil !== undefined;
  const from = validFrom ?? before.valid?.from;
  const until = validUntil === undefined ? before.valid?.until : (validUntil ?? undefined);
  try {
    return editEntry(text, {
      department,
      verified,
      valid: isValid ? (from === undefined && until === undefined ? null : { from, until }) : undefined,
    });
  } catch (error) {
    if (error instanceof CodedError && error.code === 'input.invalid') return null;
    throw error;
  }
}
