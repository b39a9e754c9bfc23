import { z } from 'zod';
import { writeTable } from '../../content/sheets/table.ts';
import { type DueWindow, dueWindow, dueWindows } from '../../core/cases/board/dueWindow.ts';
import { caseTokens } from '../../core/cases/caseSearchText.ts';
import { readers } from '../../core/cases/policy.ts';
import { searchedCode } from '../../core/journal/transferCode.ts';
import type { Agent } from '../../core/model/agent.ts';
import { casePriorities } from '../../core/model/case.ts';
import { locales } from '../../core/model/locale.ts';
import type { CaseQuery, CaseRow } from '../../core/ports/caseIndex.ts';
import { caseOrders, deadlineOutcomes, queryWith } from '../../core/ports/caseIndex.ts';
import { csvType, sendToKeep } from '../sendToKeep.ts';
import { agentVisibility, noteListing } from './caseAccess.ts';
import { caseTable } from './caseTable.ts';
import type { ApiDeps } from './deps.ts';
import { toItem } from './items.ts';
import type { ApiRoute } from './route.ts';
import { check, name, names, wholeNumber } from './validate.ts';
import type { CasePage, QueueCounts } from './wire.ts';
import { type Queue, queues } from './wireRead.ts';

/** Unfinished cases: what a queue shows unless the request says otherwise. */
const notDone = ['open', 'snoozed'] as const;

const time = wholeNumber(0, Number.MAX_SAFE_INTEGER);

const listing = z.object({
  queue: z.enum(queues).default('all'),
  status: z
    .string()
    .max(40)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(['open', 'snoozed', 'closed'])))
    .optional(),
  department: names.optional(),
  account: names.optional(),
  kind: names.optional(),
  /** An agent's id, or `nobody`. */
  agent: name.optional(),
  priority: names.pipe(z.array(z.enum(casePriorities))).optional(),
  locale: names.pipe(z.array(z.enum(locales))).optional(),
  rating: names.pipe(z.array(wholeNumber(1, 5))).optional(),
  label: names.optional(),
  due: z.enum(dueWindows).optional(),
  first: z.enum(deadlineOutcomes).optional(),
  resolution: z.enum(deadlineOutcomes).optional(),
  answered: z.enum(['yes', 'no', 'waiting']).optional(),
  from: time.optional(),
  to: time.optional(),
  search: z.string().max(200).optional(),
  order: z.enum(caseOrders).default('due'),
  after: z.string().max(500).optional(),
  limit: wholeNumber(1, 200).default(50),
});

type Deps = Pick<
  ApiDeps,
  'tenant' | 'cases' | 'content' | 'readings' | 'clock' | 'directory' | 'accounts' | 'deskSettings' | 'newId'
>;

/** The same filters in a body, for a file. */
const fileWanted = listing.omit({ after: true, limit: true }).strict();
/** Most cases in a file. */
const maxInFile = 5_000;

/** Lists of cases, and the number of cases in each queue. */
export function listRoutes(deps: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'cases',
      roles: readers,
      kind: 'read',
      parameters: Object.keys(listing.shape),
      async answer(context): Promise<CasePage> {
        const { agent, request } = context;
        const asked = check(listing, request.query);
        await noteListing(context, caseTokens(asked.search ?? '').length > 0 ? 'search' : 'list', deps);
        const query = await searching(asked.search, inQueue(asked.queue, agent, deps, narrowedBy(asked, deps)), deps);
        const found = await deps.cases.find({ ...query, after: asked.after ?? null, limit: asked.limit });
        return { items: found.rows.map(toItem), next: found.next, total: found.total };
      },
    },
    {
      method: 'post',
      path: 'cases/file',
      roles: readers,
      kind: 'write',
      async answer({ agent, session, request, response }) {
        const wanted = check(fileWanted, textsIn(request.body));
        // Each file is on record, also the second of an hour.
        const reading = { by: agent.id, what: 'export', code: null, file: null } as const;
        await deps.readings.note(reading, `${session} ${deps.newId()}`);
        const inList = inQueue(wanted.queue, agent, deps, { ...narrowedBy(wanted, deps), limit: 200 });
        const query = await searching(wanted.search, inList, deps);
        const rows: CaseRow[] = [];
        for (let after: string | null = null; rows.length < maxInFile; ) {
          const found: Awaited<ReturnType<typeof deps.cases.find>> = await deps.cases.find({ ...query, after });
          rows.push(...found.rows);
          after = found.next;
          if (after === null) break;
        }
        const [locale = 'ca'] = agent.locales;
        const { labels } = await deps.deskSettings.read();
        const { timeZone } = deps.content().calendar;
        const people = await deps.directory.list(deps.tenant);
        const names = { content: deps.content(), accounts: deps.accounts(), people, labels, timeZone };
        sendToKeep(response, {
          name: 'casos.csv',
          type: csvType,
          body: writeTable(caseTable(rows.slice(0, maxInFile), names, locale), locale),
        });
        return undefined;
      },
    },
    {
      method: 'get',
      path: 'counts',
      roles: readers,
      kind: 'read',
      async answer({ agent }): Promise<QueueCounts> {
        const totals = await Promise.all(
          queues.map(async (queue) => {
            const { total } = await deps.cases.find(inQueue(queue, agent, deps, { statuses: ['open'], limit: 1 }));
            return [queue, total] as const;
          }),
        );
        return Object.fromEntries(totals) as QueueCounts;
      },
    },
  ];
}

/** A body as the parameters of a list are: texts, without what is empty. */
function textsIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = Object.entries(body).filter(([, value]) => value !== '' && value !== null);
  return Object.fromEntries(given.map(([key, value]) => [key, typeof value === 'number' ? String(value) : value]));
}

/** A query by what is searched for: by the code of a case, where it is one that the list would show, and else by words. */
async function searching(
  search: string | undefined,
  query: CaseQuery,
  { cases }: Pick<Deps, 'cases'>,
): Promise<CaseQuery> {
  const code = searchedCode(search ?? '');
  const byCode = { ...query, codes: code === null ? null : [code] };
  if (code !== null && (await cases.find({ ...byCode, limit: 1 })).total > 0) return byCode;
  return { ...query, tokens: caseTokens(search ?? '') };
}

/** What filters ask for. */
function narrowedBy(
  asked: Omit<z.infer<typeof listing>, 'after' | 'limit'>,
  { content, clock }: Deps,
): Partial<CaseQuery> {
  return {
    statuses: asked.status ?? notDone,
    accounts: asked.account ?? null,
    kinds: asked.kind ?? null,
    priorities: asked.priority ?? null,
    locales: asked.locale ?? null,
    ratings: asked.rating ?? null,
    labels: asked.label ?? null,
    first: asked.first ?? null,
    resolution: asked.resolution ?? null,
    ...answeredAs(asked.answered),
    openedFrom: asked.from ?? null,
    openedBefore: asked.to ?? null,
    order: asked.order,
    ...(asked.due === undefined ? {} : dueIn(asked.due, content().calendar.timeZone, clock())),
    ...(asked.department === undefined ? {} : { departments: asked.department }),
    ...(asked.agent === undefined ? {} : { assignee: asked.agent }),
  };
}

function answeredAs(answered: 'yes' | 'no' | 'waiting' | undefined): Pick<CaseQuery, 'answered' | 'waiting'> {
  if (answered === undefined) return { answered: null, waiting: null };
  return answered === 'waiting' ? { answered: null, waiting: true } : { answered: answered === 'yes', waiting: null };
}

function dueIn(which: DueWindow, timeZone: string, now: number): Pick<CaseQuery, 'dueFrom' | 'dueBefore'> {
  const { from, before } = dueWindow(which, timeZone, now);
  return { dueFrom: from, dueBefore: before };
}

/** The query of a queue: filters can narrow it, but never widen it beyond what somebody may see. */
function inQueue(queue: Queue, agent: Agent, deps: Deps, changes: Partial<CaseQuery>): CaseQuery {
  const query = queryWith(deps.tenant, { visibility: agentVisibility(agent, deps) });
  switch (queue) {
    case 'mine':
      return { ...query, assignee: agent.id, ...changes };
    case 'department':
      return { ...query, departments: agent.departments, ...changes };
    case 'unassigned':
      return { ...query, assignee: 'nobody', ...changes };
    case 'proposed':
      // A closed case may still have to be decided on.
      return { ...query, proposed: true, ...changes, statuses: null };
    case 'breached':
      return { ...query, breached: true, ...changes };
    case 'all':
      return { ...query, ...changes };
  }
}
