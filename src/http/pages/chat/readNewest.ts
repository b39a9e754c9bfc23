import type { ReadTranscript, TranscriptTurn } from '../../../core/journal/transcript.ts';
import type { ConversationId } from '../../../core/model/conversation.ts';

const atOnce = 200;
/** Turns that the page shows: older ones are kept, but a page must load. */
const maxShown = 100;

/** The newest turns of a conversation, oldest first. */
export async function readNewest(
  read: ReadTranscript,
  conversation: ConversationId,
): Promise<readonly TranscriptTurn[]> {
  let newest: readonly TranscriptTurn[] = [];
  for (let after = 0; ; ) {
    const turns = await read(conversation, after, atOnce);
    newest = [...newest, ...turns].slice(-maxShown);
    const last = turns.at(-1);
    if (last === undefined || turns.length < atOnce) return newest;
    after = last.revision;
  }
}
