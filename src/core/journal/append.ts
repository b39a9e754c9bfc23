import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import { CodedError } from '../model/errors.ts';
import type { Journal, Loaded } from '../ports/journal.ts';

/** Maximum number of attempts while other processes are faster. */
const maxRuns = 20;

/**
 * The decision on the newest state: a commit to append, nothing to record, or `again`: the loaded state is out of date.
 */
export type Decided<T> = { readonly commit: Commit | null; readonly value: T } | 'again';

/** The result of an append. `duplicate`: a commit with this key was already there, at that revision. */
type Appended<T> =
  | { readonly outcome: 'appended'; readonly commit: Commit; readonly value: T }
  | { readonly outcome: 'unchanged'; readonly value: T }
  | { readonly outcome: 'duplicate'; readonly revision: number };

/**
 * Loads the newest state of a stream, decides, and appends; starts over when the stream changed meanwhile. Everything
 * that is recorded goes through here, so that nothing is recorded twice or on an old state.
 * @throws {CodedError} `turn.contended` when other processes were faster every time; what `decide` throws
 */
export async function append<T>(
  journal: Pick<Journal, 'load' | 'append'>,
  { stream, inboundKey }: { readonly stream: ConversationId; readonly inboundKey: string },
  decide: (loaded: Loaded) => Promise<Decided<T>>,
): Promise<Appended<T>> {
  for (let run = 0; run < maxRuns; run++) {
    const loaded = await journal.load(stream, inboundKey);
    if (loaded.duplicateOf !== null) return { outcome: 'duplicate', revision: loaded.duplicateOf };
    const decided = await decide(loaded);
    if (decided === 'again') continue;
    const { commit, value } = decided;
    if (commit === null) return { outcome: 'unchanged', value };
    if ((await journal.append(commit)) === 'appended') return { outcome: 'appended', commit, value };
  }
  throw new CodedError(
    'turn.contended',
    'Too many processes are writing to one conversation at once. Try again in a moment.',
  );
}
