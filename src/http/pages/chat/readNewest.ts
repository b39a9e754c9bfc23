import type { ReadTranscript, TranscriptTurn } from '../../../core/journal/transcript.ts';
import type { ConversationId } from '../../../core/model/conversation.ts';

const pageSize = 200;
/** Maximum number of turns on the page: older ones are kept, but a page must load. */
const maxShown = 100;

/** The newest turns of a conversation, oldest first. */
export async function readNewest(
  read: ReadTranscript,
  conversation: ConversationId,
): Promise<readonly TranscriptTurn[]> {
  let newest: readonly TranscriptTurn[] = [];
  for (let after = 0; ; ) {
    const turns = await read(conversation, after, pageSize);
    newest = [...newest, ...turns].slice(-maxShown);
    const last = turns.at(-1);
    if (last === undefined || turns.length < pageSize) return newest;
    after = last.revision;
  }
}
