import { casesOfEvent, casesOfTurns, runUpTurns } from '../../core/cases/caseTurns.ts';
import { isLost } from '../../core/journal/lostKey.ts';
import type { RecordLog } from '../../core/journal/recordLog.ts';
import type { CaseCode, CaseState } from '../../core/model/case.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import { PlatformRefused, PlatformUnreachable } from '../../core/model/errors.ts';
import type { StaffThreadRecord, ThreadOfRecord } from '../../core/model/records.ts';
import type { Journal } from '../../core/ports/journal.ts';
import { outboxTopic, type PubSub } from '../../core/ports/pubsub.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { InboxSync, StaffInboxChannel } from '../../core/ports/staffInbox.ts';
import { type CaseMessageDeps, introduce, messagesFor } from './caseMessages.ts';
import { type StaffInboxAccount, showsCasesOf, threadOwnerStream, threadStream } from './inboxAccounts.ts';

/** Milliseconds after which the rest is left to another attempt, before the task's lease ends. */
const timeoutMs = 30_000;
/** Number of commits before the opening of a case that are shown, for context. */
const before = 3;
/** Page size. */
const page = 20;

interface InboxSyncDeps extends CaseMessageDeps {
  /** All inboxes, whether or not they are open in this process. */
  readonly inboxAccounts: (tenant: string) => readonly StaffInboxAccount[];
  /** An inbox that is open in this process; null: it is not. */
  readonly inboxChannel: (tenant: string, inbox: string) => StaffInboxChannel | null;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open' | 'fate'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
}

/** Creates the synchronisation of cases with threads. A crash repeats at most the message that was being posted. */
export function createInboxSync(deps: InboxSyncDeps): InboxSync {
  const { inboxAccounts, records, journal, sealer, pubsub } = deps;

  async function want(commit: Commit, inbox: StaffInboxAccount, caseState: CaseState): Promise<void> {
    const { tenant, conversation, revision } = commit;
    const { code, openedBy } = caseState;
    const isTakenOver = showsCasesOf(inbox, caseState);
    const isNew = isTakenOver && caseState.status !== 'closed';
    // An inbox learns that a case has left it, but nothing that is said about it elsewhere.
    const changed = isTakenOver ? concerns(commit, code) : isPassedOn(commit, code);
    if (!isNew && !changed) return;
    const where = threadStream(tenant, inbox.name, code);
    const begin: StaffThreadRecord = {
      record: 'staff-thread',
      shape: 1,
      inbox: inbox.name,
      case: code,
      conversation,
      thread: null,
      wanted: 0,
      shown: Math.max(0, openedBy - before - 1),
      own: [],
      removed: false,
    };
    const appended = await records.append<StaffThreadRecord>(where, '', (known) => {
      if (known === null ? !isNew : !changed || known.wanted >= revision) return null;
      return {
        events: [{ type: 'thread.wanted', code }],
        state: { ...(known ?? begin), wanted: revision },
        sideEffects: [{ type: 'sync-case', inbox: inbox.name, case: code }],
      };
    });
    if (appended !== null) pubsub.publish(outboxTopic);
  }

  async function change(
    tenant: string,
    state: StaffThreadRecord,
    type: 'thread.opened' | 'thread.shown' | 'thread.removed',
    to: Partial<StaffThreadRecord>,
  ): Promise<void> {
    await records.append<StaffThreadRecord>(threadStream(tenant, state.inbox, state.case), '', (known) =>
      known === null ? null : { events: [{ type, code: state.case }], state: { ...known, ...to } },
    );
  }

  async function open(
    tenant: string,
    state: StaffThreadRecord,
    inboxChannel: StaffInboxChannel,
    signal: AbortSignal,
  ): Promise<string> {
    const [commit] = await journal.read(state.conversation, state.wanted - 1, 1);
    const caseState = commit && caseIn(commit, state.case);
    if (!caseState) throw new Error('the commit of a staff thread does not contain its case');
    const { title, text } = introduce(deps, caseState, localeOf(tenant, state.inbox));
    const thread = await inboxChannel.open(title, signal);
    await records.append<ThreadOfRecord>(threadOwnerStream(tenant, state.inbox, thread), '', () => ({
      events: [{ type: 'thread.opened', code: state.case }],
      state: { record: 'thread-of', shape: 1, case: state.case },
    }));
    await change(tenant, state, 'thread.opened', { thread });
    await inboxChannel.post(thread, text, signal);
    return thread;
  }

  const localeOf = (tenant: string, name: string) =>
    inboxAccounts(tenant).find((each) => each.name === name)?.locale ?? 'ca';

  /** Shows what belongs to the case, as long as it is the inbox's; of its departure only the fact. */
  async function showCommit(
    commit: Commit,
    state: StaffThreadRecord,
    post: (text: string) => Promise<void>,
  ): Promise<void> {
    const inbox = inboxAccounts(commit.tenant).find(({ name }) => name === state.inbox);
    const caseState = caseIn(commit, state.case);
    const isHere = inbox !== undefined && (caseState === undefined || showsCasesOf(inbox, caseState));
    if (!isHere && !isPassedOn(commit, state.case)) return;
    const content = isHere ? await sealer.open(commit) : null;
    const lost = isHere && content === null && (await isLost(sealer, commit));
    const isOwn = state.own.includes(commit.inboundKey);
    const locale = localeOf(commit.tenant, state.inbox);
    const about = { commit, content, lost, code: state.case, isOwn, isHere, locale };
    for (const text of await messagesFor(deps, about)) await post(text);
  }

  return {
    async follow(commit) {
      if (isRecord(commit.state)) return;
      for (const inbox of inboxAccounts(commit.tenant))
        for (const caseState of commit.state.cases) await want(commit, inbox, caseState);
    },

    async sync({ inbox, case: code }, { tenant }) {
      const known = await records.newest<StaffThreadRecord>(threadStream(tenant, inbox, code));
      if (known === null) return;
      let { state } = known;
      const isDone = !state.removed && state.shown >= state.wanted;
      // Removed from the settings since.
      if (isDone || !inboxAccounts(tenant).some(({ name }) => name === inbox)) return;
      const inboxChannel = deps.inboxChannel(tenant, inbox);
      if (inboxChannel === null)
        throw new PlatformUnreachable('The staff inbox is not open in this process. Its cases will be shown later.');
      const signal = AbortSignal.timeout(timeoutMs);
      if (state.removed) {
        if (state.thread !== null) await inboxChannel.remove(state.thread, signal);
        const gone = { thread: null, removed: false };
        await change(tenant, state, 'thread.removed', gone);
        state = { ...state, ...gone };
        // A person who was erased may write again.
        if (state.shown >= state.wanted) return;
      }
      let thread = state.thread ?? (await open(tenant, state, inboxChannel, signal));
      const post = async (text: string) => {
        if (signal.aborted) throw new PlatformUnreachable('The staff inbox is slow. The rest will be shown later.');
        try {
          await inboxChannel.post(thread, text, signal);
        } catch (error) {
          // Somebody removed the thread: it is replaced, once.
          if (!(error instanceof PlatformRefused) || error.retryAt !== null || thread !== state.thread) throw error;
          thread = await open(tenant, state, inboxChannel, signal);
          await inboxChannel.post(thread, text, signal);
        }
      };
      for (let from = state.shown; from < state.wanted; ) {
        // Later commits show whether a turn without a case is the run-up to this one.
        const commits = await journal.read(state.conversation, from, page + runUpTurns);
        if (commits.length === 0) return;
        const belonging = casesOfTurns(commits);
        for (const [at, commit] of commits.slice(0, page).entries()) {
          if (commit.revision > state.wanted) return;
          from = commit.revision;
          if (belonging[at]?.includes(code)) {
            await showCommit(commit, state, post);
            const gates = commit.events.filter((event) => 'case' in event && event.case === code);
            if (gates.some(({ type }) => type === 'case.closed'))
              await inboxChannel.setStatus(thread, 'closed', signal);
            if (gates.some(({ type }) => type === 'case.reopened'))
              await inboxChannel.setStatus(thread, 'open', signal);
          } else if (from < state.wanted) continue;
          await change(tenant, state, 'thread.shown', { shown: from });
        }
      }
    },

    async forget(commit, cases) {
      for (const { name } of inboxAccounts(commit.tenant)) {
        for (const code of cases) {
          const appended = await records.append<StaffThreadRecord>(
            threadStream(commit.tenant, name, code),
            '',
            (known) =>
              known === null || known.shown >= commit.revision
                ? null
                : {
                    events: [{ type: 'thread.removed', code }],
                    state: { ...known, removed: true, own: [], wanted: commit.revision, shown: commit.revision },
                    sideEffects: [{ type: 'sync-case', inbox: name, case: code }],
                  },
          );
          if (appended !== null) pubsub.publish(outboxTopic);
        }
      }
    },
  };
}

/** Whether a commit has an event of this case. */
function concerns({ events }: Commit, code: CaseCode): boolean {
  return events.some((event) => 'case' in event && casesOfEvent(event).includes(code));
}

/** Whether a commit passed a case on to somebody else. */
function isPassedOn({ events }: Commit, code: CaseCode): boolean {
  return events.some((event) => event.type === 'case.assigned' && event.case === code);
}

function caseIn({ state }: Commit, code: string): CaseState | undefined {
  return isRecord(state) ? undefined : state.cases.find((each) => each.code === code);
}
