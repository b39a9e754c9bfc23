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
import type { StaffInbox, StaffRoom } from '../../core/ports/staffInbox.ts';
import { type CaseMessageDeps, introduce, tell } from './caseMessages.ts';
import { type StaffPlace, serves, threadOfPlace, threadPlace } from './inboxAccounts.ts';

/** Milliseconds after which the rest is left to another attempt: before the task's lease ends. */
const patience = 30_000;
/** Commits before the one that opened a case that are shown, so that one sees how it came. */
const before = 3;
/** Commits that are read at once. */
const page = 20;

export interface InboxSyncDeps extends CaseMessageDeps {
  /** All places, whether they are open here or not. */
  readonly places: (tenant: string) => readonly StaffPlace[];
  /** A place that is open here; null: it is not. */
  readonly room: (tenant: string, place: string) => StaffRoom | null;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open' | 'fate'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
}

/** Makes what shows cases as threads. A crash repeats at most the message that was being posted. */
export function createInboxSync(deps: InboxSyncDeps): Pick<StaffInbox, 'follow' | 'sync' | 'forget'> {
  const { places, records, journal, sealer, pubsub } = deps;

  async function want(commit: Commit, place: StaffPlace, matter: CaseState): Promise<void> {
    const { tenant, conversation, revision } = commit;
    const { code, openedBy } = matter;
    const isTakenOver = serves(place, matter);
    const isNew = isTakenOver && matter.status !== 'closed';
    // A place learns that a case has left it, and nothing of what is said about it elsewhere.
    const changed = isTakenOver ? concerns(commit, code) : isPassedOn(commit, code);
    if (!isNew && !changed) return;
    const where = threadPlace(tenant, place.name, code);
    const begin: StaffThreadRecord = {
      ...{ record: 'staff-thread', shape: 1, place: place.name, case: code, conversation, thread: null },
      ...{ wanted: 0, shown: Math.max(0, openedBy - before - 1), own: [], removed: false },
    };
    const appended = await records.append<StaffThreadRecord>(where, '', (known) => {
      if (known === null ? !isNew : !changed || known.wanted >= revision) return null;
      return {
        events: [{ type: 'thread.wanted', code }],
        state: { ...(known ?? begin), wanted: revision },
        sideEffects: [{ type: 'mirror-case', place: place.name, case: code }],
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
    await records.append<StaffThreadRecord>(threadPlace(tenant, state.place, state.case), '', (known) =>
      known === null ? null : { events: [{ type, code: state.case }], state: { ...known, ...to } },
    );
  }

  async function open(tenant: string, state: StaffThreadRecord, room: StaffRoom, signal: AbortSignal): Promise<string> {
    const [commit] = await journal.read(state.conversation, state.wanted - 1, 1);
    const matter = commit && caseIn(commit, state.case);
    if (!matter) throw new Error('the commit of a staff thread does not hold its case');
    const { title, text } = introduce(deps, matter, localeOf(tenant, state.place));
    const thread = await room.open(title, signal);
    await records.append<ThreadOfRecord>(threadOfPlace(tenant, state.place, thread), '', () => ({
      events: [{ type: 'thread.opened', code: state.case }],
      state: { record: 'thread-of', shape: 1, case: state.case },
    }));
    await change(tenant, state, 'thread.opened', { thread });
    await room.post(thread, text, signal);
    return thread;
  }

  const localeOf = (tenant: string, name: string) => places(tenant).find((each) => each.name === name)?.locale ?? 'ca';

  /** What belongs to the case, as long as it is the place's; of its leaving only that it left. */
  async function showCommit(
    commit: Commit,
    state: StaffThreadRecord,
    post: (text: string) => Promise<void>,
  ): Promise<void> {
    const place = places(commit.tenant).find(({ name }) => name === state.place);
    const matter = caseIn(commit, state.case);
    const isHere = place !== undefined && (matter === undefined || serves(place, matter));
    if (!isHere && !isPassedOn(commit, state.case)) return;
    const content = isHere ? await sealer.open(commit) : null;
    const lost = isHere && content === null && (await isLost(sealer, commit));
    const isOwn = state.own.includes(commit.inboundKey);
    const locale = localeOf(commit.tenant, state.place);
    const about = { commit, content, lost, code: state.case, isOwn, isHere, locale };
    for (const text of await tell(deps, about)) await post(text);
  }

  return {
    async follow(commit) {
      if (isRecord(commit.state)) return;
      for (const place of places(commit.tenant))
        for (const matter of commit.state.cases) await want(commit, place, matter);
    },

    async sync({ place, case: code }, { tenant }) {
      const known = await records.newest<StaffThreadRecord>(threadPlace(tenant, place, code));
      if (known === null) return;
      let { state } = known;
      const isDone = !state.removed && state.shown >= state.wanted;
      // Taken out of the settings since.
      if (isDone || !places(tenant).some(({ name }) => name === place)) return;
      const room = deps.room(tenant, place);
      if (room === null)
        throw new PlatformUnreachable('The place of staff is not open here. Its cases are shown later.');
      const signal = AbortSignal.timeout(patience);
      if (state.removed) {
        if (state.thread !== null) await room.remove(state.thread, signal);
        const gone = { thread: null, removed: false };
        await change(tenant, state, 'thread.removed', gone);
        state = { ...state, ...gone };
        // Whoever was erased may write again.
        if (state.shown >= state.wanted) return;
      }
      let thread = state.thread ?? (await open(tenant, state, room, signal));
      const post = async (text: string) => {
        if (signal.aborted) throw new PlatformUnreachable('The place of staff is slow. The rest is shown later.');
        try {
          await room.post(thread, text, signal);
        } catch (error) {
          // Somebody took the thread away: another one takes its place, once.
          if (!(error instanceof PlatformRefused) || error.retryAt !== null || thread !== state.thread) throw error;
          thread = await open(tenant, state, room, signal);
          await room.post(thread, text, signal);
        }
      };
      for (let from = state.shown; from < state.wanted; ) {
        // Those behind say whether a turn without a case is the run-up to this one.
        const commits = await journal.read(state.conversation, from, page + runUpTurns);
        if (commits.length === 0) return;
        const belonging = casesOfTurns(commits);
        for (const [at, commit] of commits.slice(0, page).entries()) {
          if (commit.revision > state.wanted) return;
          from = commit.revision;
          if (belonging[at]?.includes(code)) {
            await showCommit(commit, state, post);
            const doors = commit.events.filter((event) => 'case' in event && event.case === code);
            if (doors.some(({ type }) => type === 'case.closed')) await room.setOpen(thread, false, signal);
            if (doors.some(({ type }) => type === 'case.reopened')) await room.setOpen(thread, true, signal);
          } else if (from < state.wanted) continue;
          await change(tenant, state, 'thread.shown', { shown: from });
        }
      }
    },

    async forget(commit) {
      if (isRecord(commit.state)) return;
      for (const { name } of places(commit.tenant)) {
        for (const { code } of commit.state.cases) {
          const appended = await records.append<StaffThreadRecord>(
            threadPlace(commit.tenant, name, code),
            '',
            (known) =>
              known === null || known.shown >= commit.revision
                ? null
                : {
                    events: [{ type: 'thread.removed', code }],
                    state: { ...known, removed: true, own: [], wanted: commit.revision, shown: commit.revision },
                    sideEffects: [{ type: 'mirror-case', place: name, case: code }],
                  },
          );
          if (appended !== null) pubsub.publish(outboxTopic);
        }
      }
    },
  };
}

/** Whether something happened to a case in a commit. */
function concerns({ events }: Commit, code: CaseCode): boolean {
  return events.some((event) => 'case' in event && casesOfEvent(event).includes(code));
}

/** Whether a case was given to somebody else in a commit. */
function isPassedOn({ events }: Commit, code: CaseCode): boolean {
  return events.some((event) => event.type === 'case.assigned' && event.case === code);
}

function caseIn({ state }: Commit, code: string): CaseState | undefined {
  return isRecord(state) ? undefined : state.cases.find((each) => each.code === code);
}
