import type { CaseRow } from './caseIndex.ts';
import { caseWords } from './caseWords.ts';
import type { SealedContent } from './commit.ts';
import type { ConversationId } from './conversation.ts';
import { hideKeys } from './hideKeys.ts';
import type { Journal, Sealer } from './ports.ts';
import { textOf } from './turn/turn.ts';

/** Most words that are kept of a conversation, the newest ones. */
const mostWords = 1_000;
/** Letters of what the citizen said last. */
const textLength = 200;
/** Newest commits that are read of a long conversation, and how many at once. */
const mostCommits = 500;
const page = 100;

/** What people said in a conversation, for its rows in the index of cases. */
export type Gathered = Pick<CaseRow, 'text' | 'words' | 'keyId'>;

/**
 * Gathers what people said in a conversation up to a commit. `known` (the newest row that there is) spares reading what
 * came before it, unless some of that was erased.
 */
export async function gatherWords(
  { journal, sealer }: { journal: Pick<Journal, 'read'>; sealer: Pick<Sealer, 'open' | 'canOpen'> },
  conversation: ConversationId,
  until: number,
  known: CaseRow | null,
): Promise<Gathered> {
  let text = '';
  let words = new Set<string>();
  let keyId: string | null = null;
  const add = (more: Iterable<string>) => {
    for (const word of more) {
      // A word that comes again is a new one.
      words.delete(word);
      words.add(word);
    }
  };
  // What was erased is not even put in for a moment: the process might end before it is taken out again.
  const isReadable = known !== null && known.keyId !== null && (await sealer.canOpen(known.keyId));
  if (isReadable) {
    add(known.words);
    ({ text, keyId } = known);
  }
  for (let from = Math.max(isReadable ? known.revision : 0, until - mostCommits); from < until; ) {
    const commits = await journal.read(conversation, from, Math.min(page, until - from));
    if (commits.length === 0) break;
    for (const commit of commits) {
      from = commit.revision;
      const content = await sealer.open(commit);
      if (content === null) continue;
      keyId ??= commit.keyId;
      add(textsOf(content).flatMap(caseWords));
      text = textOf(content.inbound).trim() || text;
    }
  }
  words = new Set([...words].slice(-mostWords));
  return { text: Array.from(text).slice(0, textLength).join(''), words: [...words], keyId };
}

/** What people said: the bot's own answers stand in every other case too, and would only bury what is looked for. */
function textsOf({ inbound, outbound, deed }: SealedContent): readonly string[] {
  if (deed === undefined) return [hideKeys(textOf(inbound))];
  // A reply stands among what was sent.
  const replies = outbound.map(({ text }) => hideKeys(text));
  return deed.kind === 'note' ? [...replies, deed.text] : replies;
}
