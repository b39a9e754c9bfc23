import { hideKeys, unlinkCases } from '../../../core/cases/caseLinks.ts';
import { casesOfTurns, runUpTurns } from '../../../core/cases/caseTurns.ts';
import type { Commit, SealedContent } from '../../../core/model/commit.ts';
import type { ConversationId } from '../../../core/model/conversation.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { type FileRef, textOf } from '../../../core/model/message.ts';
import type { CaseRow } from '../../../core/ports/caseIndex.ts';
import type { Journal } from '../../../core/ports/journal.ts';
import type { Sealer } from '../../../core/ports/sealer.ts';

/** A message of a case as its citizen sees it. */
export interface CaseMessage {
  readonly at: number;
  readonly from: 'citizen' | 'bot' | 'person';
  /** Who of the city's people says it; null: nobody in particular. */
  readonly speaker: string | null;
  readonly text: string;
  readonly isMarkdown: boolean;
  readonly locale: Locale | null;
  readonly files: readonly FileRef[];
  /** The conversation that keeps the files. */
  readonly conversation: ConversationId;
}

/** Page size, and the most commits that are looked through and messages that are shown: the newest. */
const page = 200;
const maxCommits = 4_000;
const maxMessages = 200;

/** What was said in a case, oldest first: what belongs to other cases of the conversation is left out. */
export async function readCaseConversation(
  { journal, sealer }: { readonly journal: Pick<Journal, 'read'>; readonly sealer: Pick<Sealer, 'open'> },
  { conversation, case: { code, openedBy } }: CaseRow,
): Promise<readonly CaseMessage[]> {
  const commits: Commit[] = [];
  for (let after = Math.max(0, openedBy - 1 - runUpTurns); commits.length < maxCommits; ) {
    const found = await journal.read(conversation, after, page);
    commits.push(...found);
    const last = found.at(-1);
    if (last === undefined || found.length < page) break;
    after = last.revision;
  }
  const cases = casesOfTurns(commits);
  const own = commits.filter((_, index) => cases[index]?.includes(code)).slice(-maxMessages);
  const messages: CaseMessage[] = [];
  for (const commit of own) {
    const content = await sealer.open(commit);
    if (content !== null) messages.push(...messagesIn(content, commit));
  }
  return messages.slice(-maxMessages);
}

function messagesIn(content: SealedContent, { at, conversation }: Commit): readonly CaseMessage[] {
  const said = content.inbound ?? content.addition?.inbound ?? null;
  const files = said?.content.kind === 'files' ? said.content.files : [];
  const text = said === null ? '' : textOf(said);
  const isStaff = content.command?.kind === 'reply' || content.command?.kind === 'give-entry';
  const last = content.outbound.length - 1;
  return [
    ...(text === '' && files.length === 0
      ? []
      : [
          {
            at,
            from: 'citizen' as const,
            speaker: null,
            text,
            isMarkdown: false,
            locale: null,
            files,
            conversation: content.inbound === null ? (content.addition?.from ?? conversation) : conversation,
          },
        ]),
    ...content.outbound.map((message, index): CaseMessage => {
      const { speaker = null } = message;
      return {
        at,
        from: speaker !== null || (isStaff && index === last) ? 'person' : 'bot',
        speaker,
        // The key would open the case to those who see a copy of the page, and without it the link leads nowhere.
        text: unlinkCases(hideKeys(message.text)),
        isMarkdown: message.markup === 'markdown',
        locale: message.locale,
        files: message.files,
        conversation,
      };
    }),
  ];
}
