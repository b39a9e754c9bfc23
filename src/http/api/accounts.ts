import { z } from 'zod';
import { administrators } from '../../core/cases/policy.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the id of an account');
const text = (most: number) => z.string().trim().max(most);
const reason = text(1_000).min(3);

/** A definition is checked whole where it is understood: see `src/accounts/accountFile.ts`. */
const given = z.strictObject({
  definition: z.looseObject({ id: z.string().max(100), channel: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
  secrets: z.record(z.string().max(60), z.string().trim().min(1).max(8_000)).default({}),
});
const nothing = z.strictObject({});
const plainStep = z.strictObject({
  step: z.enum(['approve', 'open', 'freeze', 'unfreeze']),
  reason: text(1_000).nullable().default(null),
});
/** A decision against an account needs a reason. */
const finalStep = z.strictObject({ step: z.enum(['refuse', 'close']), reason });
const step = z.discriminatedUnion('step', [plainStep, finalStep]);
const begun = z.strictObject({ towards: id, message: text(1_000).nullable().default(null), reason });
const ended = z.strictObject({ reason });

/** The channel accounts of the city, for administrators. */
export function accountRoutes({ channelAccounts }: Pick<ApiDeps, 'channelAccounts'>): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'accounts',
      roles: administrators,
      kind: 'read',
      answer: ({ agent }) => channelAccounts.list(agent.id),
    },
    {
      method: 'get',
      path: 'accounts/:id',
      roles: administrators,
      kind: 'read',
      answer: async ({ agent, request }) => channelAccounts.view(check(id, request.params.id), agent.id),
    },
    {
      method: 'get',
      path: 'channels/:channel',
      roles: administrators,
      kind: 'read',
      answer: async ({ request }) =>
        channelAccounts.channel(check(given.shape.definition.shape.channel, request.params.channel)),
    },
    {
      method: 'post',
      path: 'accounts',
      roles: administrators,
      kind: 'write',
      answer: async ({ agent, request }) => channelAccounts.save('request', check(given, request.body), agent.id),
    },
    {
      method: 'post',
      path: 'accounts/change',
      roles: administrators,
      kind: 'write',
      answer: async ({ agent, request }) => channelAccounts.save('change', check(given, request.body), agent.id),
    },
    {
      method: 'post',
      path: 'accounts/test',
      roles: administrators,
      kind: 'write',
      answer: async ({ request }) => channelAccounts.test(check(given, request.body)),
    },
    {
      method: 'post',
      path: 'accounts/:id/check',
      roles: administrators,
      kind: 'write',
      async answer({ request }) {
        check(nothing, request.body ?? {});
        return channelAccounts.check(check(id, request.params.id));
      },
    },
    {
      method: 'post',
      path: 'accounts/:id/step',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        const account = check(id, request.params.id);
        const asked = check(step, request.body);
        await channelAccounts.step(account, asked.step, asked.reason === '' ? null : asked.reason, agent.id);
        return channelAccounts.view(account, agent.id);
      },
    },
    {
      method: 'post',
      path: 'crisis',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        const { towards, message, reason: why } = check(begun, request.body);
        await channelAccounts.beginCrisis(towards, message === '' ? null : message, why, agent.id);
        return channelAccounts.list(agent.id);
      },
    },
    {
      method: 'post',
      path: 'crisis/end',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        await channelAccounts.endCrisis(check(ended, request.body).reason, agent.id);
        return channelAccounts.list(agent.id);
      },
    },
  ];
}
