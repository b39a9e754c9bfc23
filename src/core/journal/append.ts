import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import { CodedError } from '../model/errors.ts';
import type { Journal, Loaded } from '../ports/journal.ts';

/** How often a change is decided again because another process was faster, before it is given up. */
const maxRuns = 20;

/** What was made of the newest state: a commit to append, nothing to record, or `again`: what was loaded is out of date. */
export type Decided<T> = { readonly commit: Commit | null; readonly value: T } | 'again';

/** How an append ended. `duplicate`: a commit with this key was there before, at that revision. */
export type Appended<T> =
  | { readonly outcome: 'appended'; readonly commit: Commit; readonly value: T }
  | { readonly outcome: 'unchanged'; readonly value: T }
  | { readonly outcome: 'duplicate'; readonly revision: number };

/**
 * Loads the newest state of a stream, decides, and appends; again from the start when the stream moved meanwhile. All that
 * is ever recorded goes through here, so that nothing is recorded twice and nothing on an old state.
 * @throws {CodedError} `turn.contended` when others were faster again and again; what `decide` throws
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
    'Too many processes write to one conversation at once. Try again in a moment.',
  );
}
