import { z } from 'zod';
import { administrators } from '../../core/cases/policy.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

const hook = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the name of a web hook');
const nothing = z.strictObject({});
const phoneForm = z.strictObject({ phone: z.string().max(40) });

type Deps = Pick<ApiDeps, 'connections' | 'embedSites' | 'departments'>;

/** What the service is connected to, the code for pages that show the chat, and departments, for administrators. */
export function connectionRoutes({ connections, embedSites, departments }: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'connections',
      roles: administrators,
      kind: 'read',
      answer: async () => connections.view(),
    },
    {
      method: 'post',
      path: 'connections/mail/test',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        check(nothing, request.body ?? {});
        return connections.testMail(agent);
      },
    },
    {
      method: 'post',
      path: 'connections/sms/test',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        return connections.testSms(check(phoneForm, request.body).phone, agent);
      },
    },
    {
      method: 'post',
      path: 'connections/sign-in/test',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        check(nothing, request.body ?? {});
        return connections.testSignIn(agent.id);
      },
    },
    {
      method: 'post',
      path: 'hooks/:name/test',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        check(nothing, request.body ?? {});
        return connections.testHook(check(hook, request.params.name), agent.id);
      },
    },
    {
      method: 'get',
      path: 'embed',
      roles: administrators,
      kind: 'read',
      answer: async () => embedSites(),
    },
    {
      method: 'get',
      path: 'departments',
      roles: administrators,
      kind: 'read',
      answer: () => departments(),
    },
  ];
}
