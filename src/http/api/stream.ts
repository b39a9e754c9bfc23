import type { Request } from 'express';
import { hasRole, readers } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import { casesTopic, notificationsTopic } from '../../core/ports/pubsub.ts';
import type { SignedIn } from '../../identity/auth.ts';
import { noteListing } from './caseAccess.ts';
import { createCaseNews } from './caseUpdates.ts';
import type { ApiDeps } from './deps.ts';
import { describeEventStream, type EventStream, openEventStream } from './eventStream.ts';
import { createNotificationUpdates } from './notificationUpdates.ts';
import { followOpenCases } from './openCases.ts';
import type { ApiRoute } from './route.ts';
import { createSettingNews } from './settingsUpdates.ts';
import { check, wholeNumber } from './validate.ts';
import type { News } from './wire.ts';

/** Milliseconds between two heartbeats. At each, the server rechecks session, second factor, role and visibility. */
export const beatMs = 15_000;
/** Maximum number of streams of one person: one for each tab. */
const maxEach = 12;

/** Number of consecutive heartbeats without a successful check of the reader after which the stream is closed. */
const maxUnchecked = 2;

/** The signed-in sender of a request at this time; null: not signed in. */
export type WhoNow = (request: Request) => Promise<Pick<SignedIn, 'agent' | 'mustAddSecondFactor'> | null>;

/** The streams of one process. */
interface EventStreams {
  readonly routes: readonly ApiRoute[];
  /** The number of open streams. */
  open(): number;
  /** Ends them all: their clients reconnect, to another process if this one is stopping. */
  end(): void;
}

/** Sends events to the pages of the console. */
export function createEventStreams(deps: ApiDeps, whoNow: WhoNow): EventStreams {
  const open = new Map<EventStream, string>();
  let ending = false;

  const route: ApiRoute = {
    method: 'get',
    path: 'stream',
    roles: readers,
    kind: 'read',
    parameters: ['after'],
    async answer(context) {
      const { agent, request, response } = context;
      // Browsers send the last event id automatically on a reconnect; after a reload the address has it.
      const given = request.headers['last-event-id'] || request.query.after || undefined;
      const after = check(wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(), given) ?? null;
      if (request.method === 'HEAD') return describeEventStream(response);
      await noteListing(context, 'list', deps);
      if (ending) throw new CodedError('store.busy', 'The server is about to restart. Come back in a moment.');
      if ([...open.values()].filter((each) => each === agent.id).length >= maxEach) {
        throw new CodedError('rate.limited', 'Too many pages of the console are open. Close some of them.');
      }
      const stream = openEventStream(response);
      open.set(stream, agent.id);
      void run(stream, agent, after, () => whoNow(request), deps).finally(() => open.delete(stream));
      return undefined;
    },
  };

  return {
    routes: [route],
    open: () => open.size,
    end() {
      ending = true;
      for (const stream of open.keys()) stream.end();
    },
  };
}

/** Whether somebody may (still) receive updates: the same rule as when the stream was opened. */
function mayFollow(now: Awaited<ReturnType<WhoNow>>): boolean {
  if (now === null || now.mustAddSecondFactor || !now.agent.active) return false;
  return hasRole(now.agent, readers);
}

/** Changes when the visible cases of a person change. */
const visibilityKey = ({ roles, departments }: Agent) => JSON.stringify([roles, departments]);

const reload = ({ clock }: Pick<ApiDeps, 'clock'>): News => ({ type: 'reload', cursor: String(clock()) });

/**
 * Sends updates to one client: after each signal everything since the last one, sequentially, so that a slow reader
 * costs no memory and misses only transient events.
 */
async function run(
  stream: EventStream,
  signedIn: Agent,
  after: number | null,
  whoNow: () => ReturnType<WhoNow>,
  deps: ApiDeps,
): Promise<void> {
  let agent = signedIn;
  let again = false;
  let busy = false;
  let unchecked = 0;
  const cases = createCaseNews(after, deps);
  const notifications = createNotificationUpdates(agent.id, deps);
  const setting = createSettingNews(deps);
  const openCases = followOpenCases(agent, deps, onSignal);

  async function announce(): Promise<void> {
    await setting.begin();
    for (const { news, cursor } of await cases.next(agent)) await stream.send(news, cursor);
    for (const news of await openCases.next(agent)) await stream.send(news, null);
    for (const news of await notifications.next()) await stream.send(news, null);
  }

  function onSignal(): void {
    again = true;
    if (!busy) void catchUp();
  }

  async function catchUp(): Promise<void> {
    busy = true;
    try {
      while (again && stream.isOpen()) {
        again = false;
        await announce();
      }
    } catch (error) {
      deps.log.error({ agent: agent.id, error }, 'a console stream failed; its client will resume');
      stream.end();
    } finally {
      busy = false;
    }
  }

  async function beat(): Promise<void> {
    const found = await whoNow().catch((error: unknown) => {
      deps.log.warn({ agent: agent.id, code: codeOf(error), error }, 'checking the reader of a console stream failed');
      return 'unknown' as const;
    });
    unchecked = found === 'unknown' ? unchecked + 1 : 0;
    if (unchecked >= maxUnchecked || (found !== 'unknown' && !mayFollow(found))) return stream.end();
    const now = found === 'unknown' || found === null ? agent : found.agent;
    const hasMoved = visibilityKey(now) !== visibilityKey(agent);
    agent = now;
    stream.beat();
    // The page shows what another role was allowed to see: it must reload.
    if (hasMoved) await stream.send(reload(deps), null);
    for (const news of await setting.next().catch(() => [])) await stream.send(news, null);
    notifications.touch();
    // A lost signal costs at most this much delay. This also detects readers that have gone without closing.
    onSignal();
  }

  let stopBeat = deps.timer(beatMs, beatAgain);
  function beatAgain(): void {
    void beat();
    stopBeat = deps.timer(beatMs, beatAgain);
  }
  const ends = [
    deps.pubsub.subscribe(casesTopic, onSignal),
    deps.pubsub.subscribe(notificationsTopic(agent.id), () => {
      notifications.touch();
      onSignal();
    }),
    () => stopBeat(),
    openCases.end,
  ];
  onSignal();
  await stream.closed;
  for (const end of ends) end();
}
