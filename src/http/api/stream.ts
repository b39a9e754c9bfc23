import type { Request } from 'express';
import { readers } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import { casesTopic, notificationsTopic } from '../../core/ports/pubsub.ts';
import type { SignedIn } from '../../identity/auth.ts';
import { noteListing } from './caseAccess.ts';
import { createCaseNews } from './caseUpdates.ts';
import type { ApiDeps } from './deps.ts';
import { type EventStream, openEventStream } from './eventStream.ts';
import { createNotificationUpdates } from './notificationUpdates.ts';
import { followOpenCases } from './openCases.ts';
import type { Route } from './route.ts';
import { createSettingNews } from './settingsUpdates.ts';
import { check, count } from './validate.ts';
import type { News } from './wire.ts';

/** Milliseconds between two heartbeats. At each, session, second factor, role and visibility are checked again. */
export const beatMs = 15_000;
/** Most streams of one person: one for each tab. */
const maxEach = 12;

/** Heartbeats in a row at which it may be impossible to check who reads, before the stream ends. */
const maxUnchecked = 2;

/** Who sends a request now; null: nobody who is signed in. */
export type WhoNow = (request: Request) => Promise<Pick<SignedIn, 'agent' | 'mustAddSecondFactor'> | null>;

/** The streams of one process. */
export interface Streams {
  readonly routes: readonly Route[];
  /** How many are open. */
  open(): number;
  /** Ends them all: their clients come back, to another process if this one ends. */
  end(): void;
}

/** What happens, to whoever has the console open. */
export function createStreams(deps: ApiDeps, whoNow: WhoNow): Streams {
  const open = new Map<EventStream, string>();
  let ending = false;

  const route: Route = {
    method: 'get',
    path: 'stream',
    roles: readers,
    kind: 'read',
    async answer(context) {
      const { agent, request, response } = context;
      // Browsers say by themselves where they were; the address says it after a page was loaded again.
      const given = request.headers['last-event-id'] || request.query.after || undefined;
      const after = check(count(0, Number.MAX_SAFE_INTEGER).optional(), given) ?? null;
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

/** Whether somebody may (still) follow the news: as the gate and the route decided when the stream was opened. */
function mayFollow(now: Awaited<ReturnType<WhoNow>>): boolean {
  if (now === null || now.mustAddSecondFactor || !now.agent.active) return false;
  return now.agent.roles.some((role) => readers.includes(role));
}

/** Changes when somebody sees other cases than before. */
const visibilityKey = ({ roles, departments }: Agent) => JSON.stringify([roles, departments]);

const reload = ({ clock }: Pick<ApiDeps, 'clock'>): News => ({ type: 'reload', cursor: String(clock()) });

/**
 * Tells one client what is new: at each wake all that there is since the last look, one thing at a time, so that a slow
 * reader costs no memory and misses nothing but passing news.
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
      deps.log.error({ agent: agent.id, error }, 'a stream of the console could not go on; its client will resume');
      stream.end();
    } finally {
      busy = false;
    }
  }

  async function beat(): Promise<void> {
    const found = await whoNow().catch((error: unknown) => {
      deps.log.warn({ agent: agent.id, code: codeOf(error), error }, 'it could not be checked who reads a stream');
      return 'unknown' as const;
    });
    unchecked = found === 'unknown' ? unchecked + 1 : 0;
    if (unchecked >= maxUnchecked || (found !== 'unknown' && !mayFollow(found))) return stream.end();
    const now = found === 'unknown' || found === null ? agent : found.agent;
    const hasMoved = visibilityKey(now) !== visibilityKey(agent);
    agent = now;
    stream.beat();
    // What is shown so far was chosen for another role: the page reads it again.
    if (hasMoved) await stream.send(reload(deps), null);
    for (const news of await setting.next().catch(() => [])) await stream.send(news, null);
    // A wake that got lost costs at most this much delay; and who left without a word is gone by now.
    onSignal();
  }

  let stopBeat = deps.timer(beatMs, beatAgain);
  function beatAgain(): void {
    void beat();
    stopBeat = deps.timer(beatMs, beatAgain);
  }
  const ends = [
    deps.pubsub.subscribe(casesTopic, onSignal),
    deps.pubsub.subscribe(notificationsTopic(agent.id), onSignal),
    () => stopBeat(),
    openCases.end,
  ];
  onSignal();
  await stream.closed;
  for (const end of ends) end();
}
