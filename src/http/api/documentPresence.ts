import { z } from 'zod';
import { editors } from '../../core/cases/policy.ts';
import { openedDesk } from './content.ts';
import { documentId } from './contentSchema.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

/** Milliseconds for which somebody counts as present: the page reports every eight seconds. */
const presenceTimeoutMs = 25_000;

const body = z.strictObject({
  id: documentId,
  /** False when they leave it. */
  open: z.boolean(),
});

/** Who has a document of the content open, so that two editors know of each other before they write the same. */
export function documentPresenceRoutes({ desk, presence }: Pick<ApiDeps, 'desk' | 'presence'>): readonly ApiRoute[] {
  return [
    {
      method: 'post',
      path: 'content/presence',
      roles: editors,
      kind: 'write',
      async answer({ agent, request }) {
        openedDesk(desk);
        const { id, open } = check(body, request.body);
        const topic = `content:${id}`;
        if (open) await presence.note(topic, agent.id, 'here', presenceTimeoutMs);
        else await presence.leave(topic, agent.id, 'here');
        const { here } = await presence.list(topic);
        return { present: here.filter((each) => each !== agent.id) };
      },
    },
  ];
}
