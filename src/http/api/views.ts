import { z } from 'zod';
import { dueWindows } from '../../core/cases/board/dueWindow.ts';
import { readers } from '../../core/cases/policy.ts';
import { caseOrders, deadlineOutcomes } from '../../core/ports/caseIndex.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import { queues, type SavedView } from './wireRead.ts';

/** Maximum number of views of one person. */
const viewLimit = 30;
const recordName = 'views';

const text = z.string().max(200);
const day = z.union([z.literal(''), z.iso.date()]);
const filter = z.strictObject({
  queue: z.enum(queues),
  status: z.enum(['pending', 'snoozed', 'undone', 'closed', 'any']),
  order: z.enum(caseOrders),
  department: text,
  account: text,
  kind: text,
  agent: text,
  priority: text,
  locale: text,
  rating: text,
  days: text,
  /** The first and the last day on which cases were opened, `YYYY-MM-DD`. Views of an earlier version have none. */
  since: day.default(''),
  until: day.default(''),
  // Views of an earlier version have none of these.
  label: text.default(''),
  due: z.enum(['', ...dueWindows]).default(''),
  first: z.enum(['', ...deadlineOutcomes]).default(''),
  resolution: z.enum(['', ...deadlineOutcomes]).default(''),
  answered: z.enum(['', 'yes', 'no', 'waiting']).default(''),
  search: text,
});
const body = z.strictObject({
  views: z
    .array(z.strictObject({ id: z.string().min(1).max(100), name: z.string().trim().min(1).max(60), filter }))
    .max(viewLimit, `must be at most ${viewLimit}`),
});

/** The views of the cases that somebody has saved, on all their devices. */
export function viewsRoutes({
  tenant,
  personal,
  clock,
}: Pick<ApiDeps, 'tenant' | 'personal' | 'clock'>): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'views',
      roles: readers,
      kind: 'read',
      async answer({ agent }): Promise<readonly SavedView[]> {
        const record = await personal.get(tenant, agent.id, recordName);
        if (record === null) return [];
        // A view of an earlier version may filter by what is not known any more.
        const known = body.safeParse({ views: JSON.parse(new TextDecoder().decode(record.bytes)) });
        return known.success ? known.data.views : [];
      },
    },
    {
      method: 'post',
      path: 'views',
      roles: readers,
      kind: 'write',
      async answer({ agent, request }): Promise<readonly SavedView[]> {
        const { views } = check(body, request.body);
        const bytes = new TextEncoder().encode(JSON.stringify(views));
        await personal.put({ tenant, person: agent.id, name: recordName, bytes, seal: null, at: clock() });
        return views;
      },
    },
  ];
}
