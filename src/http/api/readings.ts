import { z } from 'zod';
import { createOddReadings } from '../../core/journal/oddReadings.ts';
import { overseers } from '../../core/model/agent.ts';
import { dayIn } from '../../core/util/dates.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { caseCode, check, name, wholeNumber } from './validate.ts';
import type { ReadingsOfDay } from './wire.ts';

/** Maximum number of readings in one response. */
const page = 100;
/** Readings of a day among which odd ones are told: a busy office has some hundreds. */
const wholeDay = 2_000;

const asked = z.object({
  day: z.iso.date().optional(),
  agent: name.optional(),
  code: caseCode.optional(),
  before: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
});

/** Who read what citizens wrote, for supervisors, administrators and auditors. */
export function readingsRoutes({
  readings,
  content,
  knowledge,
  clock,
}: Pick<ApiDeps, 'readings' | 'content' | 'knowledge' | 'clock'>): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'readings',
      roles: overseers,
      kind: 'read',
      parameters: Object.keys(asked.shape),
      async answer({ request }): Promise<ReadingsOfDay> {
        const { day = dayIn(content().calendar.timeZone, clock()), agent, code, before } = check(asked, request.query);
        const query = { day, by: agent ?? null, code: code ?? null, before: before ?? null, limit: page };
        const found = await readings.list(query);
        const whole = await readings.list({ ...query, by: null, code: null, before: null, limit: wholeDay });
        const { protocol } = knowledge();
        const office = { id: '', department: null, hours: null };
        const oddOf = createOddReadings(whole.readings, (at) => protocol.attention(office, at).open);
        return { day, ...found, readings: found.readings.map((each) => ({ ...each, odd: oddOf(each) })) };
      },
    },
  ];
}
