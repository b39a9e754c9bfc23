import { z } from 'zod';
import { administrators } from '../../core/cases/policy.ts';
import { dayIn } from '../../core/util/dates.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { RetentionPreview, RetentionView } from './wireRights.ts';

const dayMs = 86_400_000;

const asked = z.strictObject({ days: z.int().min(0).max(3_660) });

/** How long what people write is kept, for administrators. */
export function retentionRoutes(deps: Pick<ApiDeps, 'retention' | 'content' | 'clock'>): readonly ApiRoute[] {
  const { retention, content, clock } = deps;
  // It goes through the whole journal: those who ask meanwhile get the same answer.
  const running = new Map<number, Promise<RetentionPreview>>();

  async function preview(days: number): Promise<RetentionPreview> {
    const at = clock() + days * dayMs;
    const report = await retention.preview(at, new AbortController().signal);
    return { day: dayIn(content().calendar.timeZone, at), report };
  }

  return [
    {
      method: 'get',
      path: 'retention',
      roles: administrators,
      kind: 'read',
      async answer(): Promise<RetentionView> {
        const policy = retention.policy();
        const rules = policy === null ? undefined : [policy.conversation, ...policy.cases];
        return {
          rules: rules?.map(({ id, say, cites, binding }) => ({ id, say, cites, binding })) ?? null,
          isDaily: retention.isDaily,
          runs: await retention.runs(),
        };
      },
    },
    {
      method: 'post',
      path: 'retention/preview',
      roles: administrators,
      kind: 'write',
      async answer({ request }) {
        const { days } = check(asked, request.body);
        const found = running.get(days) ?? preview(days).finally(() => running.delete(days));
        running.set(days, found);
        return found;
      },
    },
  ];
}
