import type { ErasureRequest } from '../../core/engine/eraseConversation.ts';
import type { RightRequest } from '../../core/engine/recordRight.ts';
import type { LinkedConversations } from '../../core/journal/linkedConversations.ts';
import { isHeld } from '../../core/model/case.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import { type ConversationId, upToDate } from '../../core/model/conversation.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ErasedPerson } from '../../core/model/rights/personalData.ts';
import type { CommandReceipt } from '../../core/model/staffCommand.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FileStore, Files } from '../../core/ports/files.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { PersonalDataDesk, RightsCaller } from '../../core/ports/rights/personalData.ts';
import type { Keys, Sealer } from '../../core/ports/sealer.ts';
import { keptOf } from './keptConversation.ts';

/** Page size. */
const page = 200;

interface PersonalDataDeps {
  readonly tenant: string;
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly keys: Pick<Keys, 'fate'>;
  readonly files: Pick<FileStore, 'open'>;
  readonly keptFiles: Pick<Files, 'list'>;
  /** Which conversations one continues, by a code that only the person had. */
  readonly linked: LinkedConversations;
  readonly erase: (request: ErasureRequest) => Promise<CommandReceipt>;
  readonly recordRight: (request: RightRequest) => Promise<CommandReceipt>;
  readonly clock: Clock;
}

export function createPersonalDataDesk(deps: PersonalDataDeps): PersonalDataDesk {
  const { tenant, sealer, keys, files, keptFiles, clock } = deps;

  async function commitsOf(conversation: ConversationId): Promise<readonly Commit[]> {
    const all: Commit[] = [];
    for (let after = 0; ; ) {
      const more = await deps.journal.read(conversation, after, page);
      all.push(...more.filter((commit) => commit.tenant === tenant && !isRecord(commit.state)));
      if (more.length < page) return all;
      after = more.at(-1)?.revision ?? after;
    }
  }

  /** The conversations of a person, oldest first; those where others read and write along are not theirs alone. */
  async function conversationsOf(conversation: ConversationId): Promise<readonly (readonly Commit[])[]> {
    const before = await Promise.all((await deps.linked.before(conversation)).map(commitsOf));
    const own = await commitsOf(conversation);
    const isPrivate = await Promise.all(before.map((commits) => isAlone(commits)));
    return [...before.filter((_, index) => isPrivate[index]), own].filter((commits) => commits.length > 0);
  }

  async function isAlone(commits: readonly Commit[]): Promise<boolean> {
    for (const commit of commits) {
      const content = await sealer.open(commit);
      if (content?.circumstances?.surface === 'public') return false;
    }
    return true;
  }

  return {
    async collect(conversation, { withNotes } = { withNotes: false }) {
      const all = await conversationsOf(conversation);
      const kept = all.map((commits) => keptOf(commits, { open: sealer.open, withNotes }));
      return { madeAt: clock(), conversations: await Promise.all(kept) };
    },

    openFile: (conversation, id) => files.open(conversation, id),

    async noteExport(conversation, { by, reason, id }) {
      await deps.recordRight({ id, tenant, conversation, by, right: 'access', reason, statement: null });
    },

    async state(conversation, kind, text, { by, reason, id }) {
      await deps.recordRight({ id, tenant, conversation, by, right: kind, reason, statement: { kind, text } });
    },

    restrict: (conversation, caller) => recordForAll(conversation, 'restriction', caller),
    unrestrict: (conversation, caller) => recordForAll(conversation, 'restriction-lifted', caller),

    async erase(conversation, caller) {
      const all = await conversationsOf(conversation);
      // All or nothing: half of what somebody wrote is no answer to anybody.
      if (all.some(isKeptByLaw)) throw heldError();
      const before = await Promise.all(all.map(countIn));
      for (const commits of all) await eraseOne(commits, caller);
      const after = await Promise.all(all.map(countIn));
      return {
        conversations: all.length,
        messages: sumOf(before, 'messages'),
        files: sumOf(before, 'files'),
        readable: sumOf(after, 'readable'),
        filesLeft: sumOf(after, 'files'),
        isCaseOpen: all.some(isOpen),
      } satisfies ErasedPerson;
    },
  };

  async function recordForAll(
    conversation: ConversationId,
    right: 'restriction' | 'restriction-lifted',
    { by, reason, id }: RightsCaller,
  ): Promise<void> {
    for (const [last] of (await conversationsOf(conversation)).map((commits) => commits.slice(-1)))
      if (last !== undefined)
        await deps.recordRight({ id, tenant, conversation: last.conversation, by, right, reason, statement: null });
  }

  async function eraseOne(commits: readonly Commit[], { by, reason, id }: RightsCaller): Promise<void> {
    const conversation = commits.at(-1)?.conversation;
    if (conversation === undefined) return;
    // From the command line nobody of staff is known by name, but there is a reason.
    const cause = by === null && reason === null ? 'citizen' : 'staff';
    await deps.erase({ id, tenant, conversation, by, cause, rule: null, reason, before: null, ifNewest: null });
  }

  /** What of some commits can still be read, and the files of their conversation. */
  async function countIn(commits: readonly Commit[]): Promise<Record<'readable' | 'messages' | 'files', number>> {
    const keyIds = [...new Set(commits.map(({ keyId }) => keyId))];
    const fates = await Promise.all(keyIds.map((keyId) => keys.fate(keyId)));
    const alive = new Set(keyIds.filter((_, index) => fates[index] === 'alive'));
    const conversation = commits[0]?.conversation;
    const kept = conversation === undefined ? [] : await keptFiles.list(conversation);
    const readable = commits.filter(({ keyId }) => alive.has(keyId));
    const received = readable.filter(({ events }) => events.some(({ type }) => type === 'message.received'));
    return { readable: readable.length, messages: received.length, files: kept.length };
  }
}

function isKeptByLaw(commits: readonly Commit[]): boolean {
  return casesIn(commits).some(isHeld);
}

function isOpen(commits: readonly Commit[]): boolean {
  return casesIn(commits).some(({ status }) => status !== 'closed');
}

function casesIn(commits: readonly Commit[]) {
  const state = commits.at(-1)?.state;
  return state === undefined || isRecord(state) ? [] : upToDate(state).cases;
}

function sumOf<K extends string>(counts: readonly Readonly<Record<K, number>>[], name: K): number {
  return counts.reduce((sum, count) => sum + count[name], 0);
}

function heldError(): CodedError {
  return new CodedError(
    'case.held',
    'A legal procedure needs what was written: nothing of it may be erased. A supervisor can lift the hold in the case.',
  );
}
