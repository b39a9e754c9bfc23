import { z } from 'zod';
import { dayOf } from '../../core/journal/readings.ts';
import { overseers } from '../../core/model/agent.ts';
import type { ApiDeps } from './deps.ts';
import type { Route } from './route.ts';
import { caseCode, check, count, name } from './validate.ts';
import type { ReadingsPage } from './wire.ts';

/** Maximum number of readings in one response. */
const page = 100;

const asked = z.object({
  day: z.iso.date().optional(),
  agent: name.optional(),
  code: caseCode.optional(),
  before: count(1, Number.MAX_SAFE_INTEGER).optional(),
});

/** Who read what citizens wrote, for supervisors, administrators and auditors. */
export function readingsRoutes({ readings, clock }: Pick<ApiDeps, 'readings' | 'clock'>): readonly Route[] {
  return [
    {
      method: 'get',
      path: 'readings',
      roles: overseers,
      kind: 'read',
      parameters: Object.keys(asked.shape),
      async answer({ request }): Promise<ReadingsPage> {
        const { day = dayOf(clock()), agent, code, before } = check(asked, request.query);
        const query = { day, by: agent ?? null, code: code ?? null, before: before ?? null, limit: page };
        return { day, ...(await readings.list(query)) };
      },
    },
  ];
}
