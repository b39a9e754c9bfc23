import { isRestricted } from '../../core/journal/usableContent.ts';
import { isRecord } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { ApiDeps } from './deps.ts';
import type { ContactNote } from './wire.ts';

type Deps = Pick<ApiDeps, 'journal' | 'sealer'>;

/**
 * What staff noted about a person in their conversations, oldest first; without what was erased, and without what is
 * only kept, except in the first conversation: who may read its case may read that.
 */
export async function readContactNotes(
  [own, ...before]: readonly [ConversationId, ...ConversationId[]],
  deps: Deps,
): Promise<readonly ContactNote[]> {
  const all = await Promise.all([
    notesOf(own, deps),
    ...before.map(async (each) => ((await isRestricted(deps.journal, each)) ? [] : notesOf(each, deps))),
  ]);
  return all.flat().sort((a, b) => a.at - b.at);
}

async function notesOf(conversation: ConversationId, { journal, sealer }: Deps): Promise<readonly ContactNote[]> {
  const { latest } = await journal.load(conversation, '');
  if (latest === null || isRecord(latest.state)) return [];
  const notes = (latest.state.contactNotes ?? []).map(async (revision) => {
    const [commit] = await journal.read(conversation, revision - 1, 1);
    const command = commit === undefined ? undefined : (await sealer.open(commit))?.command;
    const noted = commit?.events.find(({ type }) => type === 'case.contact-noted');
    if (commit === undefined || command?.kind !== 'contact-note' || noted === undefined) return [];
    const by = 'by' in noted ? noted.by : null;
    return [{ conversation, revision, at: commit.at, by, text: command.text }];
  });
  return (await Promise.all(notes)).flat();
}
