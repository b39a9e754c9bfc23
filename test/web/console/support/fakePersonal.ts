import { handlers } from '../../../../src/core/cases/policy.ts';
import type { ApiRoute } from '../../../../src/http/api/route.ts';
import { viewsRoutes } from '../../../../src/http/api/views.ts';
import { createMemoryPersonalRecords } from '../../../support/memoryPersonalRecords.ts';

/** What people keep for themselves: real views over memory, and drafts as the real routes answer. */
export function createFakePersonal(): {
  readonly routes: readonly ApiRoute[];
  /** What was sent is no draft any more. */
  sent(agent: string, code: string, kind: string): void;
  draftOf(agent: string, code: string, mode?: 'reply' | 'note'): string;
} {
  const drafts = new Map<string, string>();
  const key = (agent: string, code: string, mode: string) => `${agent} ${code} ${mode}`;
  const codeIn = ({ request }: Parameters<ApiRoute['answer']>[0]) => String(request.params.code);
  const routes: readonly ApiRoute[] = [
    ...viewsRoutes({ tenant: 'prat', personal: createMemoryPersonalRecords(), clock: Date.now }),
    {
      ...{ method: 'get', path: 'drafts', roles: handlers, kind: 'read' },
      answer: async ({ agent }) =>
        [...drafts.keys()].filter((each) => each.startsWith(`${agent.id} `)).map((each) => each.split(' ')[1]),
    },
    {
      ...{ method: 'get', path: 'cases/:code/draft', roles: handlers, kind: 'read' },
      answer: async (context) => {
        const of = (mode: string) => drafts.get(key(context.agent.id, codeIn(context), mode)) ?? '';
        return { reply: of('reply'), note: of('note') };
      },
    },
    {
      ...{ method: 'post', path: 'cases/:code/draft', roles: handlers, kind: 'write' },
      answer: async (context) => {
        const { mode, text } = context.request.body as { mode: string; text: string };
        if (text === '') drafts.delete(key(context.agent.id, codeIn(context), mode));
        else drafts.set(key(context.agent.id, codeIn(context), mode), text);
        return undefined;
      },
    },
  ];
  return {
    routes,
    sent: (agent, code, kind) => void drafts.delete(key(agent, code, kind)),
    draftOf: (agent, code, mode = 'reply') => drafts.get(key(agent, code, mode)) ?? '',
  };
}
