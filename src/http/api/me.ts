import { z } from 'zod';
import { administrators, everybody, handlers, mayHandleCases } from '../../core/cases/policy.ts';
import { absenceOf } from '../../core/cases/sharing/standIn.ts';
import type { Agent } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { dayStart, isDay } from '../../core/util/dates.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check, name } from './validate.ts';
import type { Me, OperatorKey } from './wire.ts';

/** Longest absence, in days: who is away for longer has no cases. */
const longestAbsence = 400;

const shown = z.strictObject({ availability: z.enum(['available', 'away']) });
const absence = z.strictObject({
  lastDay: z.string().refine(isDay, 'must be a day like 2026-12-31'),
  deputy: name,
});

/** The signed-in person, their availability, and who stands in for them. */
export function meRoutes({
  tenant,
  directory,
  deskSettings,
  release,
  operators,
  content,
  clock,
}: Pick<
  ApiDeps,
  'tenant' | 'directory' | 'deskSettings' | 'release' | 'operators' | 'content' | 'clock'
>): readonly ApiRoute[] {
  const timeZone = () => content().calendar.timeZone;
  const toMe = async (agent: Agent, { secondFactor }: { readonly secondFactor: boolean }): Promise<Me> => ({
    ...agent,
    locale: agent.locales[0] ?? 'ca',
    secondFactor,
    timeZone: timeZone(),
    absence: absenceOf((await deskSettings.read()).absences, agent.id, clock()),
  });

  /** The first instant after the last day of an absence. @throws {CodedError} `input.invalid` */
  function endOf(lastDay: string): number {
    // Noon of that day, whatever the zone's offset.
    const end = dayStart(timeZone(), Date.parse(`${lastDay}T12:00Z`), 1);
    const now = clock();
    if (end > now && end < dayStart(timeZone(), now, longestAbsence)) return end;
    throw new CodedError(
      'input.invalid',
      'The last day must be today or later, and within a year. Choose another one.',
    );
  }

  async function needDeputy(agent: Agent, id: string): Promise<void> {
    const deputy = id === agent.id ? null : await directory.find(tenant, id);
    if (deputy !== null && mayHandleCases(deputy)) return;
    throw new CodedError('input.invalid', 'This person cannot stand in for you. Choose a colleague who handles cases.');
  }

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
      path: 'me/absence',
      roles: handlers,
      kind: 'write',
      async answer({ agent, secondFactor, request }) {
        const { lastDay, deputy } = check(absence, request.body);
        const until = endOf(lastDay);
        await needDeputy(agent, deputy);
        await deskSettings.keepAbsence({ agent: agent.id, deputy, since: clock(), until }, agent.id);
        const changed = await directory.change(tenant, agent.id, { availability: 'away' }, agent.id);
        await release(agent.id);
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
