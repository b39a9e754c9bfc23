import { z } from 'zod';
import { handlers, leads, mayHandleCases } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { dayStart, isDay } from '../../core/util/dates.ts';
import type { ApiDeps } from './deps.ts';
import { createShowMe } from './me.ts';
import type { ApiRoute } from './route.ts';
import { check, name } from './validate.ts';

/** Longest absence, in days: who is away for longer has no cases. */
const longestAbsence = 400;

const kept = z.strictObject({
  agent: name,
  lastDay: z.string().refine(isDay, 'must be a day like 2026-12-31'),
  deputy: name,
});
const ended = z.strictObject({ agent: name });

/** Who is away until when, and who stands in: each says so for themselves, and those who lead for a colleague who cannot. */
export function absenceRoutes(
  deps: Pick<ApiDeps, 'tenant' | 'directory' | 'deskSettings' | 'release' | 'content' | 'clock'>,
): readonly ApiRoute[] {
  const { tenant, directory, deskSettings, release, clock } = deps;
  const toMe = createShowMe(deps);

  /** The first instant after the last day of an absence. @throws {CodedError} `input.invalid` */
  function endOf(lastDay: string): number {
    const { timeZone } = deps.content().calendar;
    // Noon of that day, whatever the zone's offset.
    const end = dayStart(timeZone, Date.parse(`${lastDay}T12:00Z`), 1);
    const now = clock();
    if (end > now && end < dayStart(timeZone, now, longestAbsence)) return end;
    throw new CodedError(
      'input.invalid',
      'The last day must be today or later, and within a year. Choose another one.',
    );
  }

  /** @throws {CodedError} `input.invalid` with these words, where the person handles no cases */
  async function needHandler(id: string, refusal: string): Promise<void> {
    const found = await directory.find(tenant, id);
    if (found === null || !mayHandleCases(found)) throw new CodedError('input.invalid', refusal);
  }

  /** @throws {CodedError} `auth.refused`, `input.invalid` */
  async function needAbsent(by: Agent, agent: string): Promise<void> {
    if (agent === by.id) return;
    if (!leads(by)) throw new CodedError('auth.refused', 'Your role does not allow this. Ask a supervisor to do it.');
    await needHandler(agent, 'This person handles no cases. Choose a colleague who does.');
  }

  /** @throws {CodedError} `input.invalid` */
  async function needDeputy(agent: string, id: string): Promise<void> {
    const refusal = 'This person cannot stand in. Choose a colleague who handles cases.';
    if (id === agent) throw new CodedError('input.invalid', refusal);
    await needHandler(id, refusal);
  }

  return [
    {
      method: 'post',
      path: 'absences',
      roles: handlers,
      kind: 'write',
      async answer({ agent: by, secondFactor, request }) {
        const { agent, lastDay, deputy } = check(kept, request.body);
        const until = endOf(lastDay);
        await needAbsent(by, agent);
        await needDeputy(agent, deputy);
        await deskSettings.keepAbsence({ agent, deputy, since: clock(), until }, by.id);
        const changed = await directory.change(tenant, agent, { availability: 'away' }, by.id);
        // Citizens who wait for them should not wait until they come back.
        await release(agent);
        return toMe(agent === by.id ? changed : by, { secondFactor });
      },
    },
    {
      method: 'post',
      path: 'absences/removal',
      roles: handlers,
      kind: 'write',
      async answer({ agent: by, secondFactor, request }) {
        const { agent } = check(ended, request.body);
        await needAbsent(by, agent);
        await deskSettings.endAbsence(agent, by.id);
        return toMe(by, { secondFactor });
      },
    },
  ];
}
