import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { DocumentId } from '../../core/model/records.ts';
import type { ContentSource } from '../documents/source.ts';
import { fileOf, isDocumentId } from '../documents/split.ts';
import { diffTrees } from '../documents/tree.ts';
import { draftIn } from './decideContent.ts';
import type { DeskDeps } from './deps.ts';
import { headOf } from './resolve.ts';
import type { ImportOutcome } from './views.ts';

/**
 * Makes drafts of what files say otherwise than the live release. A file that is missing is left alone; of a file that
 * is there, the entries that it lacks are drafted to go.
 * @throws {CodedError} `input.invalid` for a file name that content cannot have
 */
export async function importDrafts(
  { log, trees }: Pick<DeskDeps, 'log' | 'trees'>,
  source: ContentSource,
  by: AgentId,
): Promise<ImportOutcome> {
  const { tree } = await trees.keep(source);
  const wrong = tree.find(({ document }) => !isDocumentId(document));
  if (wrong !== undefined) {
    const { document } = wrong;
    throw new CodedError('input.invalid', `${document} cannot be a file of the content: write a-z, 0-9 and hyphens.`);
  }
  const files = new Set(tree.map(({ document }) => fileOf(document)));
  const drafted: DocumentId[] = [];
  const skipped: DocumentId[] = [];
  const state = await log.state();
  const live = await trees.get(state.live.tree);
  for (const change of diffTrees(live, tree)) {
    const { document, after, follows } = change;
    if (!files.has(fileOf(document))) continue;
    const { version, base } = headOf(state, live, document);
    if (version === after) continue;
    if (draftIn(state, document) !== undefined) {
      skipped.push(document);
      continue;
    }
    const place = follows === undefined ? {} : { follows };
    const onto = state.live.tree;
    try {
      await log.take({ type: 'draft', document, onto, seen: version, base, version: after, by, ...place });
      drafted.push(document);
    } catch (error) {
      // Somebody saved it this very moment.
      if (!(error instanceof CodedError) || error.code !== 'content.moved') throw error;
      skipped.push(document);
    }
  }
  return { drafted, skipped };
}
