import { z } from 'zod';
import type { Agent } from '../../core/agent.ts';
import { check } from './check.ts';
import type { ConsoleParts } from './parts.ts';
import { everybody, type Route, workers } from './route.ts';
import type { Me } from './wire.ts';

const told = z.strictObject({ availability: z.enum(['available', 'away']) });

/** Who one is, and whether one is there for people. */
export function meRoutes({ tenant, directory }: Pick<ConsoleParts, 'tenant' | 'directory'>): readonly Route[] {
  return [
    {
      method: 'get',
      path: 'me',
      roles: everybody,
      kind: 'read',
      answer: async ({ agent, secondFactor }) => toMe(agent, secondFactor),
    },
    {
      method: 'post',
      path: 'me/availability',
      roles: workers,
      kind: 'write',
      async answer({ agent, secondFactor, request }) {
        const { availability } = check(told, request.body);
        return toMe(await directory.change(tenant, agent.id, { availability }, agent.id), secondFactor);
      },
    },
  ];
}

function toMe(agent: Agent, secondFactor: boolean): Me {
  return { ...agent, locale: agent.locales[0] ?? 'ca', secondFactor };
}
