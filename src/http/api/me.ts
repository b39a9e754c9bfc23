import { z } from 'zod';
import { administrators, everybody, handlers } from '../../core/cases/policy.ts';
import { absenceOf } from '../../core/cases/sharing/standIn.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { Me, OperatorKey } from './wire.ts';

const shown = z.strictObject({ availability: z.enum(['available', 'away']) });
/** Shows somebody to themselves. */
export function createShowMe({
  deskSettings,
  content,
  clock,
}: Pick<ApiDeps, 'deskSettings' | 'content' | 'clock'>): (
  agent: Agent,
  how: { readonly secondFactor: boolean },
) => Promise<Me> {
  return async (agent, { secondFactor }) => ({
    ...agent,
    locale: agent.locales[0] ?? 'ca',
    secondFactor,
    timeZone: content().calendar.timeZone,
    absence: absenceOf((await deskSettings.read()).absences, agent.id, clock()),
  });
}

/** The signed-in person, and their availability. */
export function meRoutes(
  deps: Pick<ApiDeps, 'tenant' | 'directory' | 'deskSettings' | 'release' | 'operators' | 'content' | 'clock'>,
): readonly ApiRoute[] {
  const { tenant, directory, deskSettings, release, operators } = deps;
  const toMe = createShowMe(deps);
  return [
    {
      method: 'get',
      path: 'me',
      roles: everybody,
      kind: 'read',
      answer: ({ agent, secondFactor }) => toMe(agent, { secondFactor }),
    },
    {
      method: 'post',
      path: 'me/availability',
      roles: handlers,
      kind: 'write',
      async answer({ agent, secondFactor, request }) {
        const { availability } = check(shown, request.body);
        // Who is back before the day is back.
        if (availability === 'available') await deskSettings.endAbsence(agent.id, agent.id);
        const changed = await directory.change(tenant, agent.id, { availability }, agent.id);
        // Citizens who wait for them should not wait until they come back.
        if (availability === 'away') await release(agent.id);
        return toMe(changed, { secondFactor });
      },
    },
    {
      method: 'post',
      path: 'me/operator-key',
      roles: administrators,
      kind: 'write',
      answer: ({ agent }): Promise<OperatorKey> => operators.makeKey(agent),
    },
    {
      method: 'post',
      path: 'me/operator-key/removal',
      roles: administrators,
      kind: 'write',
      async answer({ agent }) {
        await operators.removeKey(agent);
        return undefined;
      },
    },
  ];
}
