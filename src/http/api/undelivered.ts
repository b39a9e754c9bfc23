import { z } from 'zod';
import { administrators } from '../../core/cases/policy.ts';
import { outboxTopic } from '../../core/ports/pubsub.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check, name } from './validate.ts';
import type { UndeliveredMessages } from './wireAccounts.ts';

/** Most messages in one answer: the oldest. */
const page = 200;

const asked = z.object({ account: name.optional() });
const message = z.string().min(1).max(400);
const one = z.strictObject({ id: message });
const chosen = z.union([one, z.strictObject({ account: name })]);

type Deps = Pick<ApiDeps, 'deadLetters' | 'readings' | 'pubsub'>;

/** Messages that could not be delivered, for administrators. */
export function undeliveredRoutes({ deadLetters, readings, pubsub }: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'undelivered',
      roles: administrators,
      kind: 'read',
      parameters: Object.keys(asked.shape),
      async answer({ request }): Promise<UndeliveredMessages> {
        const { account } = check(asked, request.query);
        const all = await deadLetters.list();
        const found = account === undefined ? all : all.filter((each) => each.account === account);
        const counts = new Map<string, number>();
        for (const each of all) counts.set(each.account, (counts.get(each.account) ?? 0) + 1);
        return {
          total: found.length,
          accounts: [...counts].sort().map(([id, count]) => ({ id, count })),
          // What is written stays where it is until somebody asks for it.
          messages: found.slice(0, page).map(({ id, account: of, code, attempts, at, task }) => {
            return { id, account: of, code, attempts, at, isMessage: task.kind === 'send' };
          }),
        };
      },
    },
    {
      method: 'post',
      path: 'undelivered/resend',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        const count = await deadLetters.requeue(check(chosen, request.body), agent.id);
        if (count > 0) pubsub.publish(outboxTopic);
        return { count };
      },
    },
    {
      method: 'post',
      path: 'undelivered/text',
      roles: administrators,
      kind: 'write',
      async answer({ agent, session, request }) {
        const { id } = check(one, request.body);
        await readings.note({ by: agent.id, what: 'undelivered', code: null, file: id }, session);
        return { text: await deadLetters.textOf(id) };
      },
    },
  ];
}
