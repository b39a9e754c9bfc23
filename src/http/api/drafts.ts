import { z } from 'zod';
import { handlers } from '../../core/cases/policy.ts';
import type { AgentId } from '../../core/model/agent.ts';
import type { CaseCode } from '../../core/model/case.ts';
import { noteReading, requestedCase } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { CaseDraft } from './wireRead.ts';

/** Maximum number of cases with a draft that are named. */
const draftLimit = 500;

const modes = ['reply', 'note'] as const;
const body = z.strictObject({ mode: z.enum(modes), text: z.string().max(8_000, 'must have at most 8,000 characters') });

const nameOf = (code: CaseCode, mode: (typeof modes)[number]) => `draft ${code} ${mode}`;

type Deps = Pick<ApiDeps, 'tenant' | 'cases' | 'content' | 'personal' | 'sealer' | 'readings' | 'clock'>;

/** What somebody has begun to write, on all their devices. It is sealed like what was sent, and erased with it. */
export function draftRoutes(deps: Deps): readonly ApiRoute[] {
  const { tenant, personal, sealer, clock } = deps;

  async function open(person: AgentId, name: string): Promise<string> {
    const record = await personal.get(tenant, person, name);
    if (record === null || record.seal === null) return '';
    const content = await sealer.open({ ...record.seal, sealed: record.bytes });
    return content?.command?.kind === 'note' ? content.command.text : '';
  }

  return [
    {
      method: 'get',
      path: 'drafts',
      roles: handlers,
      kind: 'read',
      async answer({ agent }): Promise<readonly CaseCode[]> {
        const names = await personal.names(tenant, agent.id, 'draft ', draftLimit);
        return [...new Set(names.map((name) => name.split(' ')[1] ?? ''))];
      },
    },
    {
      method: 'get',
      path: 'cases/:code/draft',
      roles: handlers,
      kind: 'read',
      async answer(context): Promise<CaseDraft> {
        const row = await requestedCase(context, deps);
        await noteReading(context, row, null, deps);
        const { code } = row.case;
        const [reply, note] = await Promise.all(modes.map((mode) => open(context.agent.id, nameOf(code, mode))));
        return { reply: reply ?? '', note: note ?? '' };
      },
    },
    {
      method: 'post',
      path: 'cases/:code/draft',
      roles: handlers,
      kind: 'write',
      async answer(context) {
        const row = await requestedCase(context, deps);
        const { mode, text } = check(body, context.request.body);
        const name = nameOf(row.case.code, mode);
        if (text === '') return personal.remove(tenant, context.agent.id, name);
        const { conversation } = row;
        const command = { kind: 'note', text, mentions: [] } as const;
        const content = { address: null, inbound: null, outbound: [], command };
        const { sealed, keyId } = await sealer.seal(conversation, content, 'current');
        const seal = { conversation, keyId };
        await personal.put({ tenant, person: context.agent.id, name, bytes: sealed, seal, at: clock() });
        return undefined;
      },
    },
  ];
}

/** Removes the draft of what was sent. */
export async function removeDraft(
  person: AgentId,
  code: CaseCode,
  kind: string,
  { tenant, personal }: Pick<Deps, 'tenant' | 'personal'>,
): Promise<void> {
  const mode = modes.find((each) => each === kind);
  if (mode !== undefined) await personal.remove(tenant, person, nameOf(code, mode));
}
