import { z } from 'zod';
import { editors } from '../../core/cases/policy.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute, RequestContext } from './route.ts';
import { check } from './validate.ts';

const month = z.strictObject({ month: z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'is not a month: 2026-12') });
const id = z.string().regex(/^[a-z0-9-]{1,100}(?:\.\d{8})?$/, 'is not an announcement: use an id of the list');
const nothing = z.strictObject({});
const withdrawal = z.strictObject({
  reason: z.string().trim().min(10, 'is too short: say why, in 10 characters at least').max(500),
});
const settlement = z.strictObject({ account: z.string().min(1).max(100), isThere: z.boolean() });

/** What becomes of announcements: seen, released after a crisis, withdrawn. They are written as content. */
export function announcementRoutes({ announcements }: Pick<ApiDeps, 'announcements'>): readonly ApiRoute[] {
  const idOf = ({ request }: RequestContext) => check(id, request.params.id);
  return [
    {
      method: 'get',
      path: 'announcements',
      roles: editors,
      kind: 'read',
      parameters: Object.keys(month.shape),
      answer: async ({ request }) => announcements.list(check(month, request.query).month),
    },
    {
      method: 'get',
      path: 'announcements/subscribers',
      roles: editors,
      kind: 'read',
      answer: () => announcements.subscribers(),
    },
    {
      method: 'get',
      path: 'announcements/:id/history',
      roles: editors,
      kind: 'read',
      answer: async (context) => announcements.history(idOf(context)),
    },
    {
      method: 'get',
      path: 'announcements/:id/preview',
      roles: editors,
      kind: 'read',
      answer: async (context) => ({ shown: await announcements.preview(idOf(context)) }),
    },
    {
      method: 'post',
      path: 'announcements/:id/release',
      roles: editors,
      kind: 'write',
      async answer(context) {
        check(nothing, context.request.body);
        await announcements.release(idOf(context), context.agent.id);
      },
    },
    {
      method: 'post',
      path: 'announcements/:id/withdraw',
      roles: editors,
      kind: 'write',
      async answer(context) {
        const { reason } = check(withdrawal, context.request.body);
        await announcements.withdraw(idOf(context), reason, context.agent.id);
      },
    },
    {
      method: 'post',
      path: 'announcements/:id/settle',
      roles: editors,
      kind: 'write',
      async answer(context) {
        const { account, isThere } = check(settlement, context.request.body);
        await announcements.settle(idOf(context), account, { isThere }, context.agent.id);
      },
    },
  ];
}
